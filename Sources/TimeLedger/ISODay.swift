internal import Foundation

/// Days written as ISO dates.
enum ISODay {
    /// How many days after `first` `last` is, at least 0; nil for what is no ISO date.
    static func days(from first: String, to last: String) -> Int? {
        guard let first = number(first), let last = number(last) else { return nil }
        return max(0, last - first)
    }

    /// As in `2026-05` after `2026-04`.
    static func month(after month: String) -> String {
        let parts = month.split(separator: "-").compactMap { Int($0) }
        guard parts.count == 2 else { return month }
        return parts[1] == 12
            ? String(format: "%04d-01", parts[0] + 1) : String(format: "%04d-%02d", parts[0], parts[1] + 1)
    }

    /// The same day a year before, as ISO; of 29 February the 28th.
    static func yearBefore(_ iso: String) -> String {
        guard let year = Int(iso.prefix(4)) else { return iso }
        let day = String(format: "%04d", year - 1) + iso.dropFirst(4)
        return day.hasSuffix("-02-29") ? String(day.dropLast(2)) + "28" : day
    }

    /// Days since an arbitrary one; nil for what is no ISO date.
    static func number(_ iso: String) -> Int? {
        let parts = iso.split(separator: "-").compactMap { Int($0) }
        guard parts.count == 3 else { return nil }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let date = calendar.date(from: DateComponents(year: parts[0], month: parts[1], day: parts[2]))
        return date.map { Int(($0.timeIntervalSince1970 / 86_400).rounded()) }
    }
}
