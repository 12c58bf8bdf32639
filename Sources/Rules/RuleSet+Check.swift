package import Paperwork
internal import SQLAccess

extension RuleSet {
    /// What is wrong with an expression over fields of that schema; empty where nothing is.
    ///
    /// - Parameter mayBeEmpty: the fields, table fields among them, that a document may leave empty, so that they are NULL.
    /// - Throws: `Trouble` of kind `definition` where the schema's own names clash.
    package static func check(
        _ expression: String, schema: RuleSchema, mayBeEmpty: Set<String> = []
    ) throws(Trouble) -> [RuleMistake] {
        let sandbox = try ExpressionSandbox(main: schema.main, tables: schema.tables)
        do throws(ExpressionMistake) {
            let rule = try sandbox.prepare(expression)
            if let offset = comparisonWithNull(in: expression) { return [.comparesNull(at: offset)] }
            if let mistake = Extremes(rule, expression, schema: schema, sandbox).mistake { return [mistake] }
            return EmptyFields(rule, expression, schema: schema, sandbox).mistakes(mayBeEmpty: mayBeEmpty)
                .map { placed($0, in: expression) }
        } catch {
            return [RuleMistake(error, in: expression)]
        }
    }

    /// With the place where the field first stands in the rule.
    private static func placed(_ mistake: RuleMistake, in expression: String) -> RuleMistake {
        guard case .unknownWhenEmpty(let field) = mistake.kind else { return mistake }
        let tokens = RuleTokens(expression)
        let place = tokens.tokens.firstIndex { token in
            switch token {
            case .word(let name), .quotedName(let name): name.lowercased() == field.lowercased()
            default: false
            }
        }
        var placed = mistake
        placed.offset = place.map { tokens.offsets[$0] }
        return placed
    }
}
