internal import Paperwork
internal import SQLAccess

extension RuleMistake {
    init(_ mistake: ExpressionMistake, in expression: String) {
        if case .syntax = mistake.kind, let bracket = RuleTokens(expression).oddBracket {
            self = Self.oddBracket(bracket.sign, at: bracket.offset)
            return
        }
        let (kind, message) = Self.explain(mistake.kind)
        self.init(kind, message, offset: mistake.offset)
    }

    static func comparesNull(at offset: Int) -> RuleMistake {
        RuleMistake(
            .neverHolds,
            Wording(
                ja: "NULLと比べても決して成り立ちません。空欄かどうかは IS NULL や IS NOT NULL で確かめます",
                en: "a comparison with NULL is never true: ask with IS NULL or IS NOT NULL whether a field is empty"),
            offset: offset)
    }

    private static func oddBracket(_ sign: String, at offset: Int) -> RuleMistake {
        let message =
            sign == "("
            ? Wording(ja: "「(」が閉じられていません", en: "this '(' is never closed")
            : Wording(ja: "この「)」には対になる「(」がありません", en: "there is no '(' that this ')' closes")
        return RuleMistake(.syntax, message, offset: offset)
    }

    private static func explain(_ kind: ExpressionMistake.Kind) -> (Kind, Wording) {
        switch kind {
        case .syntax(let detail):
            (.syntax, SQLiteWords.syntax(detail))
        case .notAnExpression:
            (
                .notAnExpression,
                Wording(ja: "値を1つ返す式を1つだけ書いてください", en: "write one expression that gives one value, and nothing else")
            )
        case .unknownColumn(let name):
            (.unknownName(name), Wording(ja: "項目「\(name)」はありません", en: "there is no field '\(name)'"))
        case .unknownTable(let name):
            (.unknownName(name), Wording(ja: "表の項目「\(name)」はありません", en: "there is no table field '\(name)'"))
        case .unknownFunction(let name):
            (.unknownName(name), Wording(ja: "関数「\(name)」はありません", en: "there is no function '\(name)'"))
        case .forbiddenFunction(let name):
            (.forbidden, Wording(ja: "関数「\(name)」は条件式では使えません", en: "rules may not use the function '\(name)'"))
        case .forbidden:
            (
                .forbidden,
                Wording(ja: "条件式で使えるのは項目の読み取りだけです", en: "a rule may only read the document's fields")
            )
        case .tooLarge:
            (.forbidden, Wording(ja: "式が長すぎるか、複雑すぎます", en: "this expression is too long or too complex"))
        case .failed(let detail):
            (.forbidden, Wording(ja: "この式は計算できません", en: "this expression can't be worked out: \(detail)"))
        }
    }
}
