/// A rule's words, enough to tell simple rules from others; SQLite itself parses it.
struct RuleTokens {
    enum Token: Hashable {
        /// A bare name or keyword in lower case.
        case word(String)
        /// A quoted name, as written.
        case quotedName(String)
        case integer(Int)
        case text(String)
        case sign(String)
        case other
    }

    private(set) var tokens: [Token] = []

    init(_ expression: String) {
        var rest = Substring(expression)
        while let first = rest.first {
            if first.isWhitespace {
                rest.removeFirst()
            } else if first == "'" {
                tokens.append(Self.quoted(&rest, by: "'").map(Token.text) ?? .other)
            } else if first == "\"" {
                tokens.append(Self.quoted(&rest, by: "\"").map(Token.quotedName) ?? .other)
            } else if first.isASCII && first.isNumber {
                let digits = rest.prefix { $0.isLetter || $0.isNumber || $0 == "." || $0 == "_" }
                tokens.append(Int(digits).map(Token.integer) ?? .other)
                rest.removeFirst(digits.count)
            } else if Self.isNamePart(first) {
                let name = rest.prefix(while: Self.isNamePart)
                tokens.append(.word(name.lowercased()))
                rest.removeFirst(name.count)
            } else {
                tokens.append(Self.sign(&rest))
            }
        }
    }

    /// It asks for the time, so that its value changes by itself.
    var callsClock: Bool {
        let clocks: Set<String> = ["date", "time", "datetime", "julianday", "strftime", "unixepoch"]
        return tokens.contains { if case .word(let word) = $0 { clocks.contains(word) } else { false } }
    }

    private static func isNamePart(_ character: Character) -> Bool {
        character == "_" || character.isLetter || character.isNumber || !character.isASCII
    }

    private static func quoted(_ rest: inout Substring, by quote: Character) -> String? {
        var content = ""
        rest.removeFirst()
        while let character = rest.popFirst() {
            guard character == quote else {
                content.append(character)
                continue
            }
            guard rest.first == quote else { return content }
            content.append(rest.removeFirst())
        }
        return nil
    }

    private static func sign(_ rest: inout Substring) -> Token {
        for sign in ["<=", ">=", "<>", "!=", "==", "<", ">", "=", "(", ")"] where rest.hasPrefix(sign) {
            rest.removeFirst(sign.count)
            return .sign(sign)
        }
        rest.removeFirst()
        return .other
    }
}
