import Foundation
import JapaneseText
import Paperwork
import SQLAccess

extension RecordTable {
    /// Reads a table or view of a SQLite file, which is opened to read only. NULL becomes empty, a whole number its digits
    /// whatever its storage.
    init(sqlite url: URL, table name: String, definition: RegisterDefinition) throws(Trouble) {
        self = try SQLiteRegister(url: url, table: name, definition: definition).read()
    }
}

extension RegisterHeading {
    /// Reads the columns of a table or view, generated ones included.
    init(sqlite url: URL, table name: String, definition: RegisterDefinition) throws(Trouble) {
        self = try SQLiteRegister(url: url, table: name, definition: definition).heading()
    }
}

/// A table or view of a file of SQLite that holds a register.
struct SQLiteRegister {
    let url: URL
    let table: String
    let definition: RegisterDefinition

    func heading() throws(Trouble) -> RegisterHeading {
        try reading { connection in try heading(connection) }
    }

    func columns() throws(Trouble) -> [String] {
        try reading { connection in try columns(connection) }
    }

    func read() throws(Trouble) -> RecordTable {
        try reading { connection in
            let heading = try heading(connection)
            let decoder = SQLiteText(encoding: try connection.row("PRAGMA encoding")?.values.first)
            var records = RecordRows(heading: heading, hasLines: false)
            let columns = heading.sourceNames.map { "t.\(SQLName.quoted($0))" }
            try connection.forEachRow(Self.query(columns, table)) { row in
                let cells = row.values.map(decoder.cell)
                // Each name has a result of its own, whatever the position of its column in the table.
                records.append(line: records.count + 1, keyDamage: cells[heading.key].damage) { cells[$0].bytes[...] }
                guard !records.isTooLarge else { throw Trouble.registerTooLarge(definition) }
            }
            return records.table
        }
    }

    /// Each column by its name. Texts come as their bytes, because a driver would cut them at a NUL and mend what is no
    /// text; what is stored as bytes comes in hexadecimal digits, so that the two can be told apart.
    private static func query(_ columns: [String], _ table: String) -> String {
        let results = columns.map {
            "CASE typeof(\($0)) WHEN 'text' THEN CAST(\($0) AS BLOB) WHEN 'blob' THEN hex(\($0)) ELSE \($0) END"
        }
        return "SELECT \(results.joined(separator: ", ")) FROM \(SQLName.quoted(table)) AS t"
    }

    private func heading(_ connection: SQLConnection) throws(Trouble) -> RegisterHeading {
        let names = try columns(connection)
        return try RegisterHeading(of: definition.spelled(as: names), sourceColumns: names)
    }

    private func columns(_ connection: SQLConnection) throws(Trouble) -> [String] {
        // 1 is a hidden column of a virtual table, which no query without its name gives.
        let rows = try connection.rows(
            "SELECT name FROM pragma_table_xinfo(?) WHERE hidden <> 1 ORDER BY cid", [.text(table)])
        var names: [String] = []
        for row in rows { names.append(try row.text("name")) }
        guard !names.isEmpty else { throw try lacksTable(connection) }
        return names
    }

    private func lacksTable(_ connection: SQLConnection) throws(Trouble) -> Trouble {
        let tables = try connection.rows("SELECT name FROM sqlite_master WHERE type IN ('table', 'view') ORDER BY name")
        var names: [String] = []
        for table in tables { names.append(try table.text("name")) }
        return .registerLacksTable(table, among: names, definition)
    }

    private func reading<Value>(_ body: (SQLConnection) throws -> Value) throws(Trouble) -> Value {
        let database = try SQLDatabase.open(readingSQLiteAt: url)
        do {
            return try database.read(body)
        } catch let trouble as Trouble {
            throw trouble
        } catch {
            throw .registerUnreadable(definition, reason: String(describing: error))
        }
    }
}

/// Makes cells of what a query gives.
private struct SQLiteText {
    private let encoding: TextEncoding

    /// - Parameter encoding: the database's, as SQLite names it.
    init(encoding: SQLValue?) {
        self.encoding =
            switch encoding {
            case .text("UTF-16le"): .utf16LittleEndian
            case .text("UTF-16be"): .utf16BigEndian
            default: .utf8
            }
    }

    /// The value as UTF-8, and why it is no key where it is none.
    func cell(_ value: SQLValue) -> (bytes: [UInt8], damage: KeyDamage?) {
        switch value {
        case .null: return ([], nil)
        case .integer(let number): return (Array(String(number).utf8), nil)
        case .real(let number):
            guard let whole = Self.exactWhole(number) else { return (Array(String(number).utf8), .inexactNumber) }
            return (Array(String(whole).utf8), nil)
        case .blob(let text):
            if encoding == .utf8, text.starts(with: [0xEF, 0xBB, 0xBF]) { return (Array(text), nil) }
            guard let decoded = encoding.decode(text) else {
                return (Array(String(decoding: text, as: UTF8.self).utf8), .letters)
            }
            return (Array(decoded.utf8), nil)
        case .text(let digits):
            let bytes = Self.bytes(hexadecimal: digits)
            return String(validating: bytes, as: UTF8.self) == nil ? (Array("\u{FFFD}".utf8), .letters) : (bytes, nil)
        }
    }

    /// Nil for a fraction, and beyond 2^53, where a real number no longer tells neighbours apart.
    private static func exactWhole(_ number: Double) -> Int64? {
        number == number.rounded() && abs(number) < 9_007_199_254_740_992 ? Int64(number) : nil
    }

    private static func bytes(hexadecimal digits: String) -> [UInt8] {
        let values = digits.utf8.map { $0 < 0x3A ? $0 - 0x30 : ($0 & 0xDF) - 0x37 }
        return stride(from: 0, to: values.count - 1, by: 2).map { values[$0] << 4 | values[$0 + 1] }
    }
}

extension RegisterDefinition {
    /// With the declared columns as the table spells them: SQLite takes upper and lower case of Latin letters for the same.
    func spelled(as names: [String]) -> RegisterDefinition {
        func spelled(_ name: String) -> String {
            guard !names.contains(name) else { return name }
            let alike = names.filter { $0.lowercased() == name.lowercased() }
            return alike.count == 1 ? alike[0] : name
        }
        var definition = self
        definition.columns = columns.mapValues(spelled)
        if columns[key] == nil { definition.key = spelled(key) }
        return definition
    }
}
