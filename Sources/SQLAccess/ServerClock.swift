internal import Foundation
internal import Synchronization

/// A PostgreSQL server's time of day, without asking it each time.
final class ServerClock: Sendable {
    private let clock = Mutex(SteadyClock(Date()))

    /// Asks the server; its answer is taken to be from the middle of the time that it took.
    func measure(_ connection: PostgresConnection) throws(PostgresFailure) {
        let asked = ContinuousClock.now
        let result = try connection.runOnce(
            "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint AS microseconds")
        let answered = ContinuousClock.now
        guard case .integer(let microseconds)? = result.rows.first?["microseconds"] else { return }
        let time = Date(timeIntervalSince1970: Double(microseconds) / 1_000_000)
        clock.withLock { $0 = SteadyClock(time, at: asked + (answered - asked) / 2) }
    }

    func now() -> Date { clock.withLock { $0.now() } }
}
