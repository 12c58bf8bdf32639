internal import Paperwork

/// Where a PostgreSQL database is, and as whom to connect.
struct PostgresAddress: Sendable {
    /// As libpq takes them.
    let keywords: [(name: String, value: String)]
    /// As in `postgresql://tema@db:5432/tema`, for messages: without a password.
    let name: String

    /// - Throws: `Trouble` of kind `definition` where `url` is none.
    init(_ url: String) throws(Trouble) {
        guard let given = PostgresConnection.keywords(of: url) else { throw .notAnAddress }
        var keywords = Self.ours.merging(given) { _, given in given }
        keywords["options"] = ([Self.serverSettings] + [given["options"]].compactMap { $0 }).joined(separator: " ")
        self.keywords = keywords.map { ($0.key, $0.value) }
        let user = given["user"].map { "\($0)@" } ?? ""
        let port = given["port"].map { ":\($0)" } ?? ""
        let host = given["host"] ?? given["hostaddr"] ?? "localhost"
        name = "postgresql://\(user)\(host)\(port)/\(given["dbname"] ?? "")"
    }

    /// Times in seconds, the last in ms: a server that vanished without a word is noticed within a minute.
    private static let ours = [
        "application_name": "tema", "client_encoding": "UTF8", "connect_timeout": "10", "keepalives_idle": "30",
        "keepalives_interval": "10", "keepalives_count": "3", "tcp_user_timeout": "30000",
    ]

    /// The same from the server's side, so that a machine that vanished holds no locks; and a commit reaches the disk
    /// before it is reported.
    private static let serverSettings = [
        "statement_timeout=60s", "lock_timeout=10s", "idle_in_transaction_session_timeout=10min",
        "tcp_keepalives_idle=30", "tcp_keepalives_interval=10", "tcp_keepalives_count=3", "synchronous_commit=on",
    ].map { "-c \($0)" }.joined(separator: " ")
}

extension Trouble {
    /// The text is not repeated: a password may stand in it.
    fileprivate static var notAnAddress: Trouble {
        Trouble(
            .definition,
            Wording(ja: "データベースの指定(store)を読み取れません。", en: "The database's address (store) can't be read."),
            remedy: Wording(
                ja: "postgresql://利用者@サーバー:5432/データベース の形で指定してください。",
                en: "Write it as postgresql://user@host:5432/database."))
    }
}
