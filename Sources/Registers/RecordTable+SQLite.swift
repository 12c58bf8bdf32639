import Foundation
import Paperwork
import SQLAccess

extension RecordTable {
    /// Reads a table or view of a SQLite file, which is opened to read only. Numbers become text, NULL becomes empty.
    init(sqlite url: URL, table name: String, definition: RegisterDefinition) throws(Trouble) {
        let database = try SQLDatabase.open(readingSQLiteAt: url)
        do {
            self = try database.read { connection in
                let names = try connection.rows("SELECT name FROM pragma_table_info(?)", [.text(name)])
                    .map { try $0.text("name") }
                guard !names.isEmpty else { throw try Self.lacksTable(name, connection, definition) }
                var table = RecordTable(columns: try definition.ownNames(of: names))
                try connection.forEachRow("SELECT * FROM \(SQLName.quoted(name))") { row in
                    for value in row.values { table.append(cell: value.plainText.utf8) }
                    table.endRow(line: table.count + 1)
                    guard table.size <= Self.largestSize else { throw Trouble.registerTooLarge(definition) }
                }
                return table
            }
        } catch let trouble as Trouble {
            throw trouble
        } catch {
            throw .registerUnreadable(definition, reason: String(describing: error))
        }
    }

    private static func lacksTable(
        _ name: String, _ connection: SQLConnection, _ definition: RegisterDefinition
    ) throws(Trouble) -> Trouble {
        let tables = try connection.rows("SELECT name FROM sqlite_master WHERE type IN ('table', 'view') ORDER BY name")
        var names: [String] = []
        for table in tables { names.append(try table.text("name")) }
        return .registerLacksTable(name, among: names, definition)
    }
}

extension SQLValue {
    fileprivate var plainText: String {
        switch self {
        case .null: ""
        case .integer(let number): String(number)
        case .real(let number): String(number)
        case .text(let text): text
        case .blob(let data): String(decoding: data, as: UTF8.self)
        }
    }
}
