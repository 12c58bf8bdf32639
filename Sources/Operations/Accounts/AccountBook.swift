package import Engine
internal import Foundation
package import Paperwork
internal import Storage

/// The accounts of a place, as `tema account` keeps them.
package struct AccountBook: Sendable {
    /// An account as lists show it.
    package struct Entry: Sendable, Hashable, Encodable {
        package var name: String
        package var display: String
        package var role: String
        /// Empty for all.
        package var departments: [String]
        /// Nil where the site's holds.
        package var language: Language?
        /// ISO 8601 in UTC.
        package var created: String
        package var closed: Bool
    }

    /// What to change of an account; nil for what stays.
    package struct Change: Sendable {
        package var display: String?
        package var role: String?
        package var departments: [String]?
        package var language: Language?
        package var isClosed: Bool?

        package init() {}
    }

    /// The roles that an account may have.
    package static let roles = Account.Role.allCases.map(\.rawValue)

    private let store: Store

    /// The store is made where there is none yet: a place's first account may come before its first scan.
    ///
    /// - throws: `Trouble` where it can't be opened or made.
    package init(_ dataFolder: DataFolder) throws {
        try dataFolder.makeFolders()
        store = try Store.open(dataFolder)
    }

    /// In the order of their names.
    ///
    /// - throws: `Trouble` where the store can't be read.
    package func list() throws -> [Entry] { try store.accounts().map { Entry($0) } }

    /// What is wrong with a name; nil where it can be one.
    package static func fault(ofName name: String) -> Wording? {
        Account.isName(name)
            ? nil
            : Wording(
                ja: "「\(name)」は利用者名にできません。英小文字・数字・「.」「-」「_」で40文字までにしてください。",
                en: "'\(name)' can't be an account's name: use up to 40 of a-z 0-9 . - _")
    }

    /// What is wrong with a password; nil where it can be one.
    package static func fault(ofPassword password: String) -> Wording? { Password.fault(of: password) }

    /// Adds an account.
    ///
    /// - throws: `Trouble` where the name or the password can't be one, or the name is taken.
    package func add(_ name: String, _ change: Change, password: String) throws -> Entry {
        if let fault = Self.fault(ofName: name) ?? Self.fault(ofPassword: password) { throw Trouble(.content, fault) }
        var account = Account(name: name, display: name, role: .clerk, created: store.now())
        change.apply(to: &account)
        guard try store.add(account, password: password, actor: nil) else {
            throw Trouble(
                .content, Wording(ja: "利用者「\(name)」はすでにあります。", en: "there is an account '\(name)' already"),
                remedy: Wording(
                    ja: "別の名前にするか、tema account change を使ってください。", en: "take another name, or use tema account change"))
        }
        return Entry(account)
    }

    /// Changes an account.
    ///
    /// - throws: `Trouble` where there is none.
    package func change(_ name: String, _ change: Change) throws -> Entry {
        var account = try existing(name)
        change.apply(to: &account)
        _ = try store.change(account, actor: nil, now: store.now())
        return Entry(account)
    }

    /// Sets a new password; whoever is signed in by that account is signed out.
    ///
    /// - throws: `Trouble` where there is no such account, or the password can't be one.
    package func setPassword(_ password: String, of name: String) throws {
        if let fault = Self.fault(ofPassword: password) { throw Trouble(.content, fault) }
        let account = try existing(name)
        _ = try store.setPassword(password, of: account.name, actor: nil, now: store.now())
    }

    /// - throws: `Trouble` where there is no such account.
    package func entry(_ name: String) throws -> Entry { Entry(try existing(name)) }

    private func existing(_ name: String) throws -> Account {
        guard let account = try store.account(name) else {
            throw Trouble(
                .file, Wording(ja: "利用者「\(name)」はありません。", en: "there is no account '\(name)'"),
                remedy: Wording(ja: "tema account list で確かめてください。", en: "see tema account list"))
        }
        return account
    }
}

extension AccountBook.Change {
    fileprivate func apply(to account: inout Account) {
        if let display { account.display = display }
        if let role = role.flatMap(Account.Role.init) { account.role = role }
        if let departments { account.departments = departments }
        if let language { account.language = language }
        if let isClosed { account.isClosed = isClosed }
    }
}

extension AccountBook.Entry {
    fileprivate init(_ account: Account) {
        self.init(
            name: account.name, display: account.display, role: account.role.rawValue,
            departments: account.departments, language: account.language,
            created: account.created.formatted(.iso8601), closed: account.isClosed)
    }
}
