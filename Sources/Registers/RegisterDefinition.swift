package import Foundation

/// Where a register's records come from, as the site file or a job file declares it.
package struct RegisterDefinition: Sendable, Hashable {
    package enum Source: Sendable, Hashable {
        /// `encoding`: `CP932`, `UTF-8`, or nil to find out from the bytes.
        case csv(URL, encoding: String?)
        case sqlite(URL, table: String)
        /// `sheet`: by its tab; nil for the first.
        case xlsx(URL, sheet: String?)
        /// `address`: as in `postgresql://user@host/database`; `table`: one or a view, with its schema in front where the
        /// search path does not find it.
        case postgresql(address: String, table: String)
    }

    /// The name that job files use.
    package var name: String
    package var source: Source
    /// The column, by its name here, that identifies a record.
    package var key: String
    /// Name in job files → name in the source. A column not listed keeps its own name.
    package var columns: [String: String]
    /// Minutes after which a database is read again; files are read again when they change.
    package var refreshMinutes: Int
    /// Where a file declares it.
    package var declaration: Declaration

    package init(
        name: String, source: Source, key: String, columns: [String: String] = [:], refreshMinutes: Int = 60,
        declaration: Declaration = Declaration()
    ) {
        self.name = name
        self.source = source
        self.key = key
        self.columns = columns
        self.refreshMinutes = refreshMinutes
        self.declaration = declaration
    }

    /// Where the site file or a job file declares a register, for messages. Two registers that differ in nothing else are
    /// the same.
    package struct Declaration: Sendable, Hashable {
        package struct Place: Sendable {
            /// From 1.
            package var line: Int
            /// From 1.
            package var column: Int

            package init(line: Int, column: Int) {
                self.line = line
                self.column = column
            }
        }

        /// As messages name it; nil where no file declares it.
        package var file: String?
        package var register: Place?
        package var key: Place?
        /// By the name in job files.
        package var columns: [String: Place]

        package init(
            file: String? = nil, register: Place? = nil, key: Place? = nil, columns: [String: Place] = [:]
        ) {
            self.file = file
            self.register = register
            self.key = key
            self.columns = columns
        }

        package static func == (left: Declaration, right: Declaration) -> Bool { true }

        package func hash(into hasher: inout Hasher) {}
    }
}
