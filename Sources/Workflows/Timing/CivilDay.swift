package import Foundation

/// A day of the Gregorian calendar, in no zone.
package struct CivilDay: Sendable, Hashable, Comparable {
    package var year: Int
    package var month: Int
    package var day: Int

    package init(_ year: Int, _ month: Int, _ day: Int) { (self.year, self.month, self.day) = (year, month, day) }

    /// The day that a moment is in.
    package init(_ moment: Date, in zone: TimeZone) {
        let parts = Self.calendar(zone).dateComponents([.year, .month, .day], from: moment)
        self.init(parts.year ?? 1, parts.month ?? 1, parts.day ?? 1)
    }

    /// Days since 1970-01-01 (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil).
    package var number: Int {
        let y = month <= 2 ? year - 1 : year
        let era = (y >= 0 ? y : y - 399) / 400
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// 0 is Sunday.
    package var weekday: Int { ((number + 4) % 7 + 7) % 7 }

    /// The day so many days later.
    package func adding(_ days: Int) -> CivilDay {
        // civil_from_days, of the same paper.
        let z = number + days + 719_468
        let era = (z >= 0 ? z : z - 146_096) / 146_097
        let dayOfEra = z - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let part = (5 * dayOfYear + 2) / 153
        let month = part < 10 ? part + 3 : part - 9
        return CivilDay(
            yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * part + 2) / 5 + 1)
    }

    package var isLastOfMonth: Bool { adding(1).month != month }

    /// A moment of the day.
    package func at(minute: Int, in zone: TimeZone) -> Date {
        let parts = DateComponents(year: year, month: month, day: day, hour: minute / 60, minute: minute % 60)
        return Self.calendar(zone).date(from: parts) ?? Date(timeIntervalSince1970: Double(number) * 86_400)
    }

    package static func < (left: CivilDay, right: CivilDay) -> Bool { left.number < right.number }

    private static func calendar(_ zone: TimeZone) -> Calendar {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        return calendar
    }
}
