extension JapaneseDate {
    /// Reads a date in any usual notation: 令和8年4月1日, 令和元年五月一日, R8.4.1, S64.1.7, 2026/4/1, 20260401, R080401; with
    /// `era`, which is written apart, also 08.04.01 and 080401. What follows in brackets, and 生 or 生まれ, is passed over.
    package init(_ text: String, era apart: Era? = nil) throws(Fault) {
        var rest = Substring(Self.trimmed(text))
        let written = Self.takeEra(from: &rest)
        if let apart, let written, apart != written { throw .erasDiffer(apart, written) }
        let groups = try Self.groups(of: rest)
        let (year, month, day) = try Self.parts(groups, hasEra: (written ?? apart) != nil)
        if year.count >= 3, written == nil {
            let date = try JapaneseDate(year: Self.number(year), month: month, day: day)
            if let apart, Era(of: date) != apart { throw .erasDiffer(apart, Era(of: date) ?? .meiji) }
            guard date.year >= Self.firstGregorianYear else { throw .lunarCalendar }
            self = date
        } else {
            guard let era = written ?? apart else { throw .noEra }
            self = try JapaneseDate(era: era, year: Self.number(year), month: month, day: day)
        }
    }

    private static func trimmed(_ text: String) -> String {
        var text = Width.narrow(text).filter { $0 != " " }
        if let bracket = text.firstIndex(where: { "(（[".contains($0) }) { text.removeSubrange(bracket...) }
        for suffix in ["生まれ", "生"] where text.hasSuffix(suffix) { text.removeLast(suffix.count) }
        return text.hasPrefix("西暦") ? String(text.dropFirst(2)) : text
    }

    private static func takeEra(from rest: inout Substring) -> Era? {
        for era in Era.allCases {
            for name in era.names where rest.prefix(name.count).uppercased() == name {
                rest.removeFirst(name.count)
                if let first = rest.first, ".・-".contains(first) { rest.removeFirst() }
                return era
            }
        }
        return nil
    }

    private static let separators: Set<Character> = ["年", "月", "日", ".", "/", "-", ",", "、", "・", "'"]
    private static let numerals: Set<Character> = Set("0123456789元〇零一二三四五六七八九十百千")

    /// The runs of numerals between separators.
    private static func groups(of text: Substring) throws(Fault) -> [Substring] {
        guard !text.isEmpty, text.allSatisfy({ separators.contains($0) || numerals.contains($0) }) else {
            throw .unreadable
        }
        return text.split(whereSeparator: separators.contains)
    }

    private static func parts(
        _ groups: [Substring], hasEra: Bool
    ) throws(Fault) -> (year: Substring, month: Int, day: Int) {
        switch groups.count {
        case 3: return (groups[0], try number(groups[1]), try number(groups[2]))
        case 1:
            let digits = groups[0]
            guard digits.allSatisfy(\.isASCII) else { throw .incomplete }
            guard digits.count == 8 || digits.count == 6 else { throw digits.count < 6 ? .incomplete : .unreadable }
            guard digits.count == 8 || hasEra else { throw .noEra }
            return (digits.dropLast(4), try number(digits.dropLast(2).suffix(2)), try number(digits.suffix(2)))
        case 0: throw .unreadable
        case 2: throw .incomplete
        default: throw .unreadable
        }
    }

    private static func number(_ numeral: Substring) throws(Fault) -> Int {
        if numeral == "元" { return 1 }
        guard numeral.count <= 4, let number = KanjiNumber.value(of: numeral) else { throw .unreadable }
        return number
    }
}
