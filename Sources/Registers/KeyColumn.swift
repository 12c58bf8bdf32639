import Paperwork

/// The keys of a table.
enum KeyColumn {
    /// Rows by their keys, without those whose key is damaged.
    /// - Throws: `Trouble`: a record has no key, or two have the same.
    static func index(of table: RecordTable, definition: RegisterDefinition) throws(Trouble) -> HashedRows {
        let column = table.keyColumn
        if let row = (0..<table.count).first(where: { table.isEmpty(row: $0, column: column) }) {
            throw .registerRecordWithoutKey(line: table.line(row: row), key: definition.key, definition)
        }
        let keys = HashedRows(count: table.count) { row in
            table.damagedKeys[row] == nil ? Array(table.text(row: row, column: column).utf16)[...] : []
        }
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
