import Paperwork
import Yams

/// What libyaml says of a text that it can't read, at the place of the slip and in the words of people who write job files.
enum YAMLMistake {
    static func mistake(_ error: YamlError, in text: String) -> DefinitionTree.Mistake {
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            return mistake(problem, at: mark, context, in: text)
        case .duplicatedKeysInMapping(let keys, let context):
            return repeatedKey(keys.first ?? "", firstAt: context.mark, in: text)
        default:
            return DefinitionTree.Mistake(
                line: 0, column: 0,
                message: Wording(
                    ja: "使えない文字が含まれています。UTF-8のテキストとして保存してください",
                    en: "holds characters that YAML does not allow: save it as UTF-8 text"
                ))
        }
    }

    /// How many lines before the place that libyaml names a slip may stand that made it stumble there.
    private static let reach = 2

    private static func mistake(
        _ problem: String, at mark: Mark, _ context: YamlError.Context?, in text: String
    ) -> DefinitionTree.Mistake {
        let (line, column, message) = own(problem, at: mark, context, in: text)
        let range = min(line, mark.line - reach)...max(line, mark.line)
        let near = YAMLLines(text).slips.last { slip in
            range.contains(slip.line) && (slip.line, slip.column) <= (mark.line, mark.column)
        }
        guard let near else { return DefinitionTree.Mistake(line: line, column: column, message: message) }
        return DefinitionTree.Mistake(line: near.line, column: near.column, message: near.message)
    }

    /// Where libyaml itself sees the slip.
    private static func own(
        _ problem: String, at mark: Mark, _ context: YamlError.Context?, in text: String
    ) -> (line: Int, column: Int, message: Wording) {
        let context = context.map { (text: $0.text, mark: $0.mark) }
        if let context, context.text == "while scanning a simple key" {
            return (context.mark.line, context.mark.column, key(in: text, at: context.mark))
        }
        if let context, context.text.hasPrefix("while parsing a flow"), context.mark.line != mark.line {
            return (context.mark.line, context.mark.column, openBracket(isList: context.text.hasSuffix("sequence")))
        }
        if let context, context.text == "while scanning a quoted scalar", problem.hasPrefix("found unexpected") {
            let message = Wording(ja: "この引用符が閉じられていません", en: "this quote is never closed")
            return (context.mark.line, context.mark.column, message)
        }
        if let context, ["an anchor", "an alias", "a tag"].contains(where: { context.text == "while scanning \($0)" }) {
            let sign = character(in: text, at: context.mark).map(String.init) ?? ""
            return (context.mark.line, context.mark.column, mustBeQuoted(sign))
        }
        return (mark.line, mark.column, wording(of: problem, before: character(in: text, at: mark)))
    }

    private static func openBracket(isList: Bool) -> Wording {
        let (open, close) = isList ? ("[", "]") : ("{", "}")
        return Wording(
            ja: "この「\(open)」が閉じられていません（「\(close)」か「,」が抜けています）",
            en: "this '\(open)' is not closed: a '\(close)' or ',' is missing")
    }

    /// libyaml takes no key of more than 1024 characters that stands without `? ` before it.
    private static func key(in text: String, at mark: Mark) -> Wording {
        let length = scalars(in: text, fromLine: mark.line).dropFirst(mark.column - 1).prefix { $0 != ":" && $0 != "：" }
            .count
        guard length <= 1024 else {
            return Wording(
                ja: "1行が長すぎて、キーとして読めません（\(length)文字）", en: "too long for a key: \(length) characters")
        }
        return Wording(
            ja: "ここに「キー: 値」の「: 」（半角のコロンと空白）がありません",
            en: "this is no 'key: value': a colon and a blank are missing")
    }

    private static func scalars(in text: String, fromLine line: Int) -> some Collection<Unicode.Scalar> {
        let lines = text.split(separator: "\n", maxSplits: line - 1, omittingEmptySubsequences: false)
        let rest = lines.count == line ? lines[line - 1] : ""
        return rest.unicodeScalars.prefix { $0 != "\n" }
    }

    private static func character(in text: String, at mark: Mark) -> Unicode.Scalar? {
        scalars(in: text, fromLine: mark.line).dropFirst(mark.column - 1).first
    }

    private static func wording(of problem: String, before character: Unicode.Scalar?) -> Wording {
        switch problem {
        case "found character that cannot start any token":
            guard let character, character != "\t" else {
                return Wording(
                    ja: "ここに書けない文字です（字下げには、タブではなく空白を使います）",
                    en: "a character that cannot stand here (indent with spaces, not tabs)")
            }
            return mustBeQuoted(String(character))
        case "did not find expected alphabetic or numeric character", "did not find expected tag URI",
            "found undefined tag handle", "did not find expected '!'", "found undefined alias":
            return mustBeQuoted(character.map(String.init) ?? "!")
        case "mapping values are not allowed in this context":
            return Wording(
                ja: "ここに「:」は書けません。字下げを確かめるか、値を引用符で囲んでください",
                en: "':' cannot stand here: check the indentation, or put the value in quotes")
        case "block sequence entries are not allowed in this context", "did not find expected '-' indicator":
            return Wording(
                ja: "一覧の「-」の字下げが、ほかの行とそろっていません",
                en: "the items of this list are not indented alike: put each '-' below the one before")
        case "did not find expected key", "did not find expected <document start>",
            "did not find expected node content":
            return Wording(
                ja: "ここで「キー: 値」が読めません。この行と前の行の字下げ、引用符、コロンを確かめてください",
                en: "expected 'key: value' here: check indentation, quotes and colons of this line and the one before")
        case "did not find expected ',' or ']'": return openBracket(isList: true)
        case "did not find expected ',' or '}'": return openBracket(isList: false)
        case "found unknown escape character":
            return Wording(
                ja: "\" の中で「\\」の使い方が正しくありません。' で囲むとそのまま書けます",
                en: "'\\' means something else in double quotes: put the text in single quotes")
        case "but found another document":
            return Wording(ja: "「---」で2つの文書に分かれています。1つにしてください", en: "more than one document ('---'): keep one")
        default:
            return Wording(ja: "YAMLの書き方が正しくありません", en: "not valid YAML: \(problem)")
        }
    }

    private static func mustBeQuoted(_ sign: String) -> Wording {
        Wording(
            ja: "「\(sign)」で始まる値は引用符で囲みます", en: "a value that begins with '\(sign)' must be put in quotes")
    }
}

