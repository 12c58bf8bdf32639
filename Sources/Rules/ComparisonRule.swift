internal import SQLAccess

/// A rule that does nothing but compare fields, or their lengths, with constants, joined with AND, OR and NOT.
struct ComparisonRule {
    /// For each column of the schema the values that stand for all others; one NULL where the rule does not read it.
    let samples: [[SQLValue]]

    /// Nil where the rule does anything else.
    init?(_ expression: String, schema: RuleSchema) {
        var uses: [Int: Use] = [:]
        var rest = RuleTokens(expression).tokens[...]
        while let token = rest.first {
            if Self.joints.contains(token) {
                rest.removeFirst()
                continue
            }
            guard let (column, constant, form) = Self.comparison(&rest, schema) else { return nil }
            guard uses[column, default: Use(form: form)].add(constant, form) else { return nil }
        }
        samples = schema.columns.enumerated().map { index, column in
            uses[index].map { $0.samples(column.affinity) } ?? [.null]
        }
        guard samples.allSatisfy({ !$0.isEmpty }) else { return nil }
    }

    private static let joints: Set<RuleTokens.Token> = [
        .word("and"), .word("or"), .word("not"), .sign("("), .sign(")"),
    ]
    private static let comparisons: Set<String> = ["=", "==", "<>", "!=", "<", "<=", ">", ">="]

    /// What is compared with the constants.
    private enum Form { case value, length }

    private static func comparison(
        _ rest: inout ArraySlice<RuleTokens.Token>, _ schema: RuleSchema
    ) -> (column: Int, constant: SQLValue, form: Form)? {
        guard let (column, form) = operand(&rest, schema), case .sign(let sign)? = rest.popFirst(),
            comparisons.contains(sign)
        else { return nil }
        switch rest.popFirst() {
        case .integer(let number)?: return (column, .integer(number), form)
        case .text(let text)? where form == .value: return (column, .text(text), form)
        default: return nil
        }
    }

    private static func operand(
        _ rest: inout ArraySlice<RuleTokens.Token>, _ schema: RuleSchema
    ) -> (column: Int, form: Form)? {
        if rest.first == .word("length"), rest.dropFirst().first == .sign("(") {
            rest.removeFirst(2)
            guard let column = column(rest.popFirst(), schema), rest.popFirst() == .sign(")") else { return nil }
            return (column, .length)
        }
        return column(rest.popFirst(), schema).map { ($0, .value) }
    }

    private static func column(_ token: RuleTokens.Token?, _ schema: RuleSchema) -> Int? {
        switch token {
        case .word(let name)?, .quotedName(let name)?:
            schema.columns.firstIndex { $0.name.lowercased() == name.lowercased() }
        default: nil
        }
    }

    /// The constants that a column is compared with.
    private struct Use {
        var form: Form
        var constants: Set<SQLValue> = []

        mutating func add(_ constant: SQLValue, _ form: Form) -> Bool {
            guard form == self.form else { return false }
            constants.insert(constant)
            return true
        }

        /// Empty where no few values stand for all others.
        func samples(_ affinity: RuleSchema.Affinity) -> [SQLValue] {
            let numbers = constants.compactMap { if case .integer(let number) = $0 { number } else { nil } }
            let texts = constants.compactMap { if case .text(let text) = $0 { text } else { nil } }
            switch (form, affinity) {
            case (.length, .text):
                let lengths = Set(numbers.flatMap { [$0 - 1, $0, $0 + 1] }).filter { (0...100).contains($0) }.union([0])
                guard numbers.allSatisfy({ $0 < 100 }) else { return [] }
                return [.null] + lengths.sorted().map { .text(String(repeating: "0", count: Int($0))) }
            case (.value, .integer) where texts.isEmpty:
                guard numbers.allSatisfy({ abs($0) < 1 << 50 }) else { return [] }
                return [.null] + Set(numbers.flatMap { [$0 - 1, $0, $0 + 1] }).sorted().map(SQLValue.integer)
            case (.value, .text) where numbers.isEmpty:
                // Right above a text comes the same text with the lowest character; the empty text is below all.
                return [.null, .text("")] + texts.sorted().flatMap { [.text($0), .text($0 + "\u{1}")] }
                    + [.text("\u{10FFFF}")]
            default: return []
            }
        }
    }
}
