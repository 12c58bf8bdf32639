internal import Engine
internal import Foundation
internal import Paperwork
internal import SQLAccess
internal import Storage
internal import Workflows

extension Doctor {
    /// Seconds that the server's clock and this machine's may differ.
    private static let clockTolerance: Double = 60
    /// Connections of a process at most: one in a transaction, one for its signs of life, one that listens.
    private static let connectionsPerProcess = 3

    /// The database server's clock and its room for connections; nothing where there is no server, or it does not answer:
    /// that is told by the store's own check.
    func server() -> [HealthCheck] {
        guard case .postgresql(let address) = dataFolder.store,
            let state = try? Store.serverState(ofPostgreSQL: address)
        else {
            return []
        }
        return [serverClock(state), connections(state)]
    }

    private func serverClock(_ state: ServerState) -> HealthCheck {
        let subject = Wording(ja: "データベースのサーバーの時計", en: "the database server's clock")
        let shown = state.time.formatted(.iso8601)
        guard abs(state.time.timeIntervalSince(now)) > Self.clockTolerance else {
            return .ok(subject, Wording(verbatim: shown))
        }
        return .warning(
            subject,
            Wording(
                ja: "\(shown)。このコンピューター(\(now.formatted(.iso8601)))と合っていません",
                en: "\(shown), and this machine says \(now.formatted(.iso8601))"),
            remedy: Wording(
                ja: "両方の時刻合わせ(NTP)を確かめてください。記録の時刻はサーバーのものです。",
                en: "check NTP on both: records bear the server's time"))
    }

    private func connections(_ state: ServerState) -> HealthCheck {
        let subject = Wording(ja: "データベースへの接続数", en: "database connections")
        let needed = (site.workers + 2) * Self.connectionsPerProcess
        let free = state.connectionLimit - state.connections
        let shown = Wording(
            ja: "空き \(free)（上限 \(state.connectionLimit)）、必要 \(needed)",
            en: "\(free) free of \(state.connectionLimit), \(needed) needed")
        guard free < needed else { return .ok(subject, shown) }
        return .warning(
            subject, shown,
            remedy: Wording(
                ja: "サーバーの max_connections を増やすか、workers を減らしてください。",
                en: "raise max_connections on the server, or set fewer workers"))
    }
}
