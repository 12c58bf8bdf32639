package import Foundation
package import Paperwork

/// What is on the pages of a scan, as `<name>.truth.json` beside it holds it.
package struct Truth: Sendable, Codable, Hashable {
    package struct Document: Sendable, Codable, Hashable {
        /// Page numbers in the file, from 1, in the form's order of pages.
        package var pages: [Int]
        package var form: String
        /// Values in their normal form.
        package var fields: [String: FieldValue]
        /// The register's key of the person that the document speaks of; null where the register lacks them.
        package var registerKey: String?

        private enum CodingKeys: String, CodingKey {
            case pages, form, fields
            case registerKey = "register_key"
        }

        package func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(pages, forKey: .pages)
            try container.encode(form, forKey: .form)
            try container.encode(fields, forKey: .fields)
            try container.encode(registerKey, forKey: .registerKey)
        }
    }

    package var documents: [Document] = []
    /// Page numbers of blank pages.
    package var blank: [Int] = []
    /// Page numbers of pages that belong to no form.
    package var foreign: [Int] = []

    /// JSON with sorted keys.
    package func json() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(self) + Data("\n".utf8)
    }

    /// `office.truth.json` for `office.pdf`.
    package static func file(beside scan: URL) -> URL {
        scan.deletingPathExtension().appendingPathExtension("truth.json")
    }
}
