internal import Paperwork

extension Trouble {
    /// What PostgreSQL says, as a sentence with a remedy. Values are left out: they are what people wrote on forms.
    static func postgresql(_ failure: PostgresFailure, at name: String) -> Trouble {
        if failure.isFromPooler { return pooler(name) }
        if let encoding = failure.foreignEncoding { return foreignEncoding(name, encoding) }
        return switch failure.sqlState ?? "" {
        case "28P01", "28000": authenticationRefused(name)
        case "3D000": noSuchDatabase(name)
        case "42501": notPermitted(name, failure.message)
        case "53100", "58030": diskFull(name)
        case "53300": tooManyConnections(name)
        case "25006": readOnly(name)
        case "40001", "40P01", "55P03", "57014": heldUp(name)
        case let state where failure.isConnectionLost || state.hasPrefix("08") || state.hasPrefix("57P"):
            outOfReach(name, failure.message)
        // The messages of class 22 repeat the value that does not fit.
        case let state where state.hasPrefix("22"): answeredWithError(name, "SQLSTATE \(state)")
        default: answeredWithError(name, failure.message)
        }
    }

    private static func outOfReach(_ name: String, _ detail: String) -> Trouble {
        Trouble(
            .store,
            Wording(
                ja: "データベース \(name) に接続できません(\(detail))。",
                en: "The database \(name) can't be reached: \(detail)."),
            remedy: Wording(
                ja: "データベースのサーバーが動いているか、ネットワークと接続先の指定をご確認ください。つながり次第、処理を続けられます。確定していない内容は取り消され、失われたものはありません。",
                en:
                    "Check that its server runs, the network, and the address. Work goes on when it is back; what was not committed is undone, and nothing is lost."
            ), isPassing: true)
    }

    private static func pooler(_ name: String) -> Trouble {
        Trouble(
            .definition,
            Wording(
                ja: "\(name) は、データベースの前に置かれた接続プーラー(PgBouncer など)で、Tema がセッションごとに決める設定を通しません。",
                en:
                    "\(name) is a connection pooler before the database (PgBouncer, say) that does not pass on what Tema sets for a session."
            ),
            remedy: Wording(
                ja: "store には、データベースのサーバーそのもの(多くはポート 5432)を指定してください。transaction モードのプーラーは使えません。"
                    + "プーラーを通すなら、pool_mode = session とし、起動パラメーター options を通す設定が必要です。",
                en:
                    "Name the database server itself in store (mostly port 5432). A pooler in transaction mode can't be used; one with "
                    + "pool_mode = session has to pass the startup parameter options."))
    }

    private static func foreignEncoding(_ name: String, _ encoding: String) -> Trouble {
        Trouble(
            .definition,
            Wording(
                ja: "データベース \(name) の文字コードは \(encoding) で、書けない文字があります。Tema には UTF8 のデータベースが必要です。",
                en: "The database \(name) keeps texts in \(encoding), which lacks letters. Tema needs one in UTF8."),
            remedy: Wording(
                ja: "createdb -E UTF8 -T template0 で新しいデータベースを作り、store に指定してください。まだ何も取り込んでいません。",
                en: "Make a new one with createdb -E UTF8 -T template0, and name it in store. Nothing was taken in yet."
            ))
    }

    private static func authenticationRefused(_ name: String) -> Trouble {
        Trouble(
            .store,
            Wording(
                ja: "データベース \(name) に、この利用者とパスワードでは入れません。",
                en: "The database \(name) does not let this user in with this password."),
            remedy: Wording(
                ja: "利用者名とパスワード(接続先の指定、または ~/.pgpass)、サーバーの pg_hba.conf をご確認ください。",
                en: "Check the user and the password (in the address or in ~/.pgpass), and the server's pg_hba.conf."))
    }

    private static func noSuchDatabase(_ name: String) -> Trouble {
        Trouble(
            .store,
            Wording(ja: "サーバーにデータベースがありません(\(name))。", en: "The server has no such database: \(name)."),
            remedy: Wording(
                ja: "createdb で作成するか、接続先の指定をご確認ください。", en: "Make it with createdb, or check the address."))
    }

    private static func notPermitted(_ name: String, _ detail: String) -> Trouble {
        Trouble(
            .store,
            Wording(
                ja: "データベース \(name) を使う権限が足りません(\(detail))。",
                en: "The database \(name) does not allow this user enough: \(detail)."),
            remedy: Wording(
                ja: "この利用者をデータベースの所有者にするか、必要な権限を与えてください。",
                en: "Make this user the database's owner, or grant what is missing."))
    }

    private static func diskFull(_ name: String) -> Trouble {
        Trouble(
            .store,
            Wording(
                ja: "データベースのサーバーのディスクに空き容量がないか、書き込めません(\(name))。",
                en: "The disk of the database server is full or can't be written: \(name)."),
            remedy: Wording(
                ja: "サーバーの空き容量を作ってください。書けるようになり次第、処理を続けられます。書きかけの内容は取り消され、失われたものはありません。",
                en:
                    "Free some space on the server. Work goes on when it can be written; what was half written is undone, and nothing is lost."
            ), isPassing: true)
    }

    private static func tooManyConnections(_ name: String) -> Trouble {
        Trouble(
            .store,
            Wording(
                ja: "データベースのサーバーへの接続が多すぎます(\(name))。",
                en: "The database server has too many connections: \(name)."),
            remedy: Wording(
                ja: "サーバーの max_connections を増やすか、動かす処理(workers)を減らしてください。",
                en: "Raise max_connections on the server, or run fewer workers."), isPassing: true)
    }

    private static func readOnly(_ name: String) -> Trouble {
        Trouble(
            .store,
            Wording(
                ja: "データベース \(name) は現在、読み取り専用です(待機系に接続しています)。",
                en: "The database \(name) is read-only now: this server is a standby."),
            remedy: Wording(
                ja: "切り替えが終わるのをお待ちください。接続先に target_session_attrs=read-write を加えると、書き込めるサーバーが選ばれます。",
                en:
                    "Wait until the switch-over is done. With target_session_attrs=read-write in the address, a server that can be written is chosen."
            ), isPassing: true)
    }

    private static func heldUp(_ name: String) -> Trouble {
        Trouble(
            .store,
            Wording(
                ja: "データベース \(name) がほかの処理で混み合っていて、時間内に終わりませんでした。",
                en: "The database \(name) was busy with other work, and did not finish in time."),
            remedy: Wording(
                ja: "しばらくしてから、もう一度実行してください。", en: "Wait a moment, then run the command again."), isPassing: true)
    }

    private static func answeredWithError(_ name: String, _ detail: String) -> Trouble {
        Trouble(
            .store,
            Wording(
                ja: "データベース \(name) がエラーを返しました(\(detail))。",
                en: "The database \(name) answered with an error: \(detail)."),
            remedy: Wording(
                ja: "もう一度実行しても続く場合は、この文を添えて管理者にご連絡ください。",
                en: "If it happens again, show this message to the administrator."))
    }
}
