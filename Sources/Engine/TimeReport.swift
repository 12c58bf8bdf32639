internal import Foundation
package import Paperwork
internal import Storage
package import TimeLedger

/// The hours saved, out of a data folder's store.
package struct TimeReport {
    private let place: Workplace

    package init(place: Workplace) { self.place = place }

    /// - throws: `Trouble` where there is no store, or it can't be read.
    package func make(_ request: ReportRequest) throws -> Report {
        guard FileManager.default.fileExists(atPath: place.storeFile.path) else {
            throw Trouble(
                .file,
                Wording(
                    ja: "データフォルダ \(place.data.path) には、まだ何も処理した記録がありません。",
                    en: "the data folder \(place.data.path) holds no record of anything processed"),
                remedy: Wording(
                    ja: "tema run を --data 付きで実行するか、--data で別のフォルダを指定してください。",
                    en: "run tema run with --data, or name another folder by --data"))
        }
        return try Report.make(request, from: try Store.open(sqliteAt: place.storeFile))
    }
}
