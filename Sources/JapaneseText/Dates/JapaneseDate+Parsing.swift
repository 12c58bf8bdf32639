extension JapaneseDate {
    /// Reads a date in any usual notation: 令和8年4月1日, 令和元年五月一日, R8.4.1, S64.1.7, 2026/4/1, 2026 4 1, 20260401,
    /// R080401; with `era`, which is written apart, also 08.04.01 and 080401. What follows in brackets, and 生 or 生まれ,
    /// is passed over.
    package init(_ text: String, era apart: Era? = nil) throws(Fault) {
        var rest = Substring(Self.trimmed(text))
        let written = Self.takeEra(from: &rest)
        if let apart, let written, apart != written { throw .erasDiffer(apart, written) }
        let (year, month, day) = try Self.parts(rest, hasEra: (written ?? apart) != nil)
        if year >= 100, written == nil {
            let date = try JapaneseDate(year: year, month: month, day: day)
            guard date.year >= Self.firstGregorianYear else { throw .lunarCalendar }
            if let apart, let own = Era(of: date), own != apart { throw .erasDiffer(apart, own) }
            self = date
        } else {
            guard let era = written ?? apart else { throw .noEra }
            self = try JapaneseDate(era: era, year: year, month: month, day: day)
        }
    }

    private static func trimmed(_ text: String) -> String {
        var text = Width.narrow(text).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        if let bracket = text.firstIndex(where: { "(（[".contains($0) }) { text.removeSubrange(bracket...) }
        for suffix in ["生まれ", "生"] where text.hasSuffix(suffix) { text.removeLast(suffix.count) }
        return text.hasPrefix("西暦") ? String(text.dropFirst(2)) : text
    }

    private static func takeEra(from rest: inout Substring) -> Era? {
        for era in Era.allCases {
            for name in era.names where rest.prefix(name.count).uppercased() == name {
                rest = rest.dropFirst(name.count).drop { " .・-".contains($0) }
                return era
            }
        }
        return nil
    }

    private static let separators: Set<Character> = ["年", "月", "日", ".", "/", "-", ",", "、", "・", "'"]
    private static let numerals: Set<Character> = Set("0123456789元〇零一二三四五六七八九十百千")

    private static func parts(_ text: Substring, hasEra: Bool) throws(Fault) -> (year: Int, month: Int, day: Int) {
        guard text.contains(where: { $0 != " " }),
            text.allSatisfy({ separators.contains($0) || numerals.contains($0) || $0 == " " })
        else { throw .unreadable }
        let groups = partedByBlanks(text) ?? text.filter { $0 != " " }.split(whereSeparator: separators.contains)
        switch groups.count {
        case 1: return try partsOfOneRun(groups[0], hasEra: hasEra)
        case 2: throw .incomplete
        case 3: return (try number(groups[0]), try number(groups[1]), try number(groups[2]))
        default: throw .unreadable
        }
    }

    /// Year, month and day with nothing but blanks between them, as where 年月日 are printed on the form.
    private static func partedByBlanks(_ text: Substring) -> [Substring]? {
        let groups = text.split(separator: " ")
        let isDate = groups.count == 3 && groups.dropFirst().allSatisfy { $0.count <= 2 }
        return isDate && !text.contains(where: separators.contains) ? groups : nil
    }

    /// 20260401, or 080401 where the era is known.
    private static func partsOfOneRun(
        _ digits: Substring, hasEra: Bool
    ) throws(Fault) -> (year: Int, month: Int, day: Int) {
        guard digits.allSatisfy(\.isASCII), digits.count >= 6 else { throw .incomplete }
        guard digits.count == 8 || digits.count == 6 else { throw .unreadable }
        guard digits.count == 8 || hasEra else { throw .noEra }
        return (
            try number(digits.dropLast(4)), try number(digits.dropLast(2).suffix(2)), try number(digits.suffix(2))
        )
    }

    private static func number(_ numeral: Substring) throws(Fault) -> Int {
        if numeral == "元" { return 1 }
        guard numeral.count <= 6, let number = KanjiNumber.value(of: numeral) else { throw .unreadable }
        return number
    }
}
