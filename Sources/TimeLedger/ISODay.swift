internal import Foundation

/// Days written as ISO dates.
enum ISODay {
    /// How many days after `first` `last` is, at least 0; nil for what is no ISO date.
    static func days(from first: String, to last: String) -> Int? {
        guard let first = number(first), let last = number(last) else { return nil }
        return max(0, last - first)
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
