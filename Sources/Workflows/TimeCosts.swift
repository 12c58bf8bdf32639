/// What people spend on a workflow beside its documents: part of what the hours saved are less of.
package struct TimeCosts: Sendable, Hashable {
    /// Time that is shared out by months.
    package struct Monthly: Sendable, Hashable {
        /// Hours per month.
        package var hours: Double
        /// The first month, as in `2026-04`.
        package var from: String
        /// How many months; nil where it goes on.
        package var months: Int?
    }

    /// Sorting, unstapling and scanning, in seconds for each page that is scanned; 0 where none was measured.
    package var preparationPerPage = 0.0
    package var setUp: Monthly?
    package var upkeep: Monthly?
    /// Who does the work by hand, by the names of the site file's `labour: grades`; nil: the site's standard.
    package var grade: String?
}

extension TimeCosts.Monthly {
    /// Whether `month`, as in `2026-04`, bears a share.
    package func isDue(in month: String) -> Bool {
        guard month >= from else { return false }
        guard let months else { return true }
        func count(_ month: String) -> Int {
            let parts = month.split(separator: "-").compactMap { Int($0) }
            return parts.count == 2 ? parts[0] * 12 + parts[1] : 0
        }
        return count(month) < count(from) + months
    }
}
