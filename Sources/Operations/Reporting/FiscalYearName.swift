internal import Foundation
internal import JapaneseText

/// Names of fiscal years.
enum FiscalYearName {
    /// As in 令和8年度, of the year that begins on that ISO date.
    static func japanese(_ from: String) -> String? {
        Int(from.prefix(4)).map { FiscalYear(startYear: $0).japanese }
    }
}
