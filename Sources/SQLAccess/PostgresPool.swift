internal import Foundation
internal import Synchronization

/// Connections that wait for the next transaction. There are as many as threads that use them at once; a few are kept.
final class PostgresPool: Sendable {
    private let address: PostgresAddress
    private let prepare: @Sendable (PostgresConnection) throws(PostgresFailure) -> Void
    private let idle = Mutex<[PostgresConnection]>([])

    private static let idleLimit = 4
    /// A connection is closed after that time, so that an address that moved and a clock that drifted are noticed.
    private static let age = Duration.seconds(1800)

    /// - Parameter prepare: what a new connection does first.
    init(
        _ address: PostgresAddress,
        prepare: @escaping @Sendable (PostgresConnection) throws(PostgresFailure) -> Void
    ) {
        self.address = address
        self.prepare = prepare
    }

    /// A connection for the caller alone, and whether it was used before.
    func take() throws(PostgresFailure) -> (connection: PostgresConnection, isUsed: Bool) {
        let used = idle.withLock { idle in
            idle.removeAll { ContinuousClock.now - $0.opened > Self.age }
            return idle.popLast()
        }
        if let used { return (used, true) }
        let connection = try PostgresConnection(address)
        try prepare(connection)
        return (connection, false)
    }

    func giveBack(_ connection: PostgresConnection) {
        idle.withLock { if $0.count < Self.idleLimit { $0.append(connection) } }
    }

    /// Closes those that no one uses: the server went away.
    func clear() { idle.withLock { $0 = [] } }

    /// Runs `body`, which changes nothing, on a connection; once more where it was one that had broken.
    func with<Value>(
        _ body: (PostgresConnection) throws(PostgresFailure) -> Value
    ) throws(PostgresFailure) -> Value {
        while true {
            let (connection, isUsed) = try take()
            do {
                let value = try body(connection)
                giveBack(connection)
                return value
            } catch {
                guard error.isConnectionLost, isUsed else { throw error }
                clear()
            }
        }
    }
}
