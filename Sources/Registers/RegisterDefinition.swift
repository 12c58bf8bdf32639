package import Foundation

/// Where a register's records come from, as the site file or a job file declares it.
package struct RegisterDefinition: Sendable, Hashable {
    package enum Source: Sendable, Hashable {
        /// `encoding`: `CP932`, `UTF-8`, or nil to find out from the bytes.
        case csv(URL, encoding: String?)
        case sqlite(URL, table: String)
    }

    /// The name that job files use.
    package var name: String
    package var source: Source
    /// The column, by its name here, that identifies a record.
    package var key: String
    /// Name in job files → name in the source. A column not listed keeps its own name.
    package var columns: [String: String]

    package init(name: String, source: Source, key: String, columns: [String: String] = [:]) {
        self.name = name
        self.source = source
        self.key = key
        self.columns = columns
    }
}
