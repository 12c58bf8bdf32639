import Foundation
import Paperwork

/// Values by their types. Each reports a mistake and gives nil where the value is not of that type; `name` is the key
/// that the mistake speaks of.
extension DefinitionFile {
    func text(_ node: DefinitionNode, _ name: String) -> String? {
        guard let text = node.text, !text.isEmpty else {
            report(ja: "「\(name)」には文字を書きます", en: "'\(name)' must be text", at: node)
            return nil
        }
        return text
    }

    func list(_ node: DefinitionNode, _ name: String) -> [DefinitionNode]? {
        guard let items = node.items else {
            report(ja: "「\(name)」には一覧を書きます（例: [a, b]）", en: "'\(name)' must be a list, as in [a, b]", at: node)
            return nil
        }
        return items
    }

    func texts(_ node: DefinitionNode, _ name: String) -> [(text: String, node: DefinitionNode)] {
        (list(node, name) ?? []).compactMap { item in text(item, name).map { ($0, item) } }
    }

    func flag(_ node: DefinitionNode, _ name: String) -> Bool? {
        switch node.text {
        case "true", "yes": return true
        case "false", "no": return false
        default:
            report(ja: "「\(name)」には true か false を書きます", en: "'\(name)' must be true or false", at: node)
            return nil
        }
    }

    func number(_ node: DefinitionNode, _ name: String, in range: ClosedRange<Double>) -> Double? {
        guard let number = node.text.flatMap(Self.plainNumber) else {
            report(ja: "「\(name)」には数を書きます", en: "'\(name)' must be a number", at: node)
            return nil
        }
        guard range.contains(number) else {
            let span = Self.shown(range.lowerBound, range.upperBound)
            report(ja: "「\(name)」は\(span.ja)で書きます", en: "'\(name)' must be \(span.en)", at: node)
            return nil
        }
        return number
    }

    func whole(_ node: DefinitionNode, _ name: String, in range: ClosedRange<Int>) -> Int? {
        guard let number = node.text.flatMap(Int.init), range.contains(number) else {
            let span = Self.shown(Double(range.lowerBound), Double(range.upperBound))
            report(
                ja: "「\(name)」には整数を\(span.ja)で書きます", en: "'\(name)' must be a whole number \(span.en)", at: node)
            return nil
        }
        return number
    }

    func choice<Choice: RawRepresentable & CaseIterable>(
        _ node: DefinitionNode, _ name: String, of type: Choice.Type
    ) -> Choice? where Choice.RawValue == String {
        guard let text = text(node, name) else { return nil }
        if let choice = Choice(rawValue: text) { return choice }
        let wrong = Wording(ja: "「\(name)」に「\(text)」は書けません", en: "'\(name)' cannot be '\(text)'")
        report(Suggestion.wording(wrong, name: text, among: Choice.allCases.map(\.rawValue)), at: node)
        return nil
    }

    /// `name` if it is one of `known`; else a mistake that calls it `kind`.
    func known(_ name: String, _ kind: Wording, among known: some Collection<String>, at node: DefinitionNode)
        -> String?
    {
        if known.contains(name) { return name }
        let wrong = Wording(ja: "「\(name)」という\(kind.ja)はありません", en: "unknown \(kind.en) '\(name)'")
        report(Suggestion.wording(wrong, name: name, among: known), at: node)
        return nil
    }

    /// `0.1%` as 0.001.
    func share(_ node: DefinitionNode, _ name: String) -> Double? {
        guard let text = node.text, text.hasSuffix("%"),
            let percent = Self.plainNumber(text.dropLast().trimmingCharacters(in: .whitespaces)),
            (0...100).contains(percent)
        else {
            report(
                ja: "「\(name)」には0%から100%までの割合を書きます（例: 0.1%）",
                en: "'\(name)' must be a percentage from 0% to 100%, as in 0.1%", at: node)
            return nil
        }
        return percent / 100
    }

    /// Millimetres: `210mm`, `21cm`, `8.5in`, or a plain number of millimetres; up to 2 metres,
    /// to a thousandth of a millimetre.
    func length(_ node: DefinitionNode, _ name: String) -> Double? {
        let units: [(suffix: String, millimetres: Double)] = [("mm", 1), ("cm", 10), ("in", 25.4), ("", 1)]
        let text = node.text ?? ""
        for unit in units where text.hasSuffix(unit.suffix) {
            let digits = text.dropLast(unit.suffix.count).trimmingCharacters(in: .whitespaces)
            if let number = Self.plainNumber(digits), number > 0, number * unit.millimetres <= 2000 {
                return (number * unit.millimetres * 1000).rounded() / 1000
            }
        }
        report(
            ja: "「\(name)」には長さを書きます（例: 210mm、上限 2000mm）",
            en: "'\(name)' must be a length up to 2000mm, as in 210mm", at: node)
        return nil
    }

    /// Days: `90 days`, `6 months` (of 30 days), `10 years` (of 365 days).
    func days(_ node: DefinitionNode, _ name: String) -> Int? {
        let units = ["day": 1, "days": 1, "month": 30, "months": 30, "year": 365, "years": 365]
        let words = (node.text ?? "").split(separator: " ")
        guard words.count == 2, let number = Int(words[0]), (1...10_000).contains(number),
            let unit = units[String(words[1])]
        else {
            report(
                ja: "「\(name)」には期間を書きます（例: 90 days、10 years）",
                en: "'\(name)' must be a period, as in 90 days or 10 years", at: node)
            return nil
        }
        return number * unit
    }

    /// An ISO date of the calendar, as in `2026-05-18`.
    func date(_ node: DefinitionNode, _ name: String) -> String? {
        let parts = (node.text ?? "").split(separator: "-", omittingEmptySubsequences: false)
        if let text = node.text, parts.map(\.count) == [4, 2, 2], parts.allSatisfy({ Int($0) != nil }) {
            var calendar = Calendar(identifier: .gregorian)
            calendar.timeZone = .gmt
            let components = DateComponents(year: Int(parts[0]), month: Int(parts[1]), day: Int(parts[2]))
            if components.isValidDate(in: calendar) { return text }
        }
        report(
            ja: "「\(name)」には暦にある日付を書きます（例: 2026-05-18）",
            en: "'\(name)' must be a date of the calendar, as in 2026-05-18", at: node)
        return nil
    }

    /// A decimal number in half-width digits.
    static func plainNumber(_ text: String) -> Double? {
        let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
        guard let first = digits.unicodeScalars.first, ("0"..."9").contains(first),
            digits.unicodeScalars.allSatisfy({ ("0"..."9").contains($0) || $0 == "." })
        else { return nil }
        return Double(text)
    }

    private static func shown(_ low: Double, _ high: Double) -> Wording {
        let from = ReadableNumber.text(low)
        guard high < 1_000_000 else { return Wording(ja: "\(from)以上", en: "from \(from)") }
        let to = ReadableNumber.text(high)
        return Wording(ja: "\(from)から\(to)まで", en: "from \(from) to \(to)")
    }
}
