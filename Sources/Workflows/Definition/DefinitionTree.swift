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
        do {
            return try Parser(yaml: text, resolver: .basic).singleRoot().map(node)
        } catch let error as YamlError {
            throw mistake(error)
        } catch {
            throw Mistake(line: 0, column: 0, message: Wording(ja: "YAMLとして読めません", en: "not readable as YAML"))
        }
    }

    private static func node(_ node: Node) -> DefinitionNode {
        let content: DefinitionNode.Content =
            switch node {
            case .scalar(let scalar):
                if scalar.style == .plain, ["", "~", "null"].contains(scalar.string) {
                    .nothing
                } else {
                    .text(scalar.string)
                }
            case .sequence(let sequence): .list(sequence.map(Self.node))
            case .mapping(let mapping):
                .entries(mapping.map { .init(key: Self.node($0.key), value: Self.node($0.value)) })
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

    private static func mistake(_ error: YamlError) -> Mistake {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            return Mistake(line: mark.line, column: mark.column, message: wording(of: problem))
        case .duplicatedKeysInMapping(let keys, let context):
            let key = keys.first ?? ""
            return Mistake(
                line: context.mark.line, column: context.mark.column,
                message: Wording(
                    ja: "「\(key)」が2回以上書かれています。1つにしてください", en: "'\(key)' is given more than once: keep one of them"))
        default:
            return Mistake(
                line: 0, column: 0,
                message: Wording(
                    ja: "使えない文字が含まれています。UTF-8のテキストとして保存してください",
                    en: "holds characters that YAML does not allow: save it as UTF-8 text"
                ))
        }
    }

    private static func wording(of problem: String) -> Wording {
        switch problem {
        case "found character that cannot start any token":
            Wording(
                ja: "ここに書けない文字です（字下げには、タブではなく空白を使います）",
                en: "a character that cannot stand here (indent with spaces, not tabs)")
        case "mapping values are not allowed in this context":
            Wording(
                ja: "ここに「:」は書けません。字下げを確かめるか、値を引用符で囲んでください",
                en: "':' cannot stand here: check the indentation, or put the value in quotes")
        case "but found another document":
            Wording(ja: "「---」で2つの文書に分かれています。1つにしてください", en: "more than one document ('---'): keep one")
        default:
            Wording(ja: "YAMLの書き方が正しくありません（\(problem)）", en: "not valid YAML: \(problem)")
        }
    }
}
