package import Foundation
internal import GRDB
package import Paperwork

/// A database behind one SQL interface.
///
/// Reading and writing block the calling thread: callers keep them off Swift's cooperative threads. A SQLite file is
/// in WAL mode: any number of readers, in any number of processes, go on while one writes.
package final class SQLDatabase: Sendable {
    private let writer: any DatabaseWriter
    /// Never writes, so that every commit, of this process too, changes its `data_version`.
    private let watcher: DatabaseQueue?
    private let path: String

    private init(writer: any DatabaseWriter, watcher: DatabaseQueue?, path: String) {
        self.writer = writer
        self.watcher = watcher
        self.path = path
    }

    /// Seconds that a statement waits for another writer before it gives up.
    package static let busyTimeout: Double = 5

    /// Opens the file, makes it where there is none, and brings its schema up to date under a lock between processes.
    ///
    /// - Throws: `Trouble`: the file can't be opened or written, is no database, or was written by a newer Tema.
    package static func open(sqliteAt url: URL, migrations: [Migration] = []) throws(Trouble) -> SQLDatabase {
        let path = url.path
        let lock = try FileLock(path: path + ".lock")
        let database = try translatingErrors(at: path) {
            let pool = try DatabasePool(path: path, configuration: configuration(readonly: false))
            // A commit reaches the disk before it is reported: what it tells the world must survive a power cut.
            try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
            let watcher = try DatabaseQueue(path: path, configuration: configuration(readonly: true))
            return SQLDatabase(writer: pool, watcher: watcher, path: path)
        }
        try database.migrate(migrations)
        _ = consume lock
        return database
    }

    /// Opens a file that belongs to someone else, to read only.
    ///
    /// - Throws: `Trouble`: there is no such file, it can't be read, or it is no database.
    package static func open(readingSQLiteAt url: URL) throws(Trouble) -> SQLDatabase {
        try translatingErrors(at: url.path) {
            let queue = try DatabaseQueue(path: url.path, configuration: configuration(readonly: true))
            try queue.read { _ = try Row.fetchOne($0, sql: "SELECT count(*) FROM sqlite_master") }
            return SQLDatabase(writer: queue, watcher: nil, path: url.path)
        }
    }

    /// A database that lives in memory, and only as long as this object.
    package static func inMemory(migrations: [Migration] = []) throws(Trouble) -> SQLDatabase {
        let database = try translatingErrors(at: ":memory:") {
            SQLDatabase(
                writer: try DatabaseQueue(configuration: configuration(readonly: false)), watcher: nil,
                path: ":memory:")
        }
        try database.migrate(migrations)
        return database
    }

    /// Runs `body` on a consistent view of the data.
    ///
    /// - Throws: `Trouble`, or what `body` throws.
    package func read<Value>(_ body: (SQLConnection) throws -> Value) throws -> Value {
        do {
            return try writer.read { try body(SQLConnection($0, path: path)) }
        } catch let error as DatabaseError {
            throw Trouble.sqlite(error, at: path)
        }
    }

    /// Runs `body` in one transaction that holds the write lock from its start: all of it happens, or, where anything
    /// throws, nothing.
    ///
    /// - Throws: `Trouble`, or what `body` throws.
    @discardableResult
    package func write<Value>(_ body: (SQLConnection) throws -> Value) throws -> Value {
        do {
            return try writer.write { try body(SQLConnection($0, path: path)) }
        } catch let error as DatabaseError {
            throw Trouble.sqlite(error, at: path)
        }
    }

    /// A number that differs from an earlier one when something was committed in between, by this process or another.
    /// It costs a look at the file's header.
    package func dataVersion() throws(Trouble) -> Int64 {
        try Self.translatingErrors(at: path) {
            guard let watcher else {
                return try writer.unsafeReentrantRead { Int64($0.totalChangesCount) }
            }
            return try watcher.unsafeReentrantRead { try Int64.fetchOne($0, sql: "PRAGMA data_version") ?? 0 }
        }
    }

    private static func configuration(readonly: Bool) -> Configuration {
        var configuration = Configuration()
        configuration.readonly = readonly
        configuration.busyMode = .timeout(busyTimeout)
        configuration.foreignKeysEnabled = true
        return configuration
    }

    private static func translatingErrors<Value>(at path: String, _ body: () throws -> Value) throws(Trouble) -> Value {
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

extension SQLDatabase {
    private func migrate(_ migrations: [Migration]) throws(Trouble) {
        guard !migrations.isEmpty else { return }
        do {
            try write { connection in
                try connection.execute(
                    "CREATE TABLE IF NOT EXISTS schema_migration (identifier TEXT PRIMARY KEY NOT NULL) STRICT")
                let applied = try connection.rows("SELECT identifier FROM schema_migration").map {
                    row throws(Trouble) in
                    try row.text("identifier")
                }
                let unknown = Set(applied).subtracting(migrations.map(\.identifier))
                guard unknown.isEmpty else { throw Trouble.newerDatabase(path, unknown: unknown.sorted()) }
                for migration in migrations where !applied.contains(migration.identifier) {
                    try connection.executeScript(migration.sql(SQLDialect(.sqlite)))
                    try connection.execute(
                        "INSERT INTO schema_migration (identifier) VALUES (?)", [.text(migration.identifier)])
                }
            }
        } catch let trouble as Trouble {
            throw trouble
        } catch {
            throw Trouble.unexpectedData(String(describing: error))
        }
    }
}

extension Trouble {
    fileprivate static func newerDatabase(_ path: String, unknown: [String]) -> Trouble {
        let names = unknown.joined(separator: ", ")
        return Trouble(
            .store,
            Wording(
                ja: "\(path) は、より新しい版の Tema が作成したデータベースです(\(names))。",
                en: "\(path) was written by a newer version of Tema (\(names))."),
            remedy: Wording(
                ja: "Tema を新しい版に更新するか、バックアップから復元してください。データベースは変更していません。",
                en: "Upgrade Tema, or restore an older backup. The database was not changed."))
    }
}
