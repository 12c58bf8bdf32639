internal import Foundation
internal import Paperwork
internal import SQLAccess

extension BatchRecord {
    init(_ row: SQLRow) throws(Trouble) {
        self.init(
            batch: try Batch(row), pageFile: try row.text("page_file"),
            workflowVersion: try row.text("workflow_version"), department: try row.text("department"),
            priority: Priority(rawValue: try row.integer("priority")) ?? .normal, received: try row.time("received"),
            state: try BatchState(stored: try row.text("state")),
            exportRule: try ExportRule(stored: try row.text("export_rule")), finished: try row.optionalTime("finished"),
            failure: try row.wording("failure"))
    }
}

extension PageRecord {
    init(_ row: SQLRow) throws(Trouble) {
        let outcome: PageOutcome
        if let document = try row.optionalText("document") {
            outcome = .document(id: document, formPage: try row.integer("form_page"))
        } else if let reason = try row.wording("reason") {
            outcome = .setAside(reason: reason)
        } else {
            outcome = .blank
        }
        self.init(
            page: Page(number: try row.integer("number"), outcome: outcome),
            registration: try row.optionalBlob("registration"))
    }
}

extension StoreEvent {
    init(_ row: SQLRow) throws(Trouble) {
        self.init(
            number: try row.integer("number"), at: try row.time("at"), kind: try Kind(stored: try row.text("kind")),
            batch: try row.optionalText("batch"), document: try row.optionalText("document"),
            actor: try row.optionalText("actor"), reason: try row.wording("reason"),
            detail: try AuditEntry.detail(fromText: try row.optionalText("detail")))
    }
}

extension SQLRow {
    /// From the columns `…_ja` and `…_en`; nil where they are empty.
    func wording(_ column: String) throws(Trouble) -> Wording? {
        guard let ja = try optionalText("\(column)_ja"), let en = try optionalText("\(column)_en") else { return nil }
        return Wording(ja: ja, en: en)
    }
}

extension RawRepresentable<String> {
    /// - Throws: `Trouble` where the store holds a word that this version does not know.
    init(stored word: String) throws(Trouble) {
        guard let value = Self(rawValue: word) else { throw .unexpectedData("'\(word)' is no \(Self.self)") }
        self = value
    }
}
