package import Foundation
internal import Paperwork
internal import SQLAccess

extension Store {
    /// What came of an attempt to sign in.
    package enum SignIn: Sendable {
        case welcome(Account)
        /// Name or password is wrong, or the account is closed: which one is not told.
        case refused
        /// Too many wrong passwords: none is looked at before then.
        case locked(until: Date)
    }

    /// In the order of their names.
    package func accounts() throws -> [Account] {
        try database.read { connection in
            try connection.rows("SELECT * FROM account ORDER BY name").map { try Account($0) }
        }
    }

    /// Nil where there is none.
    package func account(_ name: String) throws -> Account? {
        try database.read { connection in
            try connection.row("SELECT * FROM account WHERE name = ?", [.text(name)]).map { try Account($0) }
        }
    }

    /// Adds an account. False where the name is taken.
    ///
    /// - Parameter actor: the account that adds it; nil at the command line.
    package func add(_ account: Account, password: String, actor: String?) throws -> Bool {
        let hash = try Password.hash(password)
        return try database.write { connection in
            let added = try connection.execute(
                """
                INSERT INTO account (name, display, password, role, departments, language, created, is_closed, failures)
                VALUES (?, ?, ?, ?, ?, ?, ?, 0, 0) ON CONFLICT (name) DO NOTHING
                """,
                [
                    .text(account.name), .text(account.display), .text(hash), .text(account.role.rawValue),
                    .text(try Account.text(of: account.departments)), .optional(account.language?.rawValue),
                    .time(account.created),
                ])
            guard added == 1 else { return false }
            try append(
                .accountAdded, to: Self.placeChain, actor: actor, detail: account.auditDetail, at: account.created,
                connection)
            return true
        }
    }

    /// Writes an account's role, departments, name for others, language, and whether it is closed; a closed one's sessions
    /// end. False where there is none.
    package func change(_ account: Account, actor: String?, now: Date) throws -> Bool {
        try database.write { connection in
            let changed = try connection.execute(
                """
                UPDATE account SET display = ?, role = ?, departments = ?, language = ?, is_closed = ? WHERE name = ?
                """,
                [
                    .text(account.display), .text(account.role.rawValue),
                    .text(try Account.text(of: account.departments)), .optional(account.language?.rawValue),
                    .flag(account.isClosed), .text(account.name),
                ])
            guard changed == 1 else { return false }
            if account.isClosed { try endSessions(of: account.name, connection) }
            try append(
                .accountChanged, to: Self.placeChain, actor: actor, detail: account.auditDetail, at: now, connection)
            return true
        }
    }

    /// Sets a new password, and ends the account's sessions. False where there is none.
    package func setPassword(_ password: String, of name: String, actor: String?, now: Date) throws -> Bool {
        let hash = try Password.hash(password)
        return try database.write { connection in
            let changed = try connection.execute(
                "UPDATE account SET password = ?, failures = 0, locked_until = NULL WHERE name = ?",
                [.text(hash), .text(name)])
            guard changed == 1 else { return false }
            try endSessions(of: name, connection)
            try append(
                .passwordSet, to: Self.placeChain, actor: actor, detail: ["account": name], at: now, connection)
            return true
        }
    }

    /// Looks whether someone may sign in. Wrong passwords are counted: from the fifth on each one locks the account for
    /// 30 seconds, then a minute, two, four, up to fifteen.
    ///
    /// An attempt counts as a wrong one before its password is looked at, and is taken off again where that is right: many
    /// attempts at once are no way around the lock.
    package func signIn(name: String, password: String, now: Date) throws -> SignIn {
        let row = try database.write(lasting: false) { connection in try countAttempt(name, now: now, connection) }
        if let until = try row?.optionalTime("locked_until"), until > now { return .locked(until: until) }
        // An unknown name takes as long as a wrong password: nobody learns which names exist.
        let hash = try row?.text("password") ?? Self.nobody.get()
        let isRight = Password.matches(password, hash: hash)
        return try database.write { connection in
            let account = try row.map { try Account($0) }
            guard let account, isRight, !account.isClosed else {
                try append(
                    .signInRefused, to: Self.placeChain, detail: ["account": name.shortened], at: now, connection)
                return .refused
            }
            try connection.execute(
                "UPDATE account SET failures = 0, locked_until = NULL WHERE name = ?", [.text(name)])
            try append(.signedIn, to: Self.placeChain, actor: name, at: now, connection)
            return .welcome(account)
        }
    }

    /// The account as it was before this attempt; nil where there is none. Where it is locked, the attempt doesn't count.
    private func countAttempt(_ name: String, now: Date, _ connection: SQLConnection) throws -> SQLRow? {
        let row = try connection.row(
            "SELECT * FROM account WHERE name = ? \(connection.dialect.locking)", [.text(name)])
        guard let row else { return nil }
        if let until = try row.optionalTime("locked_until"), until > now { return row }
        let failures = try row.integer("failures") + 1
        let isLocked = failures >= Self.freeFailures
        let seconds = min(900, 30 * pow(2, Double(min(failures - Self.freeFailures, 10))))
        try connection.execute(
            "UPDATE account SET failures = ?, locked_until = ? WHERE name = ?",
            [
                .integer(failures), isLocked ? .time(now.addingTimeInterval(seconds)) : .null, .text(name),
            ])
        return row
    }

    /// Wrong passwords in a row before an account is locked.
    private static let freeFailures = 5

    /// The hash of a password that nobody has.
    private static let nobody = Result { try Password.hash(Password.token()) }
}

extension Account {
    init(_ row: SQLRow) throws(Trouble) {
        let role = Role(rawValue: try row.text("role"))
        let departments = try? JSONDecoder().decode([String].self, from: row.blob("departments"))
        guard let role, let departments else { throw .unexpectedData("An account can't be read back") }
        self.init(
            name: try row.text("name"), display: try row.text("display"), role: role, departments: departments,
            language: try row.optionalText("language").flatMap { Language(rawValue: $0) },
            created: try row.time("created"), isClosed: try row.flag("is_closed"))
    }

    static func text(of departments: [String]) throws -> String {
        String(decoding: try JSONEncoder().encode(departments), as: UTF8.self)
    }

    fileprivate var auditDetail: [String: String] {
        [
            "account": name, "role": role.rawValue, "departments": departments.joined(separator: ", "),
            "closed": isClosed ? "1" : "0",
        ]
    }
}

extension String {
    /// What someone typed as a name, cut so that it fits a record.
    fileprivate var shortened: String { String(prefix(40)) }
}
