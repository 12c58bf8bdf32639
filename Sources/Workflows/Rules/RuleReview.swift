import FieldTypes
import Paperwork
import Rules

/// What there is to say of a SQL expression of a job file.
struct RuleReview {
    /// A mistake or a warning.
    struct Finding {
        var message: Wording
        /// Where in the rule, in Unicode scalars from 0.
        var offset: Int
        var isWarning = false
    }

    let fields: KnownFields

    func findings(in expression: String) -> [Finding] {
        do throws(Trouble) {
            let schema = fields.schema
            let mistakes = try RuleSet.check(expression, schema: schema, mayBeEmpty: fields.mayBeEmpty)
            let findings = mistakes.compactMap { finding($0, in: expression) }
            if findings.contains(where: { !$0.isWarning }) {
                return fullWidthSign(in: expression).map { [$0] } ?? findings
            }
            guard fields.areComplete, mistakes.allSatisfy(\.kind.isWarning) else { return findings }
            return findings + RuleSet.constants(in: expression, schema: schema).compactMap(finding)
                + RuleSet.wholeDivisions(in: expression, schema: schema).map(Self.wholeDivision)
        } catch {
            return [Finding(message: error.message, offset: 0)]
        }
    }

    private static func wholeDivision(at offset: Int) -> Finding {
        Finding(
            message: Wording(
                ja: "整数どうしの割り算は端数を切り捨てます（7 / 2 は 3 です）。端数が要るときは「* 1.0 / …」、切り捨てるときは"
                    + "「CAST(… AS integer)」と書きます",
                en: "whole numbers are divided without what is left over (7 / 2 is 3): where that counts write "
                    + "'* 1.0 / …', where it is to be dropped 'CAST(… AS integer)'"),
            offset: offset, isWarning: true)
    }

    /// SQLite's functions that rules have a use for.
    private static let functions = [
        "abs", "avg", "coalesce", "count", "group_concat", "ifnull", "iif", "instr", "length", "like", "lower", "ltrim",
        "max", "min", "nullif", "replace", "round", "rtrim", "substr", "sum", "total", "trim", "upper",
    ]

    private var namesInRules: [String] {
        fields.names + fields.definitions.flatMap { $0.tableColumns ?? [] }.map(\.name)
    }

    private func finding(_ mistake: RuleMistake, in expression: String) -> Finding? {
        let offset = mistake.offset ?? 0
        switch mistake.kind {
        case .unknownName(let name):
            guard fields.areComplete else { return nil }
            let known = expression.contains("\(name)(") ? Self.functions : namesInRules
            return Finding(message: Suggestion.wording(mistake.message, name: name, among: known), offset: offset)
        case .neverHolds, .alwaysHolds, .neverWorkedOut, .unknownWhenEmpty:
            guard fields.areComplete else { return nil }
            return Finding(message: mistake.message, offset: offset, isWarning: mistake.kind.isWarning)
        case .syntax, .notAnExpression, .forbidden:
            return Finding(message: mistake.message, offset: offset)
        }
    }
}

// Constants.
extension RuleReview {
    private func finding(_ constant: RuleConstant) -> Finding? {
        guard let definition = definition(of: constant) else { return nil }
        if constant.text.isEmpty {
            guard constant.comparison == .equal, HeldValue.isNothingWhereEmpty(definition) else { return nil }
            return warning(
                constant,
                ja: "空欄の「\(constant.field)」は '' ではなく NULL です。\(constant.field) IS NULL と書きます",
                en: "where '\(constant.field)' is empty it is NULL, never '': write \(constant.field) IS NULL")
        }
        switch HeldValue.judge(constant.text, definition) {
        case .asHeld: return nil
        case .heldAs(let held):
            return warning(
                constant,
                ja: "「\(constant.field)」（\(definition.type)）の値は「\(held)」の形です。「\(constant.text)」ではなく「\(held)」と書きます",
                en: "'\(constant.field)' (\(definition.type)) holds such a value as '\(held)': write that, not "
                    + "'\(constant.text)'")
        case .never(let reason):
            guard constant.comparison != .order || !Self.isBound(constant.text) else { return nil }
            return warning(
                constant, ja: "「\(constant.field)」が「\(constant.text)」になることはありません: \(reason.ja)",
                en: "'\(constant.field)' is never '\(constant.text)': \(reason.en)")
        }
    }

    private func warning(_ constant: RuleConstant, ja: String, en: String) -> Finding {
        Finding(message: Wording(ja: ja, en: en), offset: constant.offset, isWarning: true)
    }

    private func definition(of constant: RuleConstant) -> FieldDefinition? {
        guard let table = constant.table else { return fields.definitions.first { $0.name == constant.field } }
        let column = fields.definitions.first { $0.name == table }?.tableColumns?.first { $0.name == constant.field }
        return column.map { FieldDefinition(name: $0.name, type: $0.type, place: .cells([])) }
    }

    /// Whether ISO dates can be before or after it although no field holds it: a year or a month, which come before all
    /// their days (`2026`, `2026-04`), or a day beyond the years of forms (`9999-12-31`).
    private static func isBound(_ text: String) -> Bool {
        guard text.wholeMatch(of: /[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?/) != nil else { return false }
        return text.count < 10 || !(1873...2100).contains(Int(text.prefix(4)) ?? 0)
    }
}

// Signs that only look right.
extension RuleReview {
    /// Full-width signs and quotes outside of quoted text, which SQL takes for parts of names.
    private func fullWidthSign(in expression: String) -> Finding? {
        var quote: Unicode.Scalar?
        for (offset, scalar) in expression.unicodeScalars.enumerated() {
            if let open = quote {
                if scalar == open { quote = nil }
            } else if scalar == "'" || scalar == "\"" {
                quote = scalar
            } else if let plain = LookAlikeSigns.plain(scalar) {
                return Finding(
                    message: Wording(
                        ja: "引用符の外に「\(scalar)」は書けません。半角の「\(plain)」にします",
                        en: "'\(scalar)' can't stand here but in quotes: write '\(plain)'"), offset: offset)
            }
        }
        return nil
    }
}
