internal import Paperwork

/// A fictional resident, as the register has them.
package struct Resident: Sendable, Hashable {
    /// 宛名番号; nil for a person that the register lacks.
    package var id: String?
    package var surname: String
    package var givenName: String
    /// Full-width katakana.
    package var surnameKana: String
    package var givenNameKana: String
    /// `男` or `女`.
    package var sex: String
    package var birth: Day
    package var address: Address
    /// Where a mover lived before.
    package var previousAddress: Address?
    /// Ten digits; all in the exchange 099-200, so that they are known as made up.
    package var phone: String
    /// 12 digits with a right check digit; all begin with 9999, so that they are known as made up.
    package var myNumber: String

    package var name: String { surname + givenName }
    package var kana: String { surnameKana + givenNameKana }
}

/// A day of the calendar.
package struct Day: Sendable, Hashable {
    package var year: Int
    package var month: Int
    package var day: Int

    package init(year: Int, month: Int, day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    package var iso: String { padded(year, 4) + "-" + padded(month, 2) + "-" + padded(day, 2) }

    private func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    /// The era that the day falls in and the year in it (元号法; 令和 since 2019-05-01, 平成 since 1989-01-08, 昭和 since
    /// 1926-12-25, 大正 since 1912-07-30).
    package var era: (name: String, year: Int) {
        let starts = [("令和", "2019-05-01"), ("平成", "1989-01-08"), ("昭和", "1926-12-25"), ("大正", "1912-07-30")]
        for (name, start) in starts where iso >= start { return (name, year - (Int(start.prefix(4)) ?? 0) + 1) }
        return ("明治", year - 1867)
    }

    static func drawn(years: ClosedRange<Int>, using random: inout SeededRandom) -> Day {
        Day(year: random.whole(years), month: random.whole(1...12), day: random.whole(1...28))
    }
}
