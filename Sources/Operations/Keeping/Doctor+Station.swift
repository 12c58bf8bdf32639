internal import Engine
internal import Foundation
internal import Paperwork
internal import Storage
internal import Workflows

extension Doctor {
    /// Of Debian's libjs-chart.js.
    private static let chart = "/usr/share/javascript/chart.js/chart.min.js"

    /// Whether people can use the station safely, where the site has one.
    func station() -> [HealthCheck] {
        guard let station = site.station else { return [] }
        let subject = Wording(ja: "ステーション", en: "station")
        var checks: [HealthCheck] = []
        if station.tls == nil, !["127.0.0.1", "::1", "localhost"].contains(station.host) {
            checks.append(
                .warning(
                    subject,
                    Wording(
                        ja: "\(station.host):\(station.port) を暗号化せずに開きます。パスワードと書類がそのまま流れます",
                        en:
                            "\(station.host):\(station.port) is served in clear: passwords and papers can be read on the way"
                    ),
                    remedy: Wording(
                        ja: "サイトファイルに station: {tls: {certificate: …, key: …}} と書くか、暗号化するプロキシの後ろで 127.0.0.1 に開いてください。",
                        en:
                            "write station: {tls: {certificate: …, key: …}} in the site file, or listen at 127.0.0.1 behind a "
                            + "proxy that encrypts")))
        }
        if !Self.hasAddress(station.host) {
            checks.append(
                .failure(
                    subject,
                    Wording(
                        ja: "このコンピューターには \(station.host) というアドレスがありません",
                        en: "this machine has no address \(station.host)"),
                    remedy: Wording(
                        ja: "サイトファイルの station: listen に、このコンピューターのアドレスか 0.0.0.0 を書いてください。",
                        en: "write one of its addresses, or 0.0.0.0, at station: listen in the site file")))
        }
        if let store = try? Store.existing(dataFolder), (try? store.accounts().isEmpty) == true {
            checks.append(
                .warning(
                    subject, Wording(ja: "利用者がいません", en: "nobody has an account"),
                    remedy: Wording(
                        ja: "tema account add 名前 --role it で、最初の利用者を作ってください。",
                        en: "make the first one by tema account add NAME --role it")))
        }
        if !FileManager.default.fileExists(atPath: Self.chart) {
            checks.append(
                .warning(
                    subject, Wording(ja: "グラフの部品がありません", en: "the charts' library is missing"),
                    remedy: Wording(
                        ja: "apt-get install libjs-chart.js を実行してください。", en: "run apt-get install libjs-chart.js")))
        }
        let open = Wording(
            ja: "\(station.host):\(station.port) で開きます", en: "listens at \(station.host):\(station.port)")
        return checks.isEmpty ? [.ok(subject, open)] : checks
    }
    /// Whether this machine has that IPv4 address. True for names and other addresses: only listening tells.
    private static func hasAddress(_ host: String) -> Bool {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        guard inet_pton(AF_INET, host, &address.sin_addr) == 1 else { return true }
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return true }
        defer { close(descriptor) }
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        return result == 0 || errno != EADDRNOTAVAIL
    }
}
