/// An address written in one notation: 丁目, 番地, 番 and 号, and all their dashes, as hyphens.
struct AddressNotation {
    private(set) var text: [Unicode.Scalar] = []
    /// The first number that stands before 丁目 or 丁.
    private(set) var chome: Int?

    private let source: [Unicode.Scalar]
    private var index = 0

    init(_ written: String) {
        source = Self.withoutBlanks(Width.narrow(written))
        text.reserveCapacity(source.count)
        while index < source.count { copyNext() }
    }

    /// Behind a number, these make it a part of a town's name: 1条, 1番町, 3地割.
    static let endsOfTowns = NameTable(["条", "番町", "番丁", "線", "地割", "区", "軒"])
    static let storeysAndRooms = NameTable(["階", "F", "号室", "号棟"])

    private mutating func copyNext() {
        guard let (number, end) = number(at: index) else {
            text.append(source[index])
            index += 1
            return
        }
        text.append(contentsOf: number)
        index = end
        skipUnit(after: number)
    }

    /// The number at `start` in half-width digits, and where it ends; nil where none stands there. Japanese numerals are
    /// numbers only before a unit of addresses, or after another number: 三番町 and 八丁堀 are names.
    private func number(at start: Int) -> (digits: ScalarText, end: Int)? {
        if source[start].isDigit {
            let end = source[start...].firstIndex { !$0.isDigit } ?? source.count
            return (source[start..<end], end)
        }
        let end = endOfNumeral(at: start)
        guard end > start else { return nil }
        let isAfterNumber = text.last == "-" && text.dropLast().last?.isDigit == true
        let isUnit = unit(at: end).map { isAfterNumber || !isNameOfPlace($0, from: end) } ?? false
        let isLast = isAfterNumber && scalar(at: end)?.isKanji != true
        guard isUnit || isLast || isGridStreet(from: start, to: end),
            let value = KanjiNumber.value(of: String(source[start..<end]))
        else { return nil }
        return (Array(String(value).unicodeScalars)[...], end)
    }

    private func endOfNumeral(at start: Int) -> Int {
        source[start...].firstIndex { !KanjiNumber.isNumeral($0) } ?? source.count
    }

    /// 麻布十番2丁目: 番 between a Japanese numeral and digits, with no number before it, ends a name.
    private func isNameOfPlace(_ unit: Unit, from end: Int) -> Bool {
        unit.stem == .ban && scalar(at: end + unit.length)?.isDigit == true
    }

    /// 北一条西二丁目: a street of Hokkaido's grids. 西七条東八反田町 is none.
    private func isGridStreet(from start: Int, to end: Int) -> Bool {
        guard start > 0, end + 2 < source.count, Self.isDirection(source[start - 1]), source[end] == "条",
            Self.isDirection(source[end + 1])
        else { return false }
        return number(at: end + 2) != nil
    }

    private static func isDirection(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "北" || scalar == "南" || scalar == "東" || scalar == "西"
    }

    private mutating func skipUnit(after number: ScalarText) {
        guard let unit = unit(at: index) else { return }
        if unit.stem == .chome || unit.stem == .cho, chome == nil { chome = Int(String(number)) }
        index += unit.length
        guard index < source.count else { return }
        if self.number(at: index) != nil || isNumeralThatEnds(at: index) { text.append("-") }
    }

    /// A Japanese numeral that ends the address, as 三 in 一丁目二番三.
    private func isNumeralThatEnds(at position: Int) -> Bool {
        let end = endOfNumeral(at: position)
        return end > position && (end == source.count || unit(at: end) != nil)
    }

    /// What stands behind a number: 丁目, 丁, 番地, 番 or 号, with a joiner to the next number or without; or a joiner alone.
    private struct Unit {
        enum Stem { case chome, cho, banchi, ban, go, joiner }

        var stem: Stem
        /// In scalars of the source.
        var length: Int
    }

    /// Nil where what stands at `position` belongs to a name.
    private func unit(at position: Int) -> Unit? {
        guard var unit = stem(at: position) else { return nil }
        let next = scalar(at: position + unit.length)
        if unit.stem == .joiner { return isNumber(next) ? unit : nil }
        if let next, Self.isJoiner(next), isNumber(scalar(at: position + unit.length + 1)) {
            unit.length += 1
            return unit
        }
        switch unit.stem {
        case .cho: return isNumber(next) || next == nil ? unit : nil
        case .ban: return next.map(Self.namesPlaceAfterNumber) == true ? nil : unit
        case .go: return next.map(Self.namesRoomAfterNumber) == true ? nil : unit
        case .chome, .banchi, .joiner: return unit
        }
    }

    private func stem(at position: Int) -> Unit? {
        switch scalar(at: position) {
        case "丁": scalar(at: position + 1) == "目" ? Unit(stem: .chome, length: 2) : Unit(stem: .cho, length: 1)
        case "番": scalar(at: position + 1) == "地" ? Unit(stem: .banchi, length: 2) : Unit(stem: .ban, length: 1)
        case "号": Unit(stem: .go, length: 1)
        case "の", "ノ", "-": Unit(stem: .joiner, length: 1)
        default: nil
        }
    }

    private func scalar(at position: Int) -> Unicode.Scalar? {
        position < source.count ? source[position] : nil
    }

    private static func isJoiner(_ scalar: Unicode.Scalar) -> Bool { scalar == "の" || scalar == "ノ" || scalar == "-" }

    private func isNumber(_ scalar: Unicode.Scalar?) -> Bool {
        scalar.map { $0.isDigit || KanjiNumber.isNumeral($0) } ?? false
    }

    /// 三番町, 一番館, 二番丁: a name goes on behind 番.
    private static func namesPlaceAfterNumber(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "町", "街", "館", "丁", "組", "割", "所", "通": true
        default: false
        }
    }

    /// 101号室, 5号棟: a room or a part of a building.
    private static func namesRoomAfterNumber(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "室", "棟", "館", "線": true
        default: false
        }
    }

    /// Without blanks and line ends; a blank between two digits becomes a hyphen.
    private static func withoutBlanks(_ text: String) -> [Unicode.Scalar] {
        var kept: [Unicode.Scalar] = []
        var isAfterBlank = false
        for scalar in text.unicodeScalars {
            if scalar.isBlank {
                isAfterBlank = true
                continue
            }
            if isAfterBlank, scalar.isDigit, kept.last?.isDigit == true { kept.append("-") }
            kept.append(scalar)
            isAfterBlank = false
        }
        return kept
    }
}
