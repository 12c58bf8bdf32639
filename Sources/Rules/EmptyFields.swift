internal import Paperwork
internal import SQLAccess

/// Finds the fields that a rule can't do without: those whose being empty makes it NULL, so that it can't be worked out.
///
/// It is tried on documents made up from the rule's own constants and their neighbours, with each field empty in turn. What
/// it finds is so; what it does not find may still happen for values that it did not try.
struct EmptyFields {
    private let rule: SandboxExpression
    private let schema: RuleSchema
    private let sandbox: ExpressionSandbox
    private let integers: [Int]
    private let texts: [String]

    /// Documents that are made up for one rule.
    private static let trials = 60

    init(_ rule: SandboxExpression, _ expression: String, schema: RuleSchema, _ sandbox: ExpressionSandbox) {
        self.rule = rule
        self.schema = schema
        self.sandbox = sandbox
        let tokens = RuleTokens(expression).tokens
        let numbers = tokens.compactMap { if case .integer(let number) = $0 { number } else { nil } }
        let near = numbers.filter { abs($0) < 1 << 50 }.flatMap { [$0 - 1, $0, $0 + 1] }
        integers = Array(Set(near + [0, 1, 2, 1000, 123_456])).sorted()
        let written = tokens.compactMap { if case .text(let text) = $0 { text } else { nil } }.filter { !$0.isEmpty }
        texts = Array(Set(written + ["あ", "2026-04-01", "000000000000"])).sorted()
    }

    /// What there is to say of a rule in which the fields `mayBeEmpty`, table fields among them, may be empty.
    func mistakes(mayBeEmpty: Set<String>) -> [RuleMistake] {
        guard !rule.reads.isEmpty else { return [] }
        let read = Set(rule.reads.map { $0.table == schema.mainName ? $0.name : $0.table })
        let asked = (schema.columns.map(\.name) + schema.tables.map(\.name)).filter {
            read.contains($0) && mayBeEmpty.contains($0)
        }
        var random = SeededRandom(seed: 1)
        var culprits = Set<String>()
        var isEverWorkedOut = false
        for _ in 0..<Self.trials {
            let row = schema.columns.map { value($0.affinity, &random) }
            guard let isFullKnown = try? isWorkedOut(row, emptyTable: nil, &random) else { return [] }
            guard isFullKnown else { continue }
            isEverWorkedOut = true
            for name in asked where !culprits.contains(name) {
                var row = row
                let column = schema.columns.firstIndex { $0.name == name }
                if let column { row[column] = .null }
                guard let isKnown = try? isWorkedOut(row, emptyTable: column == nil ? name : nil, &random) else {
                    return []
                }
                if !isKnown { culprits.insert(name) }
            }
        }
        if !isEverWorkedOut { return [Self.neverWorkedOut] }
        return asked.filter(culprits.contains).map(Self.unknown)
    }

    private func isWorkedOut(
        _ row: [SQLValue], emptyTable: String?, _ random: inout SeededRandom
    ) throws(ExpressionMistake) -> Bool {
        try sandbox.setRow(row)
        for table in schema.tables {
            let rows = (0..<2).map { _ in table.columns.map { value($0.affinity, &random) } }
            try sandbox.setRows(table.name == emptyTable ? [] : rows, ofTable: table.name)
        }
        return RuleVerdict(try rule.value()) != .unknown
    }

    private func value(_ affinity: RuleSchema.Affinity, _ random: inout SeededRandom) -> SQLValue {
        switch affinity {
        case .integer, .numeric: .integer(Int64(integers[random.below(integers.count)]))
        case .text: .text(texts[random.below(texts.count)])
        }
    }

    private static func unknown(when field: String) -> RuleMistake {
        RuleMistake(
            .unknownWhenEmpty(field),
            Wording(
                ja: "「\(field)」が空欄だとこの条件は計算できず、帳票は人の確認に回ります。空欄でもよいときは"
                    + " \(field) IS NULL OR … や coalesce(\(field), …) と書きます",
                en:
                    "where '\(field)' is empty this can't be worked out, and the document waits for a person: where empty "
                    + "is fine write \(field) IS NULL OR …, or coalesce(\(field), …)"))
    }

    private static let neverWorkedOut = RuleMistake(
        .neverWorkedOut,
        Wording(
            ja: "この条件はどんな値でも計算できない（NULLになる）ようです", en: "this can't be worked out whatever the values: it comes to NULL"))
}
