internal import Foundation

/// Times that were measured of the same work, and what they say of its mean.
package struct Samples: Sendable, Hashable {
    private let sorted: [Double]

    package init(_ values: some Sequence<Double>) { sorted = values.sorted() }

    package var count: Int { sorted.count }
    package var mean: Double { sorted.isEmpty ? 0 : sorted.reduce(0, +) / Double(count) }

    package var median: Double {
        guard !sorted.isEmpty else { return 0 }
        return count.isMultiple(of: 2) ? (sorted[count / 2 - 1] + sorted[count / 2]) / 2 : sorted[count / 2]
    }

    /// The standard deviation, of a sample; 0 where there are fewer than two.
    package var spread: Double {
        guard count > 1 else { return 0 }
        let mean = mean
        return (sorted.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count - 1)).squareRoot()
    }

    /// Half of the 95 % interval of the mean: t · s / √n, by Student's distribution; nil with fewer than two.
    package var halfWidth: Double? {
        count > 1 ? Student.quantile975(count - 1) * spread / Double(count).squareRoot() : nil
    }

    /// How many more samples it takes until the 95 % interval is within `share` of the mean, if they spread as those that
    /// are there; nil with fewer than two.
    package func missing(for share: Double = 0.1) -> Int? {
        guard count > 1, mean > 0 else { return nil }
        var size = 2
        while Student.quantile975(size - 1) * spread / Double(size).squareRoot() > share * mean {
            size += 1
            if size > 1_000_000 { break }
        }
        return max(0, size - count)
    }
}

/// Student's distribution.
enum Student {
    private static let exact = [
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131, 2.120,
        2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
    ]

    /// Below which 97.5 % lie: from the usual table up to 30 degrees of freedom, then by the expansion of Cornish and
    /// Fisher (NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2 has the table).
    static func quantile975(_ degrees: Int) -> Double {
        if degrees <= exact.count { return exact[max(0, degrees - 1)] }
        let (z, n) = (1.959964, Double(degrees))
        return z + (z * z * z + z) / (4 * n) + (5 * pow(z, 5) + 16 * pow(z, 3) + 3 * z) / (96 * n * n)
    }
}
