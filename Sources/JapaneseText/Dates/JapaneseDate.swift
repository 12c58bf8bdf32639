/// A day of the calendar that Japan uses since 1 January 1873, with its names in the eras.
package struct JapaneseDate: Sendable, Hashable, Comparable {
    /// Gregorian.
    package let year: Int
    /// 1 to 12.
    package let month: Int
    /// 1 to the month's length.
    package let day: Int

    /// How often a date with one wrong digit is a date again, counted over the days of 昭和, 平成 and 令和 to 2029 written
    /// with two digits each for year, month and day. Of eight Gregorian digits it is less, 0.49.
    package static let chance = 0.56

    /// - Throws: `Fault.noSuchMonth` or `Fault.noSuchDay`.
    package init(year: Int, month: Int, day: Int) throws(Fault) {
        guard (1...12).contains(month) else { throw .noSuchMonth(month) }
        let length = Self.length(ofMonth: month, in: year)
        guard (1...length).contains(day) else { throw .noSuchDay(month: month, day: day, lastDay: length) }
        self.init(knownYear: year, month, day)
    }

    /// - Throws: `Fault`, also where the day lies outside the era.
    package init(era: Era, year: Int, month: Int, day: Int) throws(Fault) {
        guard year >= 1 else { throw .noSuchYear(era: era, year: year) }
        let date = try JapaneseDate(year: era.firstDay.year + year - 1, month: month, day: day)
        if let last = era.lastDay, date > last { throw .afterEra(era, lastDay: last, means: date) }
        guard date >= era.firstDay else { throw .beforeEra(era, firstDay: era.firstDay) }
        guard date.year >= Self.firstGregorianYear else { throw .lunarCalendar }
        self = date
    }

    /// A day that is known to exist.
    init(knownYear year: Int, _ month: Int, _ day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// 太政官布告第337号 (明治5年) brought in the Gregorian calendar on 1 January 1873.
    static let firstGregorianYear = 1873

    /// Days in a month of the Gregorian calendar.
    package static func length(ofMonth month: Int, in year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private static func isLeap(_ year: Int) -> Bool {
        year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
    }

    package static func < (left: JapaneseDate, right: JapaneseDate) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }

    var dayBefore: JapaneseDate {
        if day > 1 { return JapaneseDate(knownYear: year, month, day - 1) }
        if month > 1 {
            return JapaneseDate(knownYear: year, month - 1, Self.length(ofMonth: month - 1, in: year))
        }
        return JapaneseDate(knownYear: year - 1, 12, 31)
    }

    var dayAfter: JapaneseDate {
        if day < Self.length(ofMonth: month, in: year) { return JapaneseDate(knownYear: year, month, day + 1) }
        return month < 12 ? JapaneseDate(knownYear: year, month + 1, 1) : JapaneseDate(knownYear: year + 1, 1, 1)
    }
}

extension JapaneseDate {
    /// ISO 8601, as in `2026-04-01`.
    package var iso: String {
        let digits = String(year)
        let padding = String(repeating: "0", count: max(0, 4 - digits.count))
        return padding + digits + "-" + Self.twoDigits(month) + "-" + Self.twoDigits(day)
    }

    /// 和暦, as in 令和8年4月1日 and 令和元年5月1日; with the Gregorian year before 明治.
    package var japanese: String {
        guard let era = Era(of: self) else { return "\(year)年\(month)月\(day)日" }
        let year = eraYear(in: era)
        return "\(era.rawValue)\(year == 1 ? "元" : String(year))年\(month)月\(day)日"
    }

    /// As in `R8.4.1`.
    package var shortJapanese: String {
        guard let era = Era(of: self) else { return "\(year).\(month).\(day)" }
        return "\(era.initial)\(eraYear(in: era)).\(month).\(day)"
    }

    private func eraYear(in era: Era) -> Int { year - era.firstDay.year + 1 }

    private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}
