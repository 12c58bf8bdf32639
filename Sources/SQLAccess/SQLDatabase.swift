package import Foundation
package import Paperwork

/// A database behind one SQL interface, on SQLite or PostgreSQL.
///
/// Reading, writing and waiting block the calling thread: callers keep them off Swift's cooperative threads. A SQLite
/// file is in WAL mode: any number of readers, in any number of processes, go on while one writes. With PostgreSQL each
/// thread that is inside a transaction has a connection of its own; a few are kept open for the next.
package final class SQLDatabase: Sendable {
    private let engine: any SQLEngine

    private init(_ engine: any SQLEngine) { self.engine = engine }

    /// The engine's words for what the two do not share.
    package var dialect: SQLDialect { engine.dialect }

    /// Opens the file, makes it where there is none, and brings its schema up to date under a lock between processes.
    ///
    /// - Throws: `Trouble`: the file can't be opened or written, is no database, or was written by a newer Tema.
    package static func open(sqliteAt url: URL, migrations: [Migration] = []) throws(Trouble) -> SQLDatabase {
        let lock = try FileLock(path: url.path + ".lock")
        let engine = try SQLiteEngine(file: url)
        try engine.migrate(migrations)
        _ = consume lock
        return SQLDatabase(engine)
    }

    /// Connects to a database of a PostgreSQL server, and brings its schema up to date under a lock between all that use
    /// it.
    ///
    /// - Parameter url: as in `postgresql://user@host:port/database?sslmode=require`, with all that libpq understands:
    ///   several hosts, `target_session_attrs`, a socket's folder as `host`. A password may also stand in `~/.pgpass` or
    ///   in `PGPASSWORD`.
    /// - Throws: `Trouble`: the server can't be reached, does not let this user in or has no such database, or the
    ///   database was written by a newer Tema.
    package static func open(postgresql url: String, migrations: [Migration] = []) throws(Trouble) -> SQLDatabase {
        let engine = try PostgresEngine(PostgresAddress(url))
        try engine.migrate(migrations)
        return SQLDatabase(engine)
    }

    /// Opens a file that belongs to someone else, to read only.
    ///
    /// - Throws: `Trouble`: there is no such file, it can't be read, or it is no database.
    package static func open(readingSQLiteAt url: URL) throws(Trouble) -> SQLDatabase {
        SQLDatabase(try SQLiteEngine(readingFile: url))
    }

    /// Connects to a database of a PostgreSQL server that belongs to someone else, to read only.
    ///
    /// - Parameters:
    ///   - url: see ``open(postgresql:migrations:)``.
    ///   - answerSeconds: that the server may take for one answer, and that one is waited for: one that hangs is given up.
    /// - Throws: `Trouble`: the server can't be reached, does not let this user in, or has no such database.
    package static func open(readingPostgreSQL url: String, answerSeconds: Int) throws(Trouble) -> SQLDatabase {
        SQLDatabase(try PostgresEngine(PostgresAddress(url, readingWithin: answerSeconds)))
    }

    /// A database that lives in memory, and only as long as this object.
    package static func inMemory(migrations: [Migration] = []) throws(Trouble) -> SQLDatabase {
        let engine = try SQLiteEngine()
        try engine.migrate(migrations)
        return SQLDatabase(engine)
    }

    /// Runs `body` on a consistent view of the data.
    ///
    /// - Throws: `Trouble`, or what `body` throws.
    package func read<Value>(_ body: (SQLConnection) throws -> Value) throws -> Value { try engine.read(body) }

    /// Runs `body` in one transaction: all of it happens, or, where anything throws, nothing.
    ///
    /// With SQLite it holds the write lock from its start. With PostgreSQL each statement sees what was committed before
    /// it began (READ COMMITTED), rows are locked by those that need it, and `body` runs again where two transactions
    /// hold each other up: it changes nothing but the database. Where the connection is lost while it commits, `Trouble`
    /// is thrown and it may have happened all the same.
    ///
    /// - Parameter lasting: that it reached the disk before this returns. Without, a power cut may undo the latest of
    ///   such transactions, each as a whole: for what the place can do without, as who holds which claim.
    /// - Throws: `Trouble`, or what `body` throws.
    @discardableResult
    package func write<Value>(lasting: Bool = true, _ body: (SQLConnection) throws -> Value) throws -> Value {
        try engine.write(lasting: lasting, body)
    }

    /// A number that differs from an earlier one when something was committed in between, by this process or another. It
    /// costs a look at the file's header, or one question to the server, where a change in another of the server's
    /// databases makes it differ too.
    package func dataVersion() throws(Trouble) -> Int64 { try engine.dataVersion() }

    /// Waits until something was committed after `dataVersion` gave `version`, for `timeoutSeconds` at most, and gives
    /// the number that holds then.
    ///
    /// With SQLite it looks every 50 ms. With PostgreSQL a transaction that called `SQLConnection.announce` wakes it at
    /// once, and others do not: a waiting process costs nothing.
    package func waitForChange(since version: Int64, timeoutSeconds: Double) throws(Trouble) -> Int64 {
        try engine.waitForChange(since: version, timeout: .seconds(timeoutSeconds))
    }

    /// The time for leases and records. A clock that is set while this process runs changes nothing.
    ///
    /// With PostgreSQL it is the server's, the same on all machines, measured when a connection is opened; with SQLite it
    /// is this machine's at opening, carried on by a clock that only goes forward.
    package func now() -> Date { engine.now() }

    /// What the server says of itself; nil for SQLite, which has none.
    ///
    /// - Throws: `Trouble` where it does not answer.
    package func serverState() throws(Trouble) -> ServerState? { try engine.serverState() }
}
