/// An era of the Japanese calendar (元号).
package enum Era: String, Sendable, Hashable, CaseIterable, Codable {
    case meiji = "明治"
    case taisho = "大正"
    case showa = "昭和"
    case heisei = "平成"
    case reiwa = "令和"

    /// By its name, first character, Latin initial or joined sign: 令和, 令, R, r, ㋿.
    package init?(named name: some StringProtocol) {
        guard let era = Era.allCases.first(where: { $0.names.contains(name.uppercased()) }) else { return nil }
        self = era
    }

    /// As in `R`.
    package var initial: String {
        switch self {
        case .meiji: "M"
        case .taisho: "T"
        case .showa: "S"
        case .heisei: "H"
        case .reiwa: "R"
        }
    }

    /// Its first day: the first of 慶応4年, to which 明治改元の詔 goes back; the days of the edicts of 大正 and 昭和; under the
    /// Era Name Act (元号法, 昭和54年法律第43号) the days that the orders 昭和64年政令第1号 and 平成31年政令第143号 set.
    package var firstDay: JapaneseDate {
        switch self {
        case .meiji: JapaneseDate(knownYear: 1868, 1, 25)
        case .taisho: JapaneseDate(knownYear: 1912, 7, 30)
        case .showa: JapaneseDate(knownYear: 1926, 12, 25)
        case .heisei: JapaneseDate(knownYear: 1989, 1, 8)
        case .reiwa: JapaneseDate(knownYear: 2019, 5, 1)
        }
    }

    /// The day before the next era's first; nil for the era that lasts.
    package var lastDay: JapaneseDate? {
        Era.allCases.first { $0.firstDay > firstDay }?.firstDay.dayBefore
    }

    /// The era that `date` lies in; nil before 明治.
    package init?(of date: JapaneseDate) {
        guard let era = Era.allCases.last(where: { $0.firstDay <= date }) else { return nil }
        self = era
    }

    /// The longest names come first, so that a prefix is found whole.
    var names: [String] { [rawValue, String(rawValue.prefix(1)), initial, sign] }

    private var sign: String {
        switch self {
        case .meiji: "㍾"
        case .taisho: "㍽"
        case .showa: "㍼"
        case .heisei: "㍻"
        case .reiwa: "㋿"
        }
    }
}
