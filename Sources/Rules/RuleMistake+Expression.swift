internal import Paperwork
internal import SQLAccess

extension RuleMistake {
    init(_ mistake: ExpressionMistake) {
        let (kind, message) = Self.explain(mistake.kind)
        self.init(kind, message, offset: mistake.offset)
    }

    private static func explain(_ kind: ExpressionMistake.Kind) -> (Kind, Wording) {
        switch kind {
        case .syntax(let detail):
            (.syntax, Wording(ja: "式として読めません(\(detail))", en: "this is no valid expression: \(detail)"))
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
            (.forbidden, Wording(ja: "式を計算できません(\(detail))", en: "this expression can't be worked out: \(detail)"))
        }
    }
}
