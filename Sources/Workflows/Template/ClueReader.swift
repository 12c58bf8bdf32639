import Forms
import Foundation
import Paperwork

/// Reads `known-by:` and `first-page:`, by which a paper without a blank form is recognised.
struct ClueReader {
    let file: DefinitionFile

    /// A list of which one clue is enough: words, words that have to be there together, a pattern, or registered numbers.
    func clues(_ node: DefinitionNode, _ key: String) -> [PaperClue] {
        guard let items = file.list(node, key) else { return [] }
        if items.isEmpty {
            file.report(ja: "「\(key)」に手がかりが1つもありません", en: "'\(key)' needs at least one clue", at: node)
        }
        return items.compactMap { clue($0, key) }
    }

    private func clue(_ node: DefinitionNode, _ key: String) -> PaperClue? {
        if node.entries != nil {
            guard let section = Section(node, TemplateKeys.clue, name: key, in: file) else { return nil }
            if let text = section.text("pattern"), let node = section["pattern"] {
                guard (try? Regex(text)) != nil else {
                    file.report(
                        ja: "「pattern」は正規表現として正しくありません", en: "'pattern' is not a regular expression", at: node)
                    return nil
                }
                return .pattern(text)
            }
            if let number = section.text("number") { return .number(number) }
            file.report(
                ja: "「\(key)」の手がかりには pattern か number を書きます", en: "a clue of '\(key)' is a pattern or a number",
                at: node)
            return nil
        }
        if node.items != nil {
            let words = file.texts(node, key).map(\.text)
            return words.isEmpty ? nil : .words(words)
        }
        return file.text(node, key).map { .words([$0]) }
    }
}
