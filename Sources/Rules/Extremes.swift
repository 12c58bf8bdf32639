internal import Paperwork
internal import SQLAccess

/// Finds rules that hold for no document, or for every one.
///
/// A rule that reads nothing is worked out once. A rule that compares each of its fields, either itself or its length,
/// with whole numbers or texts, and joins the comparisons with AND, OR and NOT, depends only on how each field lies
/// to the constants beside it: trying the constants, their neighbours and NULL tries every case. Of other rules it
/// says nothing.
struct Extremes {
    private let rule: SandboxExpression
    private let schema: RuleSchema
    private let sandbox: ExpressionSandbox
    private let samples: [[SQLValue]]?

    /// Cases that one rule may take to try.
    private static let caseLimit = 20_000

    init(_ rule: SandboxExpression, _ expression: String, schema: RuleSchema, _ sandbox: ExpressionSandbox) {
        self.rule = rule
        self.schema = schema
        self.sandbox = sandbox
        if rule.reads.isEmpty {
            samples = RuleTokens(expression).callsClock ? nil : schema.columns.map { _ in [.null] }
        } else {
            samples = ComparisonRule(expression, schema: schema)?.samples
        }
    }

    /// Nil where the rule holds for some documents and fails for others, or where that can't be told.
    var mistake: RuleMistake? {
        guard let samples, samples.reduce(1, { min($0 * $1.count, Self.caseLimit + 1) }) <= Self.caseLimit else {
            return nil
        }
        var canHold = false
        var canFail = false
        for row in Self.combinations(samples) {
            guard let verdict = try? verdict(of: row) else { return nil }
            canHold = canHold || verdict == .holds
            canFail = canFail || verdict == .fails
            if canHold, canFail { return nil }
        }
        if canHold {
            return RuleMistake(
                .alwaysHolds,
                Wording(ja: "この条件は必ず成り立つので、何も確かめていません", en: "this rule always holds, so it checks nothing"))
        }
        return RuleMistake(.neverHolds, Wording(ja: "この条件は決して成り立ちません", en: "this rule can never hold"))
    }

    private func verdict(of row: [SQLValue]) throws(ExpressionMistake) -> RuleVerdict {
        try sandbox.setRow(row)
        return RuleVerdict(try rule.value())
    }

    private static func combinations(_ samples: [[SQLValue]]) -> some Sequence<[SQLValue]> {
        let count = samples.reduce(1) { $0 * $1.count }
        return (0..<count).lazy.map { number in
            var rest = number
            return samples.map { values in
                defer { rest /= values.count }
                return values[rest % values.count]
            }
        }
    }
}
