internal import Foundation
internal import Paperwork

/// The words of the pages and their scripts, in both languages: one line each, `key|Japanese|English`.
enum Words {
    static func all(in language: Language) -> [String: String] { language == .ja ? japanese : english }

    static func text(_ key: String, _ language: Language) -> String { all(in: language)[key] ?? key }

    /// For the pages' scripts.
    static func json(in language: Language) -> String { language == .ja ? japaneseJSON : englishJSON }

    private static let japanese = table { $0.ja }
    private static let english = table { $0.en }
    private static let japaneseJSON = encoded(japanese)
    private static let englishJSON = encoded(english)

    private static let lines: [(key: String, words: Wording)] = {
        guard let url = Bundle.module.resourceURL?.appending(path: "Pages/words.txt"),
            let text = try? String(contentsOf: url, encoding: .utf8)
        else { return [] }
        return text.split(whereSeparator: \.isNewline).compactMap { line in
            let parts = line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
            return parts.count == 3 ? (parts[0], Wording(ja: parts[1], en: parts[2])) : nil
        }
    }()

    private static func table(_ choose: (Wording) -> String) -> [String: String] {
        Dictionary(lines.map { ($0.key, choose($0.words)) }) { first, _ in first }
    }

    /// As JSON that may stand in a page: without the characters that could end its element.
    private static func encoded(_ words: [String: String]) -> String {
        guard let data = try? JSONEncoder().encode(words) else { return "{}" }
        return String(decoding: data, as: UTF8.self).replacing("<", with: "\\u003c").replacing(">", with: "\\u003e")
            .replacing("&", with: "\\u0026")
    }
}
