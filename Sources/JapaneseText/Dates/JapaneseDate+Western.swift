extension JapaneseDate {
    /// In which order day, month and year of a date are written.
    package enum Order: Sendable, Hashable { case dayFirst, monthFirst }

    /// Reads a date as much of the world writes it: 25/12/2018, 25-12-18, 25.12.2018, 25 DEC 2018, DEC 25, 2018,
    /// 25122018; a time of day behind it is passed over. A date that begins with its year is read as such, whatever `order`
    /// says; nil for anything else. A year of two digits is of this century.
    package init?(_ text: String, order: Order) {
        let narrow = Width.narrow(text).split(whereSeparator: \.isWhitespace).joined(separator: " ").uppercased()
        guard let parts = Self.westernParts(Self.withoutTime(narrow)) else { return nil }
        let numbers = parts.compactMap { Int($0) }
        let months = parts.compactMap { part in
            Self.monthNames.firstIndex { part.hasPrefix($0) && part.count <= 9 }.map { $0 + 1 }
        }
        var found: (year: Int, month: Int, day: Int)
        if months.count == 1, numbers.count == 2 {
            let isYearFirst = parts[0].count == 4 && Int(parts[0]) != nil
            found = (numbers[isYearFirst ? 0 : 1], months[0], numbers[isYearFirst ? 1 : 0])
        } else if numbers.count == 3, parts.allSatisfy({ $0.allSatisfy(\.isASCII) }) {
            if parts[0].count == 4 {
                found = (numbers[0], numbers[1], numbers[2])
            } else {
                found =
                    order == .dayFirst
                    ? (numbers[2], numbers[1], numbers[0]) : (numbers[2], numbers[0], numbers[1])
            }
        } else {
            return nil
        }
        if (0..<100).contains(found.year) { found.year += 2000 }
        guard let date = try? JapaneseDate(year: found.year, month: found.month, day: found.day) else { return nil }
        self = date
    }

    private static let monthNames = [
        "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
    ]

    /// What stands before the first time, as in 8:13 or 20:13:39.
    private static func withoutTime(_ text: String) -> Substring {
        guard let colon = text.firstIndex(of: ":") else { return text[...] }
        let hour = text[..<colon].suffix(2).reversed().prefix { $0.isNumber }.count
        return text[..<text.index(colon, offsetBy: -hour)]
    }

    /// Three groups of digits or letters; nil where there are fewer or more, or a year of neither two nor four digits.
    private static func westernParts(_ text: Substring) -> [Substring]? {
        let trimmed = text.drop { $0 == " " }.reversed().drop { " (-".contains($0) }.reversed()
        let plain = String(trimmed)
        guard plain.allSatisfy({ $0.isASCII && ($0.isNumber || $0.isLetter) || "/-., '".contains($0) }) else {
            return nil
        }
        var parts: [Substring] = []
        var rest = plain[...]
        while let first = rest.first {
            let run = rest.prefix { first.isNumber ? $0.isNumber : first.isLetter ? $0.isLetter : false }
            if !run.isEmpty { parts.append(run) }
            rest = rest.dropFirst(max(1, run.count))
        }
        if parts.count == 1, parts[0].count == 8, parts[0].allSatisfy(\.isNumber) {
            let run = parts[0]
            parts =
                run.hasPrefix("20") && Int(run.dropFirst(4).prefix(2)).map { $0 <= 12 } == true
                ? [run.prefix(4), run.dropFirst(4).prefix(2), run.suffix(2)]
                : [run.prefix(2), run.dropFirst(2).prefix(2), run.suffix(4)]
        }
        let years = parts.count { $0.count == 4 && $0.allSatisfy(\.isNumber) }
        guard parts.count == 3, years <= 1,
            parts.allSatisfy({ $0.first?.isLetter == true || [1, 2, 4].contains($0.count) })
        else { return nil }
        return parts
    }
}
