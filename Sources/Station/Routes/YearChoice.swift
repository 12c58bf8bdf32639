internal import JapaneseText
internal import Operations

/// A fiscal year that a page offers.
struct YearChoice: Encodable, Sendable {
    var short: String
    var name: String

    /// So many of them, the last first.
    ///
    /// - Parameters:
    ///   - day: in the present one, ISO.
    ///   - coming: how many of them are still to come.
    static func list(_ count: Int, around day: String, coming: Int = 0) -> [YearChoice] {
        let year = Int(day.prefix(4)) ?? 0
        let present = day.dropFirst(5) < "04" ? year - 1 : year
        return (0..<count).map { FiscalYear(startYear: present + coming - $0) }.map {
            YearChoice(short: $0.short, name: $0.japanese)
        }
    }
}
