internal import SQLAccess

extension RuleSet {
    /// Where an expression divides whole numbers by whole numbers, which drops what is left over: 7 / 2 is 3 (SQLite, "SQL
    /// Language Expressions", operators). In Unicode scalars from 0, at the sign.
    ///
    /// Columns of numbers count, since a whole value of theirs is held as a whole number; what has a decimal point, `avg`,
    /// `total`, `round` or `cast` among its factors does not, nor what stands within a `cast`, which says what is wanted.
    package static func wholeDivisions(in expression: String, schema: RuleSchema) -> [Int] {
        WholeDivision(expression, schema: schema).places
    }
}

private struct WholeDivision {
    private(set) var places: [Int] = []
    private let tokens: [RuleTokens.Token]
    /// What each token begins with.
    private let firsts: [Unicode.Scalar]
    private let columns: Set<String>

    private static let broken: Set<String> = ["avg", "total", "round", "cast"]

    init(_ expression: String, schema: RuleSchema) {
        let words = RuleTokens(expression)
        let scalars = Array(expression.unicodeScalars)
        tokens = words.tokens
        firsts = words.offsets.map { scalars[$0] }
        columns = Set(
            (schema.columns + schema.tables.flatMap(\.columns)).filter { $0.affinity != .text }.map {
                $0.name.lowercased()
            })
        for index in tokens.indices where firsts[index] == "/" && tokens[index] == .other {
            guard !isWithinCast(index), isWholeBefore(index), let after = operand(after: index), isWhole(after) else {
                continue
            }
            places.append(words.offsets[index])
        }
    }

    /// Whether all factors that stand before the sign are whole.
    private func isWholeBefore(_ sign: Int) -> Bool {
        var sign = sign
        while let factor = operand(before: sign) {
            guard isWhole(factor) else { return false }
            let next = factor.lowerBound - 1
            guard next >= 0, tokens[next] == .other, firsts[next] == "*" || firsts[next] == "/" else { return true }
            sign = next
        }
        return false
    }

    private func isWithinCast(_ sign: Int) -> Bool {
        var depth = 0
        for index in tokens.indices.prefix(sign).reversed() {
            if tokens[index] == .sign(")") { depth += 1 }
            guard tokens[index] == .sign("(") else { continue }
            if depth == 0, index > 0, tokens[index - 1] == .word("cast") { return true }
            depth = max(0, depth - 1)
        }
        return false
    }

    private func operand(before sign: Int) -> ClosedRange<Int>? {
        guard sign > 0 else { return nil }
        var start = sign - 1
        if tokens[start] == .sign(")") {
            var depth = 1
            while depth > 0, start > 0 {
                start -= 1
                depth += tokens[start] == .sign(")") ? 1 : tokens[start] == .sign("(") ? -1 : 0
            }
            if start > 0, case .word = tokens[start - 1] { start -= 1 }
        } else if start > 1, tokens[start - 1] == .sign(".") {
            start -= 2
        }
        return start...(sign - 1)
    }

    private func operand(after sign: Int) -> ClosedRange<Int>? {
        guard sign + 1 < tokens.count else { return nil }
        var end = sign + 1
        if end + 2 < tokens.count, tokens[end + 1] == .sign(".") { end += 2 }
        if end + 1 < tokens.count, case .word = tokens[end], tokens[end + 1] == .sign("(") { end += 1 }
        guard tokens[end] == .sign("(") else { return (sign + 1)...end }
        var depth = 1
        while depth > 0, end + 1 < tokens.count {
            end += 1
            depth += tokens[end] == .sign("(") ? 1 : tokens[end] == .sign(")") ? -1 : 0
        }
        return (sign + 1)...end
    }

    /// Whether a number stands in it, and nothing that makes it a broken one.
    private func isWhole(_ operand: ClosedRange<Int>) -> Bool {
        var hasNumber = false
        for index in operand {
            switch tokens[index] {
            case .integer: hasNumber = true
            case .word(let name):
                if Self.broken.contains(name) { return false }
                hasNumber = hasNumber || columns.contains(name) || name == "count" || name == "length"
            case .quotedName(let name): hasNumber = hasNumber || columns.contains(name.lowercased())
            case .other where ("0"..."9").contains(firsts[index]) || firsts[index] == ".": return false
            default: break
            }
        }
        return hasNumber
    }
}
