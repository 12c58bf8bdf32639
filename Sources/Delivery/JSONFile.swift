package import Foundation
package import Paperwork

/// Writes JSON files, each whole or not at all.
package enum JSONFile {
    /// Writes `value` with sorted keys, indented, ending in a newline; replaces a file that was there.
    /// - throws: `Trouble` of kind `file`.
    package static func write(_ value: some Encodable, to destination: URL) throws(Trouble) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let bytes: Data
        do {
            bytes = try encoder.encode(value)
        } catch {
            throw Trouble(
                .file,
                Wording(
                    ja: "「\(destination.path)」に書く内容をJSONにできません（\(error)）",
                    en: "cannot bring the content of '\(destination.path)' to JSON: \(error)"))
        }
        let file = try AtomicFile(at: destination.path)
        try file.write(Array(bytes) + [UInt8(ascii: "\n")])
        try file.commit()
    }
}
