package import Foundation
package import Paperwork

/// A record as a JSON object: field to value.
package enum RecordValuesFile {
    /// - Throws: `Trouble` of kind `file` where it can't be read.
    package static func read(_ file: URL) throws(Trouble) -> [String: FieldValue] {
        do {
            return try JSONDecoder().decode([String: FieldValue].self, from: try Data(contentsOf: file))
        } catch {
            throw Trouble(
                .file,
                Wording(ja: "\(file.lastPathComponent) を読めません。", en: "\(file.lastPathComponent) can't be read"),
                remedy: Wording(
                    ja: "{\"項目\": \"値\"} の形の JSON にしてください。", en: "it must be JSON like {\"field\": \"value\"}"))
        }
    }
}
