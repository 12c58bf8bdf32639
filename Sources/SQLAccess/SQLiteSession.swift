internal import Foundation
internal import GRDB
internal import Paperwork

/// A transaction of SQLite, through GRDB.
final class SQLiteSession: SQLSession {
    let dialect = SQLDialect(.sqlite)
    private let database: Database
    private let path: String

    init(_ database: Database, name: String) {
        self.database = database
        path = name
    }

    func execute(_ sql: String, _ arguments: [SQLValue]) throws(Trouble) -> Int {
        try asTrouble {
            let statement = try database.cachedStatement(sql: sql)
            try statement.execute(arguments: StatementArguments(arguments.map(\.databaseValue)))
            #if DEBUG
                if let pause = TornWrites.pause { Thread.sleep(forTimeInterval: pause) }
            #endif
            return database.changesCount
        }
    }

    func executeScript(_ sql: String) throws(Trouble) {
        try asTrouble { try database.execute(sql: sql) }
    }

    func rows(_ sql: String, _ arguments: [SQLValue]) throws(Trouble) -> [SQLRow] {
        var rows: [SQLRow] = []
        try asTrouble { try each(database.cachedStatement(sql: sql), arguments) { rows.append($0) } }
        return rows
    }

    func row(_ sql: String, _ arguments: [SQLValue]) throws(Trouble) -> SQLRow? {
        try asTrouble {
            let cursor = try Row.fetchCursor(
                database.cachedStatement(sql: sql),
                arguments: StatementArguments(arguments.map(\.databaseValue)))
            let row = try cursor.next().map { SQLRow($0, columns: Array($0.columnNames)) }
            while row != nil, try cursor.next() != nil {}
            return row
        }
    }

    func forEachRow(
        _ sql: String, _ arguments: [SQLValue], _ body: (SQLRow) throws -> Void
    ) throws {
        do {
            try each(database.makeStatement(sql: sql), arguments, body)
        } catch let error as DatabaseError {
            throw Trouble.sqlite(error, at: path)
        }
    }

    /// A write has the file to itself from its start.
    func hold(_ name: String) {}

    /// Every commit shows in the file's `data_version`.
    func announce() {}

    private func each(_ statement: Statement, _ arguments: [SQLValue], _ body: (SQLRow) throws -> Void) throws {
        let cursor = try Row.fetchCursor(
            statement, arguments: StatementArguments(arguments.map(\.databaseValue)))
        // A table that changed meanwhile has the statement made anew at its first step, with other columns perhaps.
        var columns: [String]?
        while let row = try cursor.next() {
            let names = columns ?? statement.columnNames
            columns = names
            try body(SQLRow(row, columns: names))
        }
    }

    private func asTrouble<Value>(_ body: () throws -> Value) throws(Trouble) -> Value {
        do {
            return try body()
        } catch let error as DatabaseError {
            throw Trouble.sqlite(error, at: path)
        } catch let trouble as Trouble {
            throw trouble
        } catch {
            throw Trouble.unexpectedData(String(describing: error))
        }
    }
}

extension SQLValue {
    fileprivate var databaseValue: DatabaseValue {
        switch self {
        case .null: .null
        case .integer(let number): number.databaseValue
        case .real(let number): number.databaseValue
        case .text(let text): text.databaseValue
        case .blob(let data): data.databaseValue
        }
    }

    fileprivate init(_ value: DatabaseValue) {
        switch value.storage {
        case .null: self = .null
        case .int64(let number): self = .integer(number)
        case .double(let number): self = .real(number)
        case .string(let text): self = .text(text)
        case .blob(let data): self = .blob(data)
        }
    }
}

extension SQLRow {
    fileprivate init(_ row: Row, columns: [String]) {
        self.init(columns: columns, values: row.databaseValues.map(SQLValue.init))
    }
}
