import Paperwork

/// The column that identifies a record.
enum KeyColumn {
    /// By its name in job files, else by its name in the source.
    static func find(in table: RecordTable, definition: RegisterDefinition) throws(Trouble) -> Int {
        let names = [definition.key] + definition.columns.filter { $0.value == definition.key }.map(\.key).sorted()
        guard let column = names.lazy.compactMap({ table.columns.firstIndex(of: $0) }).first else {
            throw .registerLacks(column: definition.key, isKey: true, among: table.columns, definition)
        }
        return column
    }

    static func index(of table: RecordTable, column: Int, definition: RegisterDefinition) throws(Trouble) -> HashedRows
    {
        if let row = (0..<table.count).first(where: { table.isEmpty(row: $0, column: column) }) {
            throw .registerRecordWithoutKey(line: table.line(row: row), key: definition.key, definition)
        }
        let keys = HashedRows(count: table.count) { Array(table.text(row: $0, column: column).utf16)[...] }
        let duplicates = keys.groups.flatMap { rows in
            Dictionary(grouping: rows) { table.text(row: $0, column: column) }.filter { $0.value.count > 1 }
        }
        guard duplicates.isEmpty else {
            let listed = duplicates.map { (key: $0.key, lines: $0.value.map(table.line)) }
                .sorted { ($0.lines.first ?? 0) < ($1.lines.first ?? 0) }
            throw .registerDuplicates(listed, definition)
        }
        return keys
    }
}
