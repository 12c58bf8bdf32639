internal import Foundation

/// Where the year ends.
///
/// Where the year before is known from its first month on, what is left of this year is taken to be to what is over as it
/// was then, month by month: documents follow seasons. With aᵢ the net time of month i and lᵢ that of a year before,
/// R = Σa / Σl over the m months that are over, and the q months that are left come to R · Σl. The residuals aᵢ − R lᵢ have
/// the standard deviation s, and the sum of what is left the variance s² (q + m (Σl left / Σl over)²): the ratio estimator
/// of Cochran, Sampling Techniques, 1977, chapter 6.
///
/// Otherwise the mean of a calendar day since the first counted one goes on. Its band comes from the weeks: n of them with
/// the standard deviation s, and r that are left, come to a variance of s² (r + r² / n). With less than two weeks to go by
/// nothing is said.
///
/// Either way the band is 1.96 standard errors, and how well the baselines are known is added in squares.
package struct Forecast: Sendable, Hashable {
    package enum Basis: String, Sendable, Hashable, Codable {
        case lastYear = "last_year"
        case trend
    }

    /// Net hours at the end of the year.
    package var hours: Double
    package var low: Double
    package var high: Double
    package var basis: Basis

    /// Days that must have gone by.
    static let fewestDays = 14

    /// Nil where too little has happened to say.
    ///
    /// - Parameters:
    ///   - months: net seconds by month, of this year and the one before.
    ///   - halfWidth: half of the 95 % range that the baselines leave, in seconds, of what is reached so far.
    ///   - days: net seconds by day of this year, asked for where they are needed.
    init?(
        months: [String: Double], halfWidth: Double, from: String, asOf: String, to: String,
        days: () throws -> [String: Double]
    ) rethrows {
        let year = months.filter { (from.prefix(7)...to.prefix(7)).contains($0.key[...]) }.sorted { $0.key < $1.key }
        guard !year.isEmpty, let today = ISODay.number(asOf), let last = ISODay.number(to) else { return nil }
        let net = year.reduce(0) { $0 + $1.value }
        guard today < last else {
            self.init(net: net, rest: 0, error: 0, halfWidth: halfWidth, basis: .trend)
            return
        }
        if let season = Season(months, from: from, asOf: asOf) {
            self.init(net: net, rest: season.rest, error: season.error, halfWidth: halfWidth, basis: .lastYear)
            return
        }
        let reached = try days().filter { (from...to).contains($0.key) }.sorted { $0.key < $1.key }
        guard let first = reached.first.flatMap({ ISODay.number($0.key) }) else { return nil }
        let elapsed = min(today, last) - first + 1
        guard elapsed >= Self.fewestDays else { return nil }
        var weeks = Array(repeating: 0.0, count: elapsed / 7)
        for (day, seconds) in reached {
            guard let number = ISODay.number(day), (number - first) / 7 < weeks.count, number >= first else { continue }
            weeks[(number - first) / 7] += seconds
        }
        let left = Double(last - today) / 7
        let spread = Samples(weeks).spread
        self.init(
            net: net, rest: net / Double(elapsed) * Double(last - today),
            error: spread * (left + left * left / Double(weeks.count)).squareRoot(), halfWidth: halfWidth, basis: .trend
        )
    }

    private init(net: Double, rest: Double, error: Double, halfWidth: Double, basis: Basis) {
        let scaled = net == 0 ? halfWidth : halfWidth * abs((net + rest) / net)
        let half = (pow(1.96 * error, 2) + scaled * scaled).squareRoot()
        hours = (net + rest) / 3600
        low = (net + rest - half) / 3600
        high = (net + rest + half) / 3600
        self.basis = basis
    }
}

/// What is left of a year by the shape of the year before.
private struct Season {
    /// Net seconds.
    var rest: Double
    /// Its standard error.
    var error: Double

    /// Nil where the year before is not known, or too few months are over.
    init?(_ months: [String: Double], from: String, asOf: String) {
        let all = Self.months(from: from)
        let over = all.filter { $0 < asOf.prefix(7) }
        let left = all.filter { $0 >= asOf.prefix(7) }
        guard over.count >= 2, let first = all.first, months[Self.before(first)] != nil else { return nil }
        func before(_ list: [String]) -> Double { list.reduce(0) { $0 + (months[Self.before($1)] ?? 0) } }
        let (then, reached) = (before(over), over.reduce(0) { $0 + (months[$1] ?? 0) })
        guard then > 0, left.contains(where: { months[Self.before($0)] != nil }) else { return nil }
        let ratio = reached / then
        let residuals = over.map { (months[$0] ?? 0) - ratio * (months[Self.before($0)] ?? 0) }
        let variance = residuals.reduce(0) { $0 + $1 * $1 } / Double(over.count - 1)
        let expected = before(left)
        // Of the month that runs, what is there already is part of what is left.
        rest = ratio * expected - left.reduce(0) { $0 + (months[$1] ?? 0) }
        let share = expected / then
        error = (variance * (Double(left.count) + Double(over.count) * share * share)).squareRoot()
    }

    private static func months(from: String) -> [String] {
        var list = [String(from.prefix(7))]
        while list.count < 12, let last = list.last { list.append(ISODay.month(after: last)) }
        return list
    }

    private static func before(_ month: String) -> String {
        guard let year = Int(month.prefix(4)) else { return month }
        return String(format: "%04d", year - 1) + month.dropFirst(4)
    }
}
