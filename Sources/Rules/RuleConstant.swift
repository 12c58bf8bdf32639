internal import SQLAccess

/// A constant that a rule compares a field with: such as is no value that the field can have makes the rule mean something
/// else than its writer thinks.
package struct RuleConstant: Sendable, Hashable {
    package var field: String
    /// The table field whose column it is; nil for a field of the document itself.
    package var table: String?
    package var text: String
    package var comparison: Comparison
    /// Where it stands in the rule, in Unicode scalars from 0.
    package var offset: Int

    /// What the rule asks of the two.
    package enum Comparison: Sendable, Hashable {
        case equal
        case unequal
        /// Which comes first.
        case order
    }
}

extension RuleSet {
    /// The constants that an expression compares fields with by `=`, `<` and the like, `IN (…)` and `BETWEEN … AND …`, in
    /// their order.
    package static func constants(in expression: String, schema: RuleSchema) -> [RuleConstant] {
        ConstantFinder(expression, schema: schema).constants
    }

    /// Where an expression compares something with NULL by `=`, `<` and the like, which is never true; in Unicode scalars
    /// from 0.
    static func comparisonWithNull(in expression: String) -> Int? {
        let tokens = RuleTokens(expression)
        return tokens.tokens.indices.first { index in
            guard tokens.tokens[index] == .word("null") else { return false }
            return ConstantFinder.isComparison(tokens.tokens[..<index].last)
                || ConstantFinder.isComparison(tokens.tokens[(index + 1)...].first)
        }
        .map { tokens.offsets[$0] }
    }
}

private struct ConstantFinder {
    private(set) var constants: [RuleConstant] = []
    private let tokens: RuleTokens
    private let schema: RuleSchema

    init(_ expression: String, schema: RuleSchema) {
        tokens = RuleTokens(expression)
        self.schema = schema
        for index in tokens.tokens.indices { look(at: index) }
    }

    static func isComparison(_ token: RuleTokens.Token?) -> Bool {
        guard case .sign(let sign)? = token else { return false }
        return ["<", "<=", ">", ">=", "=", "==", "<>", "!="].contains(sign)
    }

    private func token(_ index: Int) -> RuleTokens.Token? {
        tokens.tokens.indices.contains(index) ? tokens.tokens[index] : nil
    }

    /// Takes up the comparison whose field stands at `index`. Sums and the like are left out: what they come to is not told
    /// from their words.
    private mutating func look(at index: Int) {
        guard let (field, table) = field(index), token(index - 1) != .other else { return }
        if Self.isComparison(token(index + 1)), token(index + 3) != .other {
            take(index + 2, of: field, table, comparison(index + 1))
        } else if Self.isComparison(token(index - 1)), token(index + 1) != .other, token(index - 3) != .other {
            take(index - 2, of: field, table, comparison(index - 1))
        }
        let isDenied = token(index + 1) == .word("not")
        let start = isDenied ? index + 2 : index + 1
        if token(start) == .word("in"), token(start + 1) == .sign("(") {
            var place = start + 2
            while let next = token(place), next != .sign(")") {
                if next != .sign(",") { take(place, of: field, table, isDenied ? .unequal : .equal) }
                place += 1
            }
        } else if token(start) == .word("between") {
            take(start + 1, of: field, table, .order)
            if token(start + 2) == .word("and") { take(start + 3, of: field, table, .order) }
        }
    }

    private func comparison(_ index: Int) -> RuleConstant.Comparison {
        switch token(index) {
        case .sign("=")?, .sign("==")?: .equal
        case .sign("<>")?, .sign("!=")?: .unequal
        default: .order
        }
    }

    private mutating func take(
        _ index: Int, of field: String, _ table: String?, _ comparison: RuleConstant.Comparison
    ) {
        let text: String
        switch token(index) {
        case .text(let content)?: text = content
        case .integer(let number)?: text = String(number)
        default: return
        }
        constants.append(
            RuleConstant(
                field: field, table: table, text: text, comparison: comparison, offset: tokens.offsets[index]))
    }

    private func field(_ index: Int) -> (name: String, table: String?)? {
        switch token(index) {
        case .word(let name)?, .quotedName(let name)?:
            guard token(index + 1) != .sign(".") else { return nil }
            let matches = { (column: RuleSchema.Column) in column.name.lowercased() == name.lowercased() }
            if let column = schema.columns.first(where: matches) { return (column.name, nil) }
            for table in schema.tables {
                if let column = table.columns.first(where: matches) { return (column.name, table.name) }
            }
            return nil
        default: return nil
        }
    }
}
