extension JapaneseDate {
    /// Why something written is no date.
    package enum Fault: Error, Sendable, Hashable {
        /// It is not written as a date.
        case unreadable
        /// Year, month or day is missing.
        case incomplete
        /// A year of one or two digits, and nothing says of which era.
        case noEra
        /// The era written beside the date and the one in it differ.
        case erasDiffer(Era, Era)
        case noSuchYear(era: Era, year: Int)
        case noSuchMonth(Int)
        case noSuchDay(month: Int, day: Int, lastDay: Int)
        /// The era was over. `means` is the day that such a count of years comes to.
        case afterEra(Era, lastDay: JapaneseDate, means: JapaneseDate)
        case beforeEra(Era, firstDay: JapaneseDate)
        /// Before 1873 dates were counted by another calendar.
        case lunarCalendar
    }
}
