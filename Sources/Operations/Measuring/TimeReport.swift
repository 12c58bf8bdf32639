package import Engine
internal import Paperwork
internal import Storage
package import TimeLedger

/// The hours saved, out of a data folder's store.
package struct TimeReport {
    private let dataFolder: DataFolder

    /// - Parameter dataFolder: whose store is asked.
    package init(dataFolder: DataFolder) { self.dataFolder = dataFolder }

    /// - throws: `Trouble` where there is no store, or it can't be read.
    package func make(_ request: ReportRequest) throws -> Report {
        try Report.make(request, from: try Store.existing(dataFolder))
    }
}
