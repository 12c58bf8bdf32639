internal import Paperwork

/// A fictional address in a real town of Kagoshima City.
package struct Address: Sendable, Hashable {
    /// Seven digits.
    package var postalCode: String
    package var town: String
    /// 丁目, 番, 号; or 番地 and its branch in towns without 丁目.
    package var numbers: [Int]
    package var building: String?

    private var isByBlock: Bool { !town.hasSuffix("町") }

    /// The normal form: no spaces, numbers joined with hyphens.
    package var normal: String { "鹿児島市\(town)\(numbers.map(String.init).joined(separator: "-"))\(building ?? "")" }

    /// As people and software write it.
    enum Style: CaseIterable { case hyphens, wideHyphens, words, wideWords }

    func written(_ style: Style) -> String {
        let number =
            switch style {
            case .hyphens: numbers.map(String.init).joined(separator: "-")
            case .wideHyphens: Self.wide(numbers.map(String.init).joined(separator: "－"))
            case .words: words
            case .wideWords: Self.wide(words)
            }
        let house = building.map { "　" + (style == .wideHyphens || style == .wideWords ? Self.wide($0) : $0) }
        return "鹿児島市\(town)\(number)\(house ?? "")"
    }

    private var words: String {
        let marks = isByBlock ? ["丁目", "番", "号"] : ["番地", ""]
        return zip(numbers, marks).map { "\($0)\($1)" }.joined()
    }

    /// Half-width digits made full-width.
    static func wide(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { scalar in
                    ("0"..."9").contains(scalar) ? Unicode.Scalar(scalar.value + 0xFEE0) ?? scalar : scalar
                }))
    }

    static func drawn(using random: inout SeededRandom) -> Address {
        let town = random.pick(NameLists.shared.towns)
        let isByBlock = !town.name.hasSuffix("町")
        let numbers =
            isByBlock
            ? [random.whole(1...6), random.whole(1...45), random.whole(1...28)]
            : [random.whole(1...9800)] + (random.chance(0.7) ? [random.whole(1...32)] : [])
        let house = ["ハイツ", "メゾン", "グランデ", "レジデンス"]
        let name = ["桜島", "照国", "錦江", "城山", "甲突", "吉野", "天保山"]
        let building =
            random.chance(0.2)
            ? random.pick(house) + random.pick(name) + String(random.whole(1...9) * 100 + random.whole(1...8)) : nil
        return Address(postalCode: town.postalCode, town: town.name, numbers: numbers, building: building)
    }
}