// Repeated keys.
extension YAMLMistake {
    private static func repeatedKey(_ key: String, firstAt mark: Mark, in text: String) -> DefinitionTree.Mistake {
        let place = secondPlace(of: key, after: mark, in: text) ?? (mark.line, mark.column)
        let first = place.0 == mark.line ? "" : "（\(mark.line)行目にもあります）"
        let english = place.0 == mark.line ? "" : " (it is on line \(mark.line) too)"
        return DefinitionTree.Mistake(
            line: place.0, column: place.1,
            message: Wording(
                ja: "「\(key)」が2回以上書かれています\(first)。1つにしてください",
                en: "'\(key)' is given more than once\(english): keep one of them"))
    }

    /// Where the key stands again: in block style in the same column, in braces behind `{` or `,`.
    private static func secondPlace(of key: String, after mark: Mark, in text: String) -> (Int, Int)? {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated().dropFirst(mark.line - 1) {
            let scalars = Array(line.unicodeScalars)
            for start in scalars.indices where index + 1 > mark.line || start + 1 > mark.column {
                guard isKey(key, in: scalars, at: start) else { continue }
                let isFirst = scalars[..<start].allSatisfy { $0 == " " || $0 == "-" }
                if isFirst ? start + 1 == mark.column : true { return (index + 1, start + 1) }
            }
        }
        return nil
    }

    private static func isKey(_ key: String, in scalars: [Unicode.Scalar], at start: Int) -> Bool {
        let wanted = Array(key.unicodeScalars)
        for text in [wanted, ["'"] + wanted + ["'"], ["\""] + wanted + ["\""]] {
            guard scalars[start...].starts(with: text) else { continue }
            let rest = scalars[(start + text.count)...].drop { $0 == " " }
            guard rest.first == ":" else { continue }
            let before = scalars[..<start].last { $0 != " " }
            if before == nil || before == "{" || before == "," || before == "-" || before == "?" { return true }
        }
        return false
    }
}
