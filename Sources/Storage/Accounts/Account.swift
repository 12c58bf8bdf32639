package import Foundation
package import Paperwork

/// Someone who may use the station.
package struct Account: Sendable, Hashable {
    /// What someone may do.
    package enum Role: String, Sendable, Hashable, CaseIterable {
        /// Drops scans, and settles what waits, for their departments.
        case clerk
        /// Keeps the place: workflows, templates, accounts.
        case it
        /// Reads the hours saved.
        case manager
        /// Reads who did what, and changes nothing.
        case auditor
    }

    /// What they sign in with: lower-case letters, digits, dots, hyphens and underscores.
    package var name: String
    /// What others call them.
    package var display: String
    package var role: Role
    /// The departments whose batches they see, as job files name them; empty where they see all.
    package var departments: [String]
    /// Nil where the site's holds.
    package var language: Language?
    package var created: Date
    /// May not sign in any more.
    package var isClosed: Bool

    package init(
        name: String, display: String, role: Role, departments: [String] = [], language: Language? = nil,
        created: Date, isClosed: Bool = false
    ) {
        self.name = name
        self.display = display
        self.role = role
        self.departments = departments
        self.language = language
        self.created = created
        self.isClosed = isClosed
    }

    /// Whether they see what belongs to that department.
    package func sees(department: String) -> Bool { departments.isEmpty || departments.contains(department) }

    /// Whether `name` can be one.
    package static func isName(_ name: String) -> Bool {
        (1...40).contains(name.utf8.count)
            && name.utf8.allSatisfy { byte in
                (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || [0x2D, 0x2E, 0x5F].contains(byte)
            }
    }
}

extension Account.Role {
    package var words: Wording {
        switch self {
        case .clerk: Wording(ja: "担当者", en: "clerk")
        case .it: Wording(ja: "情報担当", en: "IT")
        case .manager: Wording(ja: "管理者", en: "manager")
        case .auditor: Wording(ja: "監査", en: "auditor")
        }
    }
}
