/// A Japanese fiscal year (年度): 1 April to 31 March.
package struct FiscalYear: Sendable, Hashable, Comparable {
    /// The Gregorian year in which it begins.
    package let startYear: Int

    package init(startYear: Int) { self.startYear = startYear }

    /// The fiscal year that `date` lies in.
    package init(of date: JapaneseDate) {
        startYear = date.month >= 4 ? date.year : date.year - 1
    }

    /// Reads `R8`, `令和8年度`, `令和元年度`, `2026`, `2026年度`, `FY2026`; nil for anything else, and where the era had no such
    /// year.
    package init?(_ text: String) {
        var text = Width.narrow(text).filter { $0 != " " }
        for suffix in ["年度", "年"] where text.hasSuffix(suffix) { text.removeLast(suffix.count) }
        if text.uppercased().hasPrefix("FY") { text.removeFirst(2) }
        if let year = Int(text), text.count == 4 {
            self.init(startYear: year)
            return
        }
        for era in Era.allCases {
            for name in era.names where text.prefix(name.count).uppercased() == name {
                let numeral = text.dropFirst(name.count)
                guard let count = numeral == "元" ? 1 : KanjiNumber.value(of: numeral), count >= 1 else { return nil }
                let year = era.firstDay.year + count - 1
                guard year <= era.lastDay?.year ?? year else { return nil }
                self.init(startYear: year)
                return
            }
        }
        return nil
    }

    package var firstDay: JapaneseDate { JapaneseDate(knownYear: startYear, 4, 1) }
    package var lastDay: JapaneseDate { JapaneseDate(knownYear: startYear + 1, 3, 31) }

    package func contains(_ date: JapaneseDate) -> Bool { FiscalYear(of: date) == self }

    /// As in 令和8年度. The year in which an era changes takes the new era's name, as the government named 令和元年度.
    package var japanese: String {
        guard let (era, year) = eraYear else { return "\(startYear)年度" }
        return "\(era.rawValue)\(year == 1 ? "元" : String(year))年度"
    }

    /// As in `R8`.
    package var short: String {
        eraYear.map { "\($0.0.initial)\($0.1)" } ?? String(startYear)
    }

    private var eraYear: (Era, Int)? {
        Era.allCases.last { $0.firstDay.year <= startYear }.map { ($0, startYear - $0.firstDay.year + 1) }
    }

    package static func < (left: FiscalYear, right: FiscalYear) -> Bool { left.startYear < right.startYear }
}
