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
    /// Where each token begins in the expression, in Unicode scalars from 0.
    private(set) var offsets: [Int] = []

    init(_ expression: String) {
        var rest = Substring(expression)
        var offset = 0
        while let first = rest.first {
            let before = rest
            let token = first.isWhitespace ? nil : Self.token(&rest, startingWith: first)
            if let token {
                tokens.append(token)
                offsets.append(offset)
            } else {
                rest.removeFirst()
            }
            offset += before[..<rest.startIndex].unicodeScalars.count
        }
    }

    /// It asks for the time, so that its value changes by itself.
    var callsClock: Bool {
        let clocks: Set<String> = ["date", "time", "datetime", "julianday", "strftime", "unixepoch"]
        return tokens.contains { if case .word(let word) = $0 { clocks.contains(word) } else { false } }
    }

    /// Where a bracket stands that has no other half; nil where all have one.
    var oddBracket: (sign: String, offset: Int)? {
        var open: [Int] = []
        for (token, offset) in zip(tokens, offsets) {
            if token == .sign("(") { open.append(offset) }
            if token == .sign(")"), open.popLast() == nil { return (")", offset) }
        }
        return open.last.map { ("(", $0) }
    }

    private static func token(_ rest: inout Substring, startingWith first: Character) -> Token {
        if first == "'" { return quoted(&rest, by: "'").map(Token.text) ?? .other }
        if first == "\"" { return quoted(&rest, by: "\"").map(Token.quotedName) ?? .other }
        if first.isASCII, first.isNumber {
            let digits = rest.prefix { $0.isLetter || $0.isNumber || $0 == "." || $0 == "_" }
            rest.removeFirst(digits.count)
            return Int(digits).map(Token.integer) ?? .other
        }
        if isNamePart(first) {
            let name = rest.prefix(while: isNamePart)
            rest.removeFirst(name.count)
            return .word(name.lowercased())
        }
        return sign(&rest)
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
        for sign in ["<=", ">=", "<>", "!=", "==", "<", ">", "=", "(", ")", ",", "."] where rest.hasPrefix(sign) {
            rest.removeFirst(sign.count)
            return .sign(sign)
        }
        rest.removeFirst()
        return .other
    }
}
