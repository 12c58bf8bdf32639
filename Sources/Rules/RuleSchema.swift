internal import FieldTypes
package import SQLAccess

/// What rules may speak of: a document's fields as columns, and its table fields as tables.
package struct RuleSchema: Sendable, Hashable {
    package typealias Affinity = SandboxTable.Affinity
    package typealias Column = SandboxTable.Column
    package typealias Table = SandboxTable

    package var columns: [Column]
    package var tables: [Table]

    package init(columns: [Column], tables: [Table] = []) {
        self.columns = columns
        self.tables = tables
    }

    /// From fields and the names of their types; `tables` are the fields of type `table`, with their columns.
    package init(
        fields: [(name: String, type: String)],
        tables: [(name: String, columns: [(name: String, type: String)])] = []
    ) {
        self.init(
            columns: fields.map { Column(name: $0.name, affinity: Self.affinity(ofType: $0.type)) },
            tables: tables.map { table in
                Table(
                    name: table.name,
                    columns: table.columns.map { Column(name: $0.name, affinity: Self.affinity(ofType: $0.type)) })
            })
    }

    /// How a field type's values compare: yen and numbers as numbers, flags as 1 and 0, all others as text.
    package static func affinity(ofType type: String) -> Affinity {
        switch FieldTypes.named(type)?.ruleColumn {
        case .wholeNumber: .integer
        case .number: .numeric
        case .text, nil: .text
        }
    }

    /// The name of the table that holds the document's own row; one that no table field has.
    var mainName: String {
        var name = "document"
        while tables.contains(where: { $0.name.lowercased() == name }) { name += "_" }
        return name
    }

    var main: Table { Table(name: mainName, columns: columns) }
}
