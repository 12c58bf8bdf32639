import FieldTypes
package import Paperwork
import Synchronization

/// A register's records, read once and kept in memory with the indexes that reconciliation needs.
///
/// Records are never changed. It may be used by several threads at once; an index is built when a column is first asked
/// for, which takes up to a few seconds for hundreds of thousands of records (see ``prepare(_:)``).
package final class Register: Sendable {
    /// The name that the site file or the job file gives it.
    package let name: String
    let table: RecordTable
    let keys: HashedRows
    /// What agreements are worth by the site's own documents; nil where that was not estimated.
    package let weights: RegisterWeights?
    /// Where indexes are kept; nil where they live in memory.
    private let shelf: IndexShelf?
    private let indexes = Mutex<[IndexName: ColumnIndex]>([:])

    private struct IndexName: Hashable {
        var column: Int
        var kind: ComparisonKind
        var digits: Int?
    }

    init(
        name: String, table: RecordTable, keys: HashedRows, shelf: IndexShelf? = nil,
        weights: RegisterWeights? = nil
    ) {
        self.weights = weights
        self.name = name
        self.shelf = shelf
        self.table = table
        self.keys = keys
    }

    /// Reads all records.
    ///
    /// Records whose key is damaged, as a spreadsheet's 1.00E+07 is, are kept and compared, but never linked to a
    /// document: see ``reconcile(_:)`` and ``findings(types:)``.
    /// - Throws: `Trouble`: the file or database can't be read, is empty or not written as a CSV file is (with the line); a declared
    ///   column or the key column is missing (with the columns that exist); a record has no key, or two have the same.
    package static func open(_ definition: RegisterDefinition) throws(Trouble) -> Register {
        let table =
            switch definition.source {
            case .csv(let url, let encoding): try RecordTable(csv: url, encoding: encoding, definition: definition)
            case .sqlite(let url, let name): try RecordTable(sqlite: url, table: name, definition: definition)
            case .xlsx(let url, let sheet): try RecordTable(xlsx: url, sheet: sheet, definition: definition)
            case .postgresql(let address, let name):
                try PostgresRegister(address: address, table: name, definition: definition).read()
            }
        let keys = try KeyColumn.index(of: table, definition: definition)
        return Register(name: definition.name, table: table, keys: keys)
    }

    /// The columns by their names in job files, in the source's order, without reading the records.
    /// - Throws: `Trouble`: the file can't be read, or a declared column or the key column is missing.
    package static func columns(of definition: RegisterDefinition) throws(Trouble) -> [String] {
        switch definition.source {
        case .csv(let url, let encoding):
            try RegisterHeading(csv: url, encoding: encoding, definition: definition).names
        case .sqlite(let url, let name): try RegisterHeading(sqlite: url, table: name, definition: definition).names
        case .xlsx(let url, let sheet): try RegisterHeading(xlsx: url, sheet: sheet, definition: definition).names
        case .postgresql(let address, let name):
            try PostgresRegister(address: address, table: name, definition: definition).heading().names
        }
    }

    /// The source's own columns, in its order, without reading the records or asking which are declared.
    /// - Throws: `Trouble`: the file can't be read or has no such table.
    package static func sourceColumns(of definition: RegisterDefinition) throws(Trouble) -> [String] {
        switch definition.source {
        case .csv(let url, let encoding):
            try CSVHeading.firstRecord(of: url, encoding: encoding, definition: definition).filter { !$0.isEmpty }
        case .sqlite(let url, let name): try SQLiteRegister(url: url, table: name, definition: definition).columns()
        case .xlsx(let url, let sheet): try SheetHeading.firstRecord(of: url, sheet: sheet).filter { !$0.isEmpty }
        case .postgresql(let address, let name):
            try PostgresRegister(address: address, table: name, definition: definition).columns()
        }
    }

    /// The columns by their names in job files, in the source's order.
    package var columns: [String] { table.columns }

    /// How many records there are.
    package var count: Int { table.count }

    /// The record with this key, by column name; nil where there is none.
    package func record(key: String) -> [String: String]? {
        row(key: key).map(table.record)
    }

    /// Builds the indexes that queries of these columns need, so that the first document does not wait for them.
    /// - Parameter types: field type by column name; columns that the register lacks are passed over.
    package func prepare(_ types: [String: String]) {
        for (column, type) in types { _ = index(column: column, type: type) }
    }

    /// How often a field that is wrong would all the same equal the value that the found record has: how common the
    /// value is in the register, and never below 1/1000, because the record itself may be the wrong one.
    /// - Returns: between 0.001 and 1; 1 where the register has no such column.
    package func chanceOfAgreement(column: String, type: String, registered: String) -> Double {
        guard let index = index(column: column, type: type) else { return 1 }
        return max(0.001, min(1, index.chanceOfCoincidence(Array(index.folded(registered).utf16))))
    }

    func row(key: String) -> Int? {
        let units = Array(key.utf16)
        return keys.rows(of: units).first { table.text(row: $0, column: table.keyColumn) == key }
    }

    /// Nil where the register has no such column.
    func index(column name: String, type: String) -> ColumnIndex? {
        guard let column = table.columns.firstIndex(of: name) else { return nil }
        let kind = column == table.keyColumn ? ComparisonKind.number : ComparisonKind(fieldType: type)
        let digits = FieldTypes.named(type)?.registerDigits
        let indexName = IndexName(column: column, kind: kind, digits: digits)
        return indexes.withLock { indexes in
            if let index = indexes[indexName] { return index }
            let index =
                shelf?.index(of: table, column: column, kind: kind, digits: digits)
                ?? ColumnIndex(of: table, column: column, kind: kind, digits: digits)
            indexes[indexName] = index
            return index
        }
    }
}
