internal import Foundation
internal import Paperwork
internal import Synchronization

/// A database of a PostgreSQL server.
final class PostgresEngine: SQLEngine {
    let dialect = SQLDialect(.postgresql)
    let name: String
    private let pool: PostgresPool
    /// Connections that listen on the channel.
    private let listeners: PostgresPool
    private let clock: ServerClock

    /// On which committed transactions say that there is something new.
    static let channel = "tema"
    /// How often a transaction is tried that others hold up, or that loses its connection before it commits.
    private static let attemptLimit = 6

    /// Connects once, to see that it can.
    init(_ address: PostgresAddress) throws(Trouble) {
        name = address.name
        let clock = ServerClock()
        self.clock = clock
        pool = PostgresPool(address) { connection throws(PostgresFailure) in
            try Self.examine(connection)
            try clock.measure(connection)
        }
        listeners = PostgresPool(address) { connection throws(PostgresFailure) in
            _ = try connection.runOnce("LISTEN \(Self.channel)")
        }
        try asTrouble { () throws(PostgresFailure) in try pool.with { _ in } }
    }

    /// Once `body` has run it is not run again: it may have handed on what it read.
    func read<Value>(_ body: (SQLConnection) throws -> Value) throws -> Value {
        try transact("ISOLATION LEVEL REPEATABLE READ READ ONLY", attempts: 1, body)
    }

    func write<Value>(lasting: Bool, _ body: (SQLConnection) throws -> Value) throws -> Value {
        try transact(
            "ISOLATION LEVEL READ COMMITTED READ WRITE" + (lasting ? "" : "; SET LOCAL synchronous_commit TO off"),
            attempts: Self.attemptLimit, body)
    }

    func dataVersion() throws(Trouble) -> Int64 {
        try asTrouble { () throws(PostgresFailure) in try pool.with(Self.version) }
    }

    func waitForChange(since version: Int64, timeout: Duration) throws(Trouble) -> Int64 {
        let deadline = ContinuousClock.now + timeout
        return try asTrouble { () throws(PostgresFailure) in
            try listeners.with { listener throws(PostgresFailure) in
                _ = try listener.takeNotifications()
                var current = try Self.version(listener)
                // What was announced while the version was asked for came with the answer: no input is left to wait for.
                while current == version, ContinuousClock.now < deadline, try !listener.takeNotifications() {
                    listener.waitForInput(until: deadline)
                }
                if current == version { current = try Self.version(listener) }
                return current
            }
        }
    }

    func now() -> Date { clock.now() }

    func serverState() throws(Trouble) -> ServerState? {
        let row = try asTrouble { () throws(PostgresFailure) in
            try pool.with { connection throws(PostgresFailure) in
                try connection.runOnce(
                    """
                    SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS time,
                        current_setting('max_connections')::bigint
                            - current_setting('superuser_reserved_connections')::bigint AS allowed,
                        (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend') AS used
                    """
                ).rows.first
            }
        }
        guard let row else { return nil }
        return ServerState(
            time: Date(timeIntervalSince1970: Double(try row.integer("time")) / 1000),
            connectionLimit: try row.integer("allowed"), connections: try row.integer("used"))
    }

    /// Whether the connection keeps what this session asked for, and the database every letter.
    private static func examine(_ connection: PostgresConnection) throws(PostgresFailure) {
        let setting = PostgresAddress.settingOfOurs
        let kept = try connection.runOnce("SELECT current_setting('\(setting)', true) AS kept").rows.first?["kept"]
        guard case .text("on")? = kept else {
            throw PostgresFailure(message: "", isConnectionLost: true, isFromPooler: true)
        }
        let encoding = connection.serverEncoding
        guard encoding == "UTF8" else {
            throw PostgresFailure(message: "", isConnectionLost: true, foreignEncoding: encoding)
        }
    }

    /// The server's snapshot says which transactions are done: it changes with each that is.
    private static func version(_ connection: PostgresConnection) throws(PostgresFailure) -> Int64 {
        let result = try connection.run("SELECT hashtextextended(pg_current_snapshot()::text, 0) AS version")
        guard case .integer(let version)? = result.rows.first?["version"] else { return 0 }
        return version
    }

    private func asTrouble<Value>(_ body: () throws(PostgresFailure) -> Value) throws(Trouble) -> Value {
        do {
            return try body()
        } catch {
            throw .postgresql(error, at: name)
        }
    }
}

// Transactions.
extension PostgresEngine {
    private func transact<Value>(
        _ mode: String, attempts: Int, _ body: (SQLConnection) throws -> Value
    ) throws -> Value {
        var attempt = 1
        while true {
            let connection = try begin(mode)
            let session = PostgresSession(connection, name: name)
            do {
                let value = try body(SQLConnection(session))
                try session.commit()
                pool.giveBack(connection)
                return value
            } catch {
                if session.rollBack() { pool.giveBack(connection) } else { pool.clear() }
                guard attempt < attempts, session.isWorthRepeating else { throw error }
            }
            Thread.sleep(forTimeInterval: .random(in: 0.002...0.02) * Double(attempt))
            attempt += 1
        }
    }

    /// Begins on an open connection; on a new one where that one has broken.
    private func begin(_ mode: String) throws(Trouble) -> PostgresConnection {
        try asTrouble { () throws(PostgresFailure) in
            while true {
                let (connection, isUsed) = try pool.take()
                do throws(PostgresFailure) {
                    _ = try connection.runOnce("BEGIN \(mode)")
                    return connection
                } catch {
                    guard error.isConnectionLost, isUsed else { throw error }
                    pool.clear()
                }
            }
        }
    }
}
