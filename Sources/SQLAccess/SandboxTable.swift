/// A table of an expression sandbox.
package struct SandboxTable: Sendable, Hashable {
    /// How SQLite keeps what is put into a column: a text that looks like a number becomes one under `integer` and
    /// `numeric`, a number becomes a text under `text`.
    package enum Affinity: String, Sendable, Hashable {
        case text = "TEXT"
        case integer = "INTEGER"
        case numeric = "NUMERIC"
    }

    package struct Column: Sendable, Hashable {
        package var name: String
        package var affinity: Affinity

        package init(name: String, affinity: Affinity) {
            self.name = name
            self.affinity = affinity
        }
    }

    package var name: String
    package var columns: [Column]

    package init(name: String, columns: [Column]) {
        self.name = name
        self.columns = columns
    }
}
