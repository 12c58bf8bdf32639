internal import Foundation
internal import GRDB
internal import Paperwork

/// A SQLite database in a file or in memory.
struct SQLiteEngine: SQLEngine {
    let dialect = SQLDialect(.sqlite)
    let name: String
    private let writer: any DatabaseWriter
    /// Never writes, so that every commit, of this process too, changes its `data_version`.
    private let watcher: DatabaseQueue?
    private let clock = SteadyClock(Date())

    /// Seconds that a statement waits for another writer before it gives up.
    static let busyTimeout: Double = 30
    /// Between two looks at the file by one who waits for a change.
    private static let watchInterval = Duration.milliseconds(50)

    /// The file is made where there is none.
    init(file url: URL) throws(Trouble) {
        name = url.path
        (writer, watcher) = try Self.translatingErrors(at: name) {
            let pool = try Self.waitingForOthers {
                try DatabasePool(path: url.path, configuration: Self.configuration(readonly: false))
            }
            return (pool, try DatabaseQueue(path: url.path, configuration: Self.configuration(readonly: true)))
        }
    }

    /// To read only. A file in WAL mode in a folder that this user may not write is copied into memory.
    init(readingFile url: URL) throws(Trouble) {
        name = url.path
        watcher = nil
        let configuration = Self.configuration(readonly: true)
        writer = try Self.translatingErrors(at: name) {
            do {
                let queue = try DatabaseQueue(path: url.path, configuration: configuration)
                try queue.read { _ = try Row.fetchOne($0, sql: "SELECT count(*) FROM sqlite_master") }
                return queue
            } catch let error as DatabaseError {
                guard let sealed = SealedSQLiteFile(url, refusedWith: error) else { throw error }
                return try sealed.copy(configuration)
            }
        }
    }

    /// In memory.
    init() throws(Trouble) {
        name = ":memory:"
        watcher = nil
        writer = try Self.translatingErrors(at: name) {
            try DatabaseQueue(configuration: Self.configuration(readonly: false))
        }
    }

    func read<Value>(_ body: (SQLConnection) throws -> Value) throws -> Value {
        do {
            return try writer.read { try body(SQLConnection(SQLiteSession($0, name: name))) }
        } catch let error as DatabaseError {
            throw Trouble.sqlite(error, at: name)
        }
    }

    func write<Value>(lasting: Bool, _ body: (SQLConnection) throws -> Value) throws -> Value {
        do {
            return try writer.writeWithoutTransaction { database in
                // FULL waits for the disk; NORMAL leaves it to the next one that does.
                try database.execute(sql: "PRAGMA synchronous = \(lasting ? "FULL" : "NORMAL")")
                return try transact(database, body)
            }
        } catch let error as DatabaseError {
            throw Trouble.sqlite(error, at: name)
        }
    }

    private func transact<Value>(_ database: Database, _ body: (SQLConnection) throws -> Value) throws -> Value {
        #if DEBUG
            if TornWrites.pause != nil { return try body(SQLConnection(SQLiteSession(database, name: name))) }
        #endif
        try database.beginTransaction(.immediate)
        do {
            let value = try body(SQLConnection(SQLiteSession(database, name: name)))
            try database.commit()
            return value
        } catch {
            if database.isInsideTransaction { try? database.rollback() }
            throw error
        }
    }

    func dataVersion() throws(Trouble) -> Int64 {
        try Self.translatingErrors(at: name) {
            guard let watcher else {
                return try writer.unsafeReentrantRead { Int64($0.totalChangesCount) }
            }
            return try watcher.unsafeReentrantRead { try Int64.fetchOne($0, sql: "PRAGMA data_version") ?? 0 }
        }
    }

    func waitForChange(since version: Int64, timeout: Duration) throws(Trouble) -> Int64 {
        let deadline = ContinuousClock.now + timeout
        while true {
            let current = try dataVersion()
            let left = deadline - .now
            if current != version || left <= .zero { return current }
            Thread.sleep(forTimeInterval: min(left, Self.watchInterval) / .seconds(1))
        }
    }

    func now() -> Date { clock.now() }

    /// The last of those who had the file open has it to itself while it closes; SQLite then refuses at once.
    private static func waitingForOthers<Value>(_ body: () throws -> Value) throws -> Value {
        let deadline = ContinuousClock.now + .seconds(busyTimeout)
        while true {
            do {
                return try body()
            } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
                guard ContinuousClock.now < deadline else { throw error }
                Thread.sleep(forTimeInterval: 0.02)
            }
        }
    }

    /// SQLite's own timeout waits up to 100 ms between two looks, in which many others may have written: a write here takes
    /// a few milliseconds.
    private static let busyMode = Database.BusyMode.callback { tries in
        Thread.sleep(forTimeInterval: busyPause)
        return Double(tries) * busyPause < busyTimeout
    }
    private static let busyPause = 0.001

    private static func configuration(readonly: Bool) -> Configuration {
        var configuration = Configuration()
        configuration.readonly = readonly
        configuration.busyMode = busyMode
        configuration.foreignKeysEnabled = true
        return configuration
    }

    private static func translatingErrors<Value>(at name: String, _ body: () throws -> Value) throws(Trouble) -> Value {
        do {
            return try body()
        } catch let error as DatabaseError {
            throw Trouble.sqlite(error, at: name)
        } catch let trouble as Trouble {
            throw trouble
        } catch {
            throw Trouble.unexpectedData(String(describing: error))
        }
    }
}
