import Foundation
import Paperwork
import Yams

/// Brings a YAML text to a tree of nodes; the one place that speaks to Yams.
enum DefinitionTree {
    /// A mistake that keeps the tree from being built.
    struct Mistake: Error {
        var line: Int
        var column: Int
        var message: Wording
    }

    /// Nil for a text that holds nothing.
    static func root(of text: String) throws(Mistake) -> DefinitionNode? {
        if let alias = firstAlias(in: text) { throw alias }
        if let place = YAMLLines(text).tooDeep {
            throw Mistake(
                line: place.line, column: place.column,
                message: Wording(
                    ja: "入れ子が深すぎます（\(YAMLLines.depthLimit)段まで）。括弧や字下げを確かめてください",
                    en: "nested deeper than \(YAMLLines.depthLimit) levels: check brackets and indentation"))
        }
        do {
            return try Parser(yaml: text, resolver: .basic).singleRoot().map { node($0) }
        } catch let error as YamlError {
            throw YAMLMistake.mistake(error, in: text)
        } catch {
            throw Mistake(line: 0, column: 0, message: Wording(ja: "YAMLとして読めません", en: "not readable as YAML"))
        }
    }

    /// - Parameter isKey: keys are names as typed, also `null` and `~`.
    private static func node(_ node: Node, isKey: Bool = false) -> DefinitionNode {
        let content: DefinitionNode.Content =
            switch node {
            case .scalar(let scalar):
                if scalar.style == .plain, (isKey ? [""] : ["", "~", "null"]).contains(scalar.string) {
                    .nothing
                } else {
                    .text(scalar.string)
                }
            case .sequence(let sequence): .list(sequence.map { Self.node($0) })
            case .mapping(let mapping):

                .entries(mapping.map { .init(key: Self.node($0.key, isKey: true), value: Self.node($0.value)) })
            case .alias: .nothing
            }
        return DefinitionNode(line: node.mark?.line ?? 0, column: node.mark?.column ?? 0, content: content)
    }

    /// Anchors and aliases are refused before the text is parsed: a few lines of them can stand for billions of values.
    private static func firstAlias(in text: String) -> Mistake? {
        let marks = text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().flatMap { index, line in
            references(in: line.unicodeScalars, line: index + 1)
        }
        let anchors = Set(marks.lazy.filter { $0.sign == "&" }.map(\.name))
        return marks.first { $0.sign == "*" && anchors.contains($0.name) }.map { alias in
            Mistake(
                line: alias.line, column: alias.column,
                message: Wording(
                    ja: "「&\(alias.name)」を「*\(alias.name)」で使い回す書き方は使えません。内容をそのまま書いてください",
                    en: "anchors and aliases are not allowed: write out what '*\(alias.name)' stands for"))
        }
    }

    private struct Reference {
        var sign: Unicode.Scalar
        var name: String
        var line: Int
        var column: Int
    }

    private static func references(in line: Substring.UnicodeScalarView, line number: Int) -> [Reference] {
        let scalars = Array(line)
        return scalars.indices.compactMap { index in
            guard scalars[index] == "&" || scalars[index] == "*" else { return nil }
            guard index == 0 || " \t[]{},:?-".unicodeScalars.contains(scalars[index - 1]) else { return nil }
            let name = scalars[(index + 1)...].prefix { !" \t\r[]{},:".unicodeScalars.contains($0) }
            guard !name.isEmpty else { return nil }
            return Reference(
                sign: scalars[index], name: String(String.UnicodeScalarView(name)), line: number, column: index + 1)
        }
    }
}
