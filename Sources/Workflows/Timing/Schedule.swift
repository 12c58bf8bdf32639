package import Foundation

/// When a workflow takes in what is new, in the site's own time.
package struct Schedule: Sendable, Hashable {
    package enum Days: String, Sendable, Hashable, CaseIterable {
        case all
        case businessDays = "business-days"
        case firstBusinessDay = "first-business-day"
        case lastBusinessDay = "last-business-day"
        case monthEnd = "month-end"
    }

    package var cron: Cron
    package var days: Days

    package init(cron: Cron, days: Days = .all) {
        self.cron = cron
        self.days = days
    }

    /// The first moment after another; nil where there is none in three years.
    package func next(after moment: Date, in zone: TimeZone, _ business: BusinessDays) -> Date? {
        let first = CivilDay(moment, in: zone)
        for count in 0..<1100 {
            let day = first.adding(count)
            guard cron.isOn(day), isOn(day, business) else { continue }
            for minute in cron.minutesOfDay {
                let date = day.at(minute: minute, in: zone)
                if date > moment { return date }
            }
        }
        return nil
    }

    private func isOn(_ day: CivilDay, _ business: BusinessDays) -> Bool {
        switch days {
        case .all: true
        case .businessDays: business.isBusinessDay(day)
        case .firstBusinessDay: business.isFirstOfMonth(day)
        case .lastBusinessDay: business.isLastOfMonth(day)
        case .monthEnd: day.isLastOfMonth
        }
    }
}

/// Five fields as crontab(5) has them: minute, hour, day of the month (`L` is the last), month, day of the week (0 and 7 are
/// Sunday). Where both days are given, either is enough.
package struct Cron: Sendable, Hashable {
    private var minutes: Set<Int>
    private var hours: Set<Int>
    private var days: Set<Int>
    private var months: Set<Int>
    private var weekdays: Set<Int>
    private var isOnLast = false
    private var hasDays: Bool
    private var hasWeekdays: Bool

    /// Nil where the text is no such fields, or names no moment at all.
    package init?(_ text: String) {
        let fields = text.split(whereSeparator: \.isWhitespace).map(String.init)
        guard fields.count == 5 else { return nil }
        var dayField = fields[2].split(separator: ",").map(String.init)
        isOnLast = dayField.contains("L")
        dayField.removeAll { $0 == "L" }
        guard let minutes = Self.values(fields[0], 0...59), let hours = Self.values(fields[1], 0...23),
            let days = dayField.isEmpty ? [] : Self.values(dayField.joined(separator: ","), 1...31),
            let months = Self.values(fields[3], 1...12), let weekdays = Self.values(fields[4], 0...7)
        else { return nil }
        (self.minutes, self.hours, self.days, self.months) = (minutes, hours, days, months)
        self.weekdays = Set(weekdays.map { $0 % 7 })
        hasDays = fields[2] != "*"
        hasWeekdays = fields[4] != "*"
    }

    func isOn(_ day: CivilDay) -> Bool {
        guard months.contains(day.month) else { return false }
        let isDay = days.contains(day.day) || isOnLast && day.isLastOfMonth
        let isWeekday = weekdays.contains(day.weekday)
        return hasDays && hasWeekdays ? isDay || isWeekday : isDay && isWeekday
    }

    var minutesOfDay: [Int] { hours.sorted().flatMap { hour in minutes.sorted().map { hour * 60 + $0 } } }

    private static func values(_ field: String, _ range: ClosedRange<Int>) -> Set<Int>? {
        var result: Set<Int> = []
        for part in field.split(separator: ",", omittingEmptySubsequences: false) {
            let halves = part.split(separator: "/", omittingEmptySubsequences: false)
            guard halves.count <= 2, let step = halves.count == 2 ? Int(halves[1]) : 1, step > 0 else { return nil }
            let ends = halves[0].split(separator: "-", omittingEmptySubsequences: false)
            let bounds: ClosedRange<Int>
            if halves[0] == "*" {
                bounds = range
            } else if ends.count == 2, let low = Int(ends[0]), let high = Int(ends[1]), low <= high {
                bounds = low...high
            } else if ends.count == 1, let only = Int(ends[0]) {
                bounds = halves.count == 2 ? only...max(only, range.upperBound) : only...only
            } else {
                return nil
            }
            guard range.contains(bounds.lowerBound), range.contains(bounds.upperBound) else { return nil }
            result.formUnion(stride(from: bounds.lowerBound, through: bounds.upperBound, by: step))
        }
        return result.isEmpty ? nil : result
    }
}
