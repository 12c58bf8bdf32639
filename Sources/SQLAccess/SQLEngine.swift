internal import Foundation
internal import Paperwork

/// A program that keeps data: what `SQLDatabase` offers is done here.
protocol SQLEngine: Sendable {
    var dialect: SQLDialect { get }
    /// How messages call the database; without a password.
    var name: String { get }

    func read<Value>(_ body: (SQLConnection) throws -> Value) throws -> Value
    func write<Value>(lasting: Bool, _ body: (SQLConnection) throws -> Value) throws -> Value
    func dataVersion() throws(Trouble) -> Int64
    func waitForChange(since version: Int64, timeout: Duration) throws(Trouble) -> Int64
    func now() -> Date
    /// Nil where there is no server.
    func serverState() throws(Trouble) -> ServerState?
}

extension SQLEngine {
    func serverState() throws(Trouble) -> ServerState? { nil }
}
