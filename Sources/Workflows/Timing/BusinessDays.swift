package import Foundation
internal import JapaneseText
package import Paperwork

/// The days on which offices in Japan work: no Saturday or Sunday, no national holiday, none from 29 December to 3 January
/// (行政機関の休日に関する法律).
package struct BusinessDays: Sendable, Hashable {
    /// Of the official list, where the site has it; its years go by it alone.
    private var listed: Set<CivilDay> = []
    private var listedYears: Set<Int> = []

    /// By the law's own rules.
    package init() {}

    /// By the Cabinet Office's list (国民の祝日について, syukujitsu.csv: a day and a name in each row, in CP932 or UTF-8).
    ///
    /// - Throws: `Trouble` of kind `file` where it can't be read or holds no day.
    package init(list file: URL) throws(Trouble) {
        let bytes = (try? Data(contentsOf: file)).map { [UInt8]($0) } ?? []
        let text = TextEncoding.detect(bytes).flatMap { $0.decode(bytes) } ?? ""
        for line in text.split(whereSeparator: \.isNewline) {
            let first = line.split(separator: ",").first ?? ""
            let parts = first.split(whereSeparator: { "/-".contains($0) }).compactMap { Int($0) }
            guard parts.count == 3 else { continue }
            listed.insert(CivilDay(parts[0], parts[1], parts[2]))
            listedYears.insert(parts[0])
        }
        guard listed.isEmpty else { return }
        throw Trouble(
            .file,
            Wording(ja: "\(file.lastPathComponent) に祝日がありません。", en: "\(file.lastPathComponent) names no holiday"),
            remedy: Wording(
                ja: "内閣府の「国民の祝日」の CSV（syukujitsu.csv）を置いてください。",
                en: "put the Cabinet Office's list there (syukujitsu.csv)"))
    }

    package func isBusinessDay(_ day: CivilDay) -> Bool {
        guard (1...5).contains(day.weekday), !isHoliday(day) else { return false }
        return !(day.month == 12 && day.day >= 29 || day.month == 1 && day.day <= 3)
    }

    package func isHoliday(_ day: CivilDay) -> Bool {
        listedYears.contains(day.year) ? listed.contains(day) : Self.isHolidayByLaw(day)
    }

    /// The day that comes `count` business days after a day.
    package func day(_ count: Int, after day: CivilDay) -> CivilDay {
        var (day, left) = (day, count)
        while left > 0 {
            day = day.adding(1)
            if isBusinessDay(day) { left -= 1 }
        }
        return day
    }

    package func isFirstOfMonth(_ day: CivilDay) -> Bool {
        isBusinessDay(day) && !(1..<max(day.day, 1)).contains { isBusinessDay(CivilDay(day.year, day.month, $0)) }
    }

    package func isLastOfMonth(_ day: CivilDay) -> Bool {
        guard isBusinessDay(day) else { return false }
        var next = day.adding(1)
        while next.month == day.month {
            if isBusinessDay(next) { return false }
            next = next.adding(1)
        }
        return true
    }

    // MARK: The law

    /// 国民の祝日に関する法律 as it stands since 2022: its days, the day after one that is a Sunday, and a day between two.
    private static func isHolidayByLaw(_ day: CivilDay) -> Bool {
        if isNamed(day) { return true }
        if day.weekday != 0, isNamed(day.adding(-1)), isNamed(day.adding(1)) { return true }
        var before = day.adding(-1)
        while isNamed(before) {
            if before.weekday == 0 { return true }
            before = before.adding(-1)
        }
        return false
    }

    private static func isNamed(_ day: CivilDay) -> Bool {
        let monday = { (count: Int) in day.weekday == 1 && (day.day - 1) / 7 + 1 == count }
        switch day.month {
        case 1: return day.day == 1 || monday(2)
        case 2: return day.day == 11 || day.day == 23
        case 3: return day.day == equinox(20.8431, day.year)
        case 4: return day.day == 29
        case 5: return (3...5).contains(day.day)
        case 7: return monday(3)
        case 8: return day.day == 11
        case 9: return monday(3) || day.day == equinox(23.2488, day.year)
        case 10: return monday(2)
        case 11: return day.day == 3 || day.day == 23
        default: return false
        }
    }

    /// Of 1980 to 2099 (海上保安庁水路部 暦計算研究会編「新こよみ便利帳」).
    private static func equinox(_ base: Double, _ year: Int) -> Int {
        let years = Double(year - 1980)
        return Int(base + 0.242194 * years - (years / 4).rounded(.down))
    }
}
