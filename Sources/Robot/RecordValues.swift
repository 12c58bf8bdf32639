package import Paperwork
package import Workflows

/// The values of one document, as a script's texts ask for them.
package struct RecordValues: Sendable {
    private let values: [String: FieldValue]
    private let facts: [String: String]
    private let secrets: [String: String]
    /// The rows at hand, by their table's name.
    private(set) var rows: [String: [String: FieldValue]] = [:]

    /// - Parameters:
    ///   - facts: what every document has beside its fields, as `_document`.
    ///   - secrets: the credentials for the other system.
    package init(_ fields: [Field], facts: [String: String], secrets: [String: String]) {
        values = Dictionary(fields.map { ($0.name, $0.value) }) { first, _ in first }
        self.facts = facts
        self.secrets = secrets
    }

    /// - Throws: `RobotHalt` where a credential is not there.
    package func text(_ text: RobotText) throws -> String {
        try text.parts.map { part in
            switch part {
            case .plain(let text): text
            case .field(let name): facts[name] ?? values[name]?.plainText ?? ""
            case .column(let table, let column): rows[table]?[column]?.plainText ?? ""
            case .secret(let name):
                if let secret = secrets[name] {
                    secret
                } else {
                    throw RobotHalt.rests(
                        seconds: 60,
                        reason: Wording(
                            ja: "認証情報に「\(name)」がありません。", en: "the credentials lack '\(name)'"),
                        isOfDocument: false)
                }
            }
        }.joined()
    }

    func rows(of table: String) -> [[String: FieldValue]] {
        if case .rows(let rows)? = values[table] { rows } else { [] }
    }

    func with(_ row: [String: FieldValue], of table: String) -> RecordValues {
        var copy = self
        copy.rows[table] = row
        return copy
    }
}
