package import Foundation
internal import Paperwork
internal import SQLAccess

/// Someone who is signed in, at a browser or by a token.
package struct Session: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable {
        case browser
        /// For programs; it can't sign in elsewhere or make other tokens.
        case token
    }

    package var account: Account
    package var kind: Kind
    /// What its owner calls a token; empty for a browser.
    package var label: String
    package var begun: Date
    package var ends: Date
    /// The secret's SHA-256: what names the session without giving it away.
    package var digest: String
}

extension Store {
    /// Begins a session and gives its secret, which is kept nowhere.
    ///
    /// - Parameter seconds: how long it lasts at most.
    package func beginSession(
        of account: String, kind: Session.Kind = .browser, label: String = "", seconds: Double, now: Date
    ) throws -> String {
        let secret = Password.token()
        try database.write { connection in
            try connection.execute("DELETE FROM session WHERE ends < ?", [.time(now)])
            try connection.execute(
                """
                INSERT INTO session (digest, account, kind, label, begun, seen, ends) VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    .text(SHA256.hex(secret.utf8)), .text(account), .text(kind.rawValue), .text(label), .time(now),
                    .time(now), .time(now.addingTimeInterval(seconds)),
                ])
            if kind == .token {
                try append(
                    .tokenMade, to: Self.placeChain, actor: account, detail: ["label": label], at: now, connection)
            }
        }
        return secret
    }

    /// The session with that secret; nil where there is none, it is over, its account is closed, or nobody used it for
    /// `idleSeconds`.
    package func session(secret: String, idleSeconds: Double, now: Date) throws -> Session? {
        let digest = SHA256.hex(secret.utf8)
        let row = try database.read { connection in
            try connection.row(
                """
                SELECT session.digest, session.kind, session.label, session.begun, session.seen, session.ends, account.*
                FROM session JOIN account ON account.name = session.account
                WHERE session.digest = ? AND session.ends > ? AND account.is_closed = 0
                """, [.text(digest), .time(now)])
        }
        guard let row, let kind = Session.Kind(rawValue: try row.text("kind")) else { return nil }
        let seen = try row.time("seen")
        guard kind == .token || now.timeIntervalSince(seen) <= idleSeconds else { return nil }
        // Once a minute is enough to know that it is in use.
        if now.timeIntervalSince(seen) > 60 {
            try database.write(lasting: false) { connection in
                _ = try connection.execute("UPDATE session SET seen = ? WHERE digest = ?", [.time(now), .text(digest)])
            }
        }
        return Session(
            account: try Account(row), kind: kind, label: try row.text("label"), begun: try row.time("begun"),
            ends: try row.time("ends"), digest: digest)
    }

    /// An account's tokens, the oldest first.
    package func tokens(of account: String, now: Date) throws -> [Session] {
        try database.read { connection in
            try connection.rows(
                """
                SELECT session.digest, session.label, session.begun, session.ends, account.*
                FROM session JOIN account ON account.name = session.account
                WHERE account.name = ? AND session.kind = 'token' AND session.ends > ? ORDER BY session.begun
                """, [.text(account), .time(now)]
            ).map { row in
                Session(
                    account: try Account(row), kind: .token, label: try row.text("label"),
                    begun: try row.time("begun"), ends: try row.time("ends"), digest: try row.text("digest"))
            }
        }
    }

    /// Ends one session.
    package func endSession(_ session: Session, now: Date) throws {
        try database.write { connection in
            try connection.execute("DELETE FROM session WHERE digest = ?", [.text(session.digest)])
            try append(.signedOut, to: Self.placeChain, actor: session.account.name, at: now, connection)
        }
    }

    func endSessions(of account: String, _ connection: SQLConnection) throws(Trouble) {
        try connection.execute("DELETE FROM session WHERE account = ?", [.text(account)])
    }
}
