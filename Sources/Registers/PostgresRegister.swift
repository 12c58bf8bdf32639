import Foundation
import Paperwork
import SQLAccess

/// A table or view of a PostgreSQL database that holds a register. It is read in one transaction that may change nothing.
struct PostgresRegister {
    let address: String
    let table: String
    let definition: RegisterDefinition

    /// Seconds that the server may take for an answer, and that an answer is waited for.
    static let answerSeconds = 60

    func heading() throws(Trouble) -> RegisterHeading {
        try reading { connection in try RegisterHeading(of: definition, sourceColumns: try columns(connection)) }
    }

    func columns() throws(Trouble) -> [String] { try reading { connection in try columns(connection) } }

    /// - Throws: `Trouble`: the database can't be reached, does not answer in time or lacks the table or a column.
    func read() throws(Trouble) -> RecordTable {
        try reading { connection in
            let heading = try RegisterHeading(of: definition, sourceColumns: try columns(connection))
            var records = RecordRows(heading: heading, hasLines: false)
            let results = heading.sourceNames.map { "CAST(t.\(SQLName.quoted($0)) AS text)" }
            try connection.forEachRow(
                "SELECT \(results.joined(separator: ", ")) FROM \(Self.quoted(table)) AS t"
            ) { row in
                records.append(line: records.count + 1) { column in
                    if case .text(let text) = row.values[column] { Array(text.utf8)[...] } else { [] }
                }
                guard !records.isTooLarge else { throw Trouble.registerTooLarge(definition) }
            }
            return records.table
        }
    }

    /// With the schema apart where there is one.
    private static func quoted(_ table: String) -> String {
        table.split(separator: ".", maxSplits: 1).map { SQLName.quoted(String($0)) }.joined(separator: ".")
    }

    private func columns(_ connection: SQLConnection) throws(Trouble) -> [String] {
        let rows = try connection.rows(
            """
            SELECT attname::text AS name FROM pg_catalog.pg_attribute
            WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped ORDER BY attnum
            """, [.text(Self.quoted(table))])
        var names: [String] = []
        for row in rows { names.append(try row.text("name")) }
        guard !names.isEmpty else { throw try lacksTable(connection) }
        return names
    }

    private func lacksTable(_ connection: SQLConnection) throws(Trouble) -> Trouble {
        let rows = try connection.rows(
            """
            SELECT CASE WHEN pg_table_is_visible(c.oid) THEN c.relname ELSE n.nspname || '.' || c.relname END::text AS name
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'v', 'm', 'p', 'f') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
            ORDER BY 1 LIMIT 50
            """)
        var names: [String] = []
        for row in rows { names.append(try row.text("name")) }
        return .registerLacksTable(table, among: names, definition)
    }

    private func reading<Value>(_ body: (SQLConnection) throws -> Value) throws(Trouble) -> Value {
        do {
            let database = try SQLDatabase.open(readingPostgreSQL: address, answerSeconds: Self.answerSeconds)
            return try database.read(body)
        } catch let trouble as Trouble {
            guard trouble.kind == .store else { throw trouble }
            throw .registerDatabaseSilent(definition, trouble)
        } catch {
            throw .registerUnreadable(definition, reason: String(describing: error))
        }
    }
}
