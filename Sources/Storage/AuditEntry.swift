internal import Foundation
internal import Paperwork
internal import SQLAccess

/// One entry of a hash chain, as it stands in the store.
///
/// Its hash is the SHA-256, in 64 lower-case hexadecimal digits, of a text in UTF-8 that is made of these values in
/// this order: the word `tema-audit-1`, chain, number, time (whole milliseconds since 1970 in UTC), kind, batch,
/// document, actor, reason in Japanese, reason in English, detail, hash of the entry before (64 zeros before the
/// first). Numbers stand in decimal digits. Each value is written as its length in bytes of UTF-8, a colon, the value
/// and a line feed; a value that is not there as `-` and a line feed. So no two entries have the same text.
struct AuditEntry {
    static let beginning = String(repeating: "0", count: 64)

    var chain: String
    var number: Int
    /// Milliseconds since 1970.
    var at: Int
    var kind: String
    var batch: String?
    var document: String?
    var actor: String?
    var reasonJa: String?
    var reasonEn: String?
    var detail: String?
    var previous: String

    var hash: String {
        let values: [String?] = [
            "tema-audit-1", chain, String(number), String(at), kind, batch, document, actor, reasonJa, reasonEn, detail,
            previous,
        ]
        let text = values.map { value in value.map { "\($0.utf8.count):\($0)\n" } ?? "-\n" }.joined()
        return SHA256.hex(text.utf8)
    }

    var values: [SQLValue] {
        [
            .text(chain), .integer(number), .integer(at), .text(kind), .optional(batch), .optional(document),
            .optional(actor), .optional(reasonJa), .optional(reasonEn), .optional(detail), .text(previous), .text(hash),
        ]
    }
}

extension AuditEntry {
    init(_ row: SQLRow) throws(Trouble) {
        self.init(
            chain: try row.text("chain"), number: try row.integer("number"), at: try row.integer("at"),
            kind: try row.text("kind"), batch: try row.optionalText("batch"),
            document: try row.optionalText("document"), actor: try row.optionalText("actor"),
            reasonJa: try row.optionalText("reason_ja"), reasonEn: try row.optionalText("reason_en"),
            detail: try row.optionalText("detail"), previous: try row.text("previous"))
    }

    /// As JSON with its keys in order; nil where it says nothing.
    static func text(ofDetail detail: [String: String]) throws -> String? {
        guard !detail.isEmpty else { return nil }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(detail), as: UTF8.self)
    }

    static func detail(fromText text: String?) throws(Trouble) -> [String: String] {
        guard let text else { return [:] }
        do {
            return try JSONDecoder().decode([String: String].self, from: Data(text.utf8))
        } catch {
            throw .unexpectedData("An audit entry's detail can't be read back")
        }
    }
}
