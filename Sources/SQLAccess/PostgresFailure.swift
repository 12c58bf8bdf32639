/// What libpq or the server said went wrong. Values that a form holds are left out.
struct PostgresFailure: Error, Sendable {
    /// The server's five letters and digits; nil where libpq itself failed.
    var sqlState: String?
    /// The first line of the message, in the server's language.
    var message: String
    /// The connection can't be used any more.
    var isConnectionLost: Bool
    /// A program between us and the server answered, one that does not keep a session's settings.
    var isFromPooler = false
    /// The database keeps texts in that encoding, which lacks letters.
    var foreignEncoding: String?

    /// Two transactions held each other up, or the schema changed under a prepared statement: the same once more may
    /// succeed.
    var isConflict: Bool {
        switch sqlState {
        case "40001", "40P01", "0A000": true
        default: false
        }
    }

    /// The server has become a standby, or it closes: other connections to it are of no use either.
    var spoilsConnection: Bool {
        isConnectionLost || sqlState == "25006" || sqlState == "0A000" || sqlState?.hasPrefix("57P") == true
    }
}
