import Paperwork

/// The sentences of a decision.
struct JudgeWords {
    /// Chances between 0 and 1.
    var error: Double
    var budget: Double

    static let register = Wording(ja: "台帳", en: "register")
    static let secondReading = Wording(ja: "別の読取", en: "second reading")
    static let foundTwice = Wording(ja: "紙面の別の箇所", en: "another place on the paper")
    static let missing = Wording(
        ja: "必須の項目が空欄です。記入の有無を確認してください。",
        en: "A mandatory field is empty; see whether something is written.")

    static func rule(_ name: Wording) -> Wording { Wording(ja: "規則「\(name.ja)」", en: "rule \"\(name.en)\"") }

    static func doubtful(_ doubt: Wording) -> Wording {
        Wording(ja: "読取に疑いがあります（\(doubt.ja)）。", en: "The reading is in doubt (\(doubt.en)).")
    }

    static func noNormalForm(_ text: String) -> Wording {
        Wording(
            ja: "書かれた内容を項目の形式として読めません。確認してください。",
            en: "What is written can't be understood as a value of this field; look at it.")
    }

    static func cannotBeWorkedOut(_ rule: Wording, isEmpty: Bool) -> Wording {
        isEmpty
            ? Wording(
                ja: "空欄のため、規則「\(rule.ja)」を確かめられません。空欄でよいか確認してください。",
                en: "The rule \"\(rule.en)\" can't be worked out while this is empty; see whether it may be.")
            : Wording(
                ja: "この値では規則「\(rule.ja)」を計算できません。確認してください。",
                en: "The rule \"\(rule.en)\" can't be worked out with this value; look at it.")
    }

    /// - Parameter registered: nil where the value must not be shown.
    static func differs(from registered: String?) -> Wording {
        guard let registered else {
            return Wording(
                ja: "台帳の値と一致しません。どちらが正しいか確認してください。",
                en: "The register says otherwise; see which is right.")
        }
        return Wording(
            ja: "台帳の値「\(registered)」と一致しません。どちらが正しいか確認してください。",
            en: "The register says \"\(registered)\"; see which is right.")
    }

    func accepted(_ evidence: [EvidenceItem], isEmpty: Bool) -> Wording {
        if isEmpty, !evidence.isEmpty {
            return Wording(
                ja: "空欄のまま\(japaneseList(evidence))が成り立つ（誤りの見込み \(percent(error))）",
                en: "\(englishList(evidence)) holds without it (chance of error \(percent(error)))")
        }
        if isEmpty {
            return Wording(
                ja: "空欄と確認（誤りの見込み \(percent(error))）", en: "Empty beyond doubt (chance of error \(percent(error)))")
        }
        guard !evidence.isEmpty else {
            return Wording(
                ja: "読取の確かさが十分（誤りの見込み \(percent(error))）",
                en: "The reading is sure enough (chance of error \(percent(error)))")
        }
        return Wording(
            ja: "\(japaneseList(evidence))が一致（誤りの見込み \(percent(error))）",
            en: "\(englishList(evidence)) \(evidence.count == 1 ? "agrees" : "agree") "
                + "(chance of error \(percent(error)))")
    }

    /// Where nothing passes yet, however sure it is.
    func untested(isEmpty: Bool) -> Wording {
        Wording(
            ja: "この業務では、自動で確定してよいことがまだ確かめられていません（誤りの見込み \(percent(error))）。",
            en: "this workflow's own values have not shown yet that any may pass unseen "
                + "(chance of error \(percent(error)))")
    }

    func unproved(_ evidence: [EvidenceItem], isEmpty: Bool) -> Wording {
        let figures = Wording(
            ja: "誤りの見込み \(percent(error))、許容 \(percent(budget))",
            en: "chance of error \(percent(error)), budget \(percent(budget))")
        if isEmpty {
            return Wording(
                ja: "空欄かどうか確かではありません（\(figures.ja)）。", en: "It is not sure that nothing is written (\(figures.en)).")
        }
        guard !evidence.isEmpty else {
            return Wording(
                ja: "読取の確かさが足りません（\(figures.ja)）。", en: "The reading is not sure enough (\(figures.en)).")
        }
        return Wording(
            ja: "\(japaneseList(evidence))が一致しますが、確かさが足りません（\(figures.ja)）。",
            en: "\(englishList(evidence)) \(evidence.count == 1 ? "agrees" : "agree"), but that is not sure enough "
                + "(\(figures.en)).")
    }

    private func japaneseList(_ evidence: [EvidenceItem]) -> String { evidence.map(\.name.ja).joined(separator: "と") }

    private func englishList(_ evidence: [EvidenceItem]) -> String {
        let names = evidence.map(\.name.en)
        let list =
            names.count < 3
            ? names.joined(separator: " and ")
            : names.dropLast().joined(separator: ", ") + " and " + names[names.count - 1]
        return list.prefix(1).uppercased() + list.dropFirst()
    }

    private func percent(_ chance: Double) -> String { ReadableShare.percent(chance) }
}
