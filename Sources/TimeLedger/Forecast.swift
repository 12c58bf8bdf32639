internal import Foundation

/// Where the year ends if it goes on as it has.
///
/// The net seconds so far, plus their mean per calendar day, from the first counted day to today, for each day that is
/// left. It knows nothing of seasons: a workflow that runs in January only is not foreseen in November, and one that is
/// over counts on. With less than two weeks to go by it says nothing.
struct Forecast {
    /// Nil where too little has happened to say.
    let hours: Double?

    /// Days that must have gone by.
    static let fewestDays = 14

    init(netSeconds: Double, firstDay: String, asOf: String, to: String) {
        guard let first = Self.dayNumber(firstDay), let today = Self.dayNumber(asOf), let last = Self.dayNumber(to)
        else {
            hours = nil
            return
        }
        let elapsed = min(today, last) - first + 1
        guard today < last else {
            hours = netSeconds / 3600
            return
        }
        guard elapsed >= Self.fewestDays else {
            hours = nil
            return
        }
        hours = (netSeconds + netSeconds / Double(elapsed) * Double(last - today)) / 3600
    }

    /// Days since an arbitrary one; nil for what is no ISO date.
    private static func dayNumber(_ iso: String) -> Int? {
        let parts = iso.split(separator: "-").compactMap { Int($0) }
        guard parts.count == 3 else { return nil }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let date = calendar.date(from: DateComponents(year: parts[0], month: parts[1], day: parts[2]))
        return date.map { Int(($0.timeIntervalSince1970 / 86_400).rounded()) }
    }
}
