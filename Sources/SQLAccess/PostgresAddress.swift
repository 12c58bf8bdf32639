internal import Foundation
internal import Paperwork

/// Where a PostgreSQL database is, and as whom to connect.
struct PostgresAddress: Sendable {
    /// As libpq takes them.
    let keywords: [(name: String, value: String)]
    /// Seconds that an answer is waited for; nil where the server's own limits are trusted.
    let answerSeconds: Int?
    /// As in `postgresql://tema@db:5432/tema`, for messages: without a password.
    let name: String

    /// - Throws: `Trouble` of kind `definition` where `url` is none, or its password holds signs that end it too early.
    init(_ url: String, readingWithin answerSeconds: Int? = nil) throws(Trouble) {
        self.answerSeconds = answerSeconds
        if Self.holdsRawSigns(url) { throw .rawSigns }
        guard let given = PostgresConnection.keywords(of: url) else { throw .notAnAddress }
        var keywords = Self.ours.merging(given) { _, given in given }
        let reading = answerSeconds.map { "-c statement_timeout=\($0)s -c default_transaction_read_only=on" }
        keywords["options"] = [Self.serverSettings, reading, given["options"]].compactMap { $0 }.joined(separator: " ")
        self.keywords = keywords.map { ($0.key, $0.value) }
        let user = given["user"].map { "\($0)@" } ?? ""
        let port = given["port"].map { ":\($0)" } ?? ""
        let host = given["host"] ?? given["hostaddr"] ?? "localhost"
        name = "postgresql://\(user)\(host)\(port)/\(given["dbname"] ?? "")"
    }

    /// A message as others may see it.
    func withoutPassword(_ message: String) -> String {
        guard let password = keywords.first(where: { $0.name == "password" })?.value, !password.isEmpty else {
            return message
        }
        return message.replacing(password, with: "…")
    }

    /// Whether what stands before the host holds `@`, `/`, `?` or `#` as they are: libpq would take the rest of a password
    /// for the host or the database, and name it in messages. (RFC 3986, 3.2.1: they are written as %40, %2F, %3F, %23.)
    private static func holdsRawSigns(_ url: String) -> Bool {
        guard let start = url.range(of: "://")?.upperBound else { return false }
        let rest = url[start...]
        let beforeQuery = rest.prefix { $0 != "?" }
        let authority = beforeQuery.prefix { $0 != "/" }
        let signs = beforeQuery.count { $0 == "@" }
        let hasLateSign = signs > 0 && !authority.contains("@")
        let query = rest.dropFirst(beforeQuery.count + 1)
        let isQueryBroken = query.split(separator: "&").contains { !$0.contains("=") }
        return signs > 1 || hasLateSign || rest.contains("#") || isQueryBroken
    }

    /// Times in seconds, the last in ms: a server that vanished without a word is noticed within a minute.
    private static let ours = [
        "application_name": "tema", "client_encoding": "UTF8", "connect_timeout": "10", "keepalives_idle": "30",
        "keepalives_interval": "10", "keepalives_count": "3", "tcp_user_timeout": "30000",
    ]

    /// Means nothing to the server; where it did not arrive, something in between drops what a session asks for.
    static let settingOfOurs = "tema.session"

    /// The same from the server's side, so that a machine that vanished holds no locks; and a commit reaches the disk
    /// before it is reported.
    private static let serverSettings = [
        "statement_timeout=60s", "lock_timeout=10s", "idle_in_transaction_session_timeout=10min",
        "tcp_keepalives_idle=30", "tcp_keepalives_interval=10", "tcp_keepalives_count=3", "synchronous_commit=on",
        "\(settingOfOurs)=on",
    ].map { "-c \($0)" }.joined(separator: " ")
}

extension Trouble {
    /// The text is not repeated: a password may stand in it.
    fileprivate static var notAnAddress: Trouble {
        Trouble(
            .definition,
            Wording(ja: "データベースの指定(store)を読み取れません。", en: "The database's address (store) can't be read."),
            remedy: Wording(
                ja: "postgresql://利用者@サーバー:5432/データベース の形で指定してください。\(escapes.ja)",
                en: "Write it as postgresql://user@host:5432/database. \(escapes.en)"))
    }

    fileprivate static var rawSigns: Trouble {
        Trouble(
            .definition,
            Wording(
                ja: "データベースの指定(store)のパスワードに、@ / ? # のどれかがそのまま書かれています。",
                en: "The password in the database's address (store) holds @, /, ? or # as they are."),
            remedy: escapes)
    }

    private static var escapes: Wording {
        Wording(
            ja: "パスワードの中の @ は %40、/ は %2F、? は %3F、# は %23、% は %25 と書くか、パスワードを ~/.pgpass に置いてください。",
            en:
                "In a password write @ as %40, / as %2F, ? as %3F, # as %23 and % as %25, or put the password into ~/.pgpass."
        )
    }
}
