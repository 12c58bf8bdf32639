/// An address written in one notation: 丁目, 番地, 番 and 号, and all their dashes, as hyphens.
struct AddressNotation {
    private(set) var text = ""
    /// The first number that stands before 丁目 or 丁.
    private(set) var chome: Int?

    private let source: [Character]
    private var index = 0

    init(_ written: String) {
        source = Self.withoutBlanks(Width.narrow(written))
        while index < source.count { copyNext() }
    }

    private mutating func copyNext() {
        guard let (number, end) = number(at: index) else {
            text.append(source[index])
            index += 1
            return
        }
        text += number
        index = end
        skipUnit(after: number)
    }

    /// The number at `start` in half-width digits, and where it ends; nil where none stands there. Japanese numerals are
    /// numbers only before a unit of addresses, or after another number: 三番町 and 八丁堀 are names.
    private func number(at start: Int) -> (String, end: Int)? {
        let isDigits = Self.isDigit(source[start])
        let end =
            source[start...].firstIndex { isDigits ? !Self.isDigit($0) : !KanjiNumber.isNumeral($0) } ?? source.count
        if isDigits { return (String(source[start..<end]), end) }
        guard end > start, let value = KanjiNumber.value(of: String(source[start..<end])) else { return nil }
        let isAfterNumber = text.last == "-" && text.dropLast().last.map(Self.isDigit) == true
        let isUnit = unit(at: end).map { isAfterNumber || !isNameOfPlace($0, from: end) } ?? false
        guard isUnit || isGridStreet(from: start, to: end) || isAfterNumber && !continuesName(at: end) else {
            return nil
        }
        return (String(value), end)
    }

    /// 麻布十番2丁目: 番 between a Japanese numeral and digits, with no number before it, ends a name.
    private func isNameOfPlace(_ unit: String, from end: Int) -> Bool {
        let next = end + unit.count
        return unit == "番" && next < source.count && Self.isDigit(source[next])
    }

    /// 北一条西二丁目: a street of Hokkaido's grids. 西七条東八反田町 is none.
    private func isGridStreet(from start: Int, to end: Int) -> Bool {
        guard start > 0, end + 2 < source.count, Self.directions.contains(source[start - 1]), source[end] == "条",
            Self.directions.contains(source[end + 1])
        else { return false }
        return number(at: end + 2) != nil
    }

    private static let directions: Set<Character> = ["北", "南", "東", "西"]

    private func continuesName(at position: Int) -> Bool {
        position < source.count && source[position].unicodeScalars.first?.properties.isIdeographic == true
    }

    private mutating func skipUnit(after number: String) {
        guard let unit = unit(at: index) else { return }
        if unit.hasPrefix("丁"), chome == nil { chome = Int(number) }
        index += unit.count
        let follows = index < source.count && self.number(at: index) != nil
        if follows || isNumeralRun(at: index) { text += "-" }
    }

    /// A Japanese numeral that ends the address, as 三 in 一丁目二番三.
    private func isNumeralRun(at position: Int) -> Bool {
        guard position < source.count, KanjiNumber.isNumeral(source[position]) else { return false }
        let end = source[position...].firstIndex { !KanjiNumber.isNumeral($0) } ?? source.count
        return end == source.count || unit(at: end) != nil
    }

    private static let units = [
        "丁目の", "丁目-", "丁目", "番地の", "番地-", "番地", "番の", "番-", "番", "号-", "号", "丁-", "丁", "の", "ノ", "-",
    ]

    /// The unit or joiner behind a number; nil where what stands there belongs to a name.
    private func unit(at position: Int) -> String? {
        let rest = source[position...]
        guard !rest.isEmpty, let unit = Self.units.first(where: { rest.starts(with: $0) }) else { return nil }
        let next = rest.dropFirst(unit.count).first
        switch unit {
        case "の", "ノ", "-", "丁-", "番の", "番地の", "丁目の": return isNumber(next) ? unit : Self.shorter(unit)
        case "番", "丁": return isNumber(next) || next == nil || unit == "番" && !Self.isName(next) ? unit : nil
        case "号": return next.map { "室棟館線".contains($0) } == true ? nil : unit
        default: return unit
        }
    }

    private static func shorter(_ unit: String) -> String? {
        ["の", "ノ", "-"].contains(unit) ? nil : String(unit.dropLast())
    }

    private func isNumber(_ character: Character?) -> Bool {
        character.map { Self.isDigit($0) || KanjiNumber.isNumeral($0) } ?? false
    }

    private static func isName(_ character: Character?) -> Bool {
        character.map { "町街館丁組割所通".contains($0) } ?? false
    }

    private static func isDigit(_ character: Character) -> Bool { character.isASCII && character.isNumber }

    /// Whether what follows a number makes it a part of a town's name: 1条, 1番町, 2線, 3地割.
    static func namesTown(_ rest: Substring) -> Bool {
        ["条", "番町", "番丁", "線", "地割", "区", "軒"].contains { rest.hasPrefix($0) }
    }

    /// Without blanks and line ends; a blank between two digits becomes a hyphen.
    private static func withoutBlanks(_ text: String) -> [Character] {
        var kept: [Character] = []
        var isAfterBlank = false
        for character in text {
            if character.isWhitespace {
                isAfterBlank = true
                continue
            }
            if isAfterBlank, isDigit(character), kept.last.map(isDigit) == true { kept.append("-") }
            kept.append(character)
            isAfterBlank = false
        }
        return kept
    }
}
