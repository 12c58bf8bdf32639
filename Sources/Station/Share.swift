internal import Foundation

/// So many of so many, with the bounds that are compatible with that at 95 %.
struct Share: Encodable, Sendable {
    var count: Int
    var of: Int
    var low: Double
    var high: Double

    /// The score interval (Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the
    /// American Statistical Association 22, 1927). Nil where there is nothing to count.
    init?(_ count: Int, of total: Int) {
        guard total > 0 else { return nil }
        let (share, n, z) = (Double(count) / Double(total), Double(total), 1.96)
        let middle = (share + z * z / (2 * n)) / (1 + z * z / n)
        let half = z / (1 + z * z / n) * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
        (self.count, of) = (count, total)
        (low, high) = (max(0, middle - half), min(1, middle + half))
    }
}
