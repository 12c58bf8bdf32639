import JapaneseText
import Paperwork

/// What the calendar says of a written date.
enum CalendarProof {
    /// Dates of forms lie between the first Gregorian year and the end of long contracts; other years are misread.
    private static let years = 1873...2100

    static func normalForm(of text: String, in context: FieldContext) -> NormalForm {
        if let order = context.definition.order, order != .ymd {
            return westernForm(of: text, order: order == .dmy ? .dayFirst : .monthFirst, in: context)
        }
        do throws(JapaneseDate.Fault) {
            let date = try JapaneseDate(LookAlikes.date(text), era: context.era)
            guard years.contains(date.year) else { return failing(text, context, year: date.year) }
            return NormalForm(
                value: .text(date.iso),
                proof: .holds(name: Wording(ja: "暦", en: "calendar"), chance: JapaneseDate.chance))
        } catch {
            let reason = wording(of: error)
            return .failing(text, context, rule: "calendar", ja: reason.ja, en: reason.en)
        }
    }

    /// A date whose field says that the day or the month comes first.
    private static func westernForm(
        of text: String, order: JapaneseDate.Order, in context: FieldContext
    ) -> NormalForm {
        guard let date = JapaneseDate(text, order: order), years.contains(date.year) else {
            let reason = wording(of: .unreadable)
            return .failing(text, context, rule: "calendar", ja: reason.ja, en: reason.en)
        }
        return NormalForm(
            value: .text(date.iso),
            proof: .holds(name: Wording(ja: "暦", en: "calendar"), chance: JapaneseDate.chance))
    }

    static func printed(_ value: FieldValue, language: Language) -> String {
        guard language == .ja, let date = try? JapaneseDate(value.plainText) else { return value.plainText }
        return date.japanese
    }

    private static func failing(_ text: String, _ context: FieldContext, year: Int) -> NormalForm {
        .failing(
            text, context, rule: "calendar", ja: "西暦\(year)年の日付になります。年を確認してください。",
            en: "the date would be in the year \(year). Check the year.")
    }

    private static func wording(of fault: JapaneseDate.Fault) -> Wording {
        switch fault {
        case .unreadable:
            Wording(ja: "日付として読めません。日付を確認してください。", en: "it can't be read as a date. Check the date.")
        case .incomplete:
            Wording(ja: "年・月・日のどれかがありません。日付を確認してください。", en: "year, month or day is missing. Check the date.")
        case .noEra:
            Wording(ja: "元号がわかりません。元号を確認してください。", en: "nothing says which era the year is of. Check the era.")
        case .erasDiffer(let apart, let written):
            Wording(
                ja: "元号が「\(apart.rawValue)」と「\(written.rawValue)」で食い違います。元号を確認してください。",
                en: "the era is \(apart.rawValue) in one place and \(written.rawValue) in another. Check the era.")
        case .noSuchYear(let era, let year):
            Wording(
                ja: "\(era.rawValue)\(year)年はありません。年を確認してください。",
                en: "there is no \(era.rawValue) \(year). Check the year.")
        case .noSuchMonth(let month):
            Wording(ja: "\(month)月はありません。月を確認してください。", en: "there is no month \(month). Check the month.")
        case .noSuchDay(let month, let day, let lastDay):
            Wording(
                ja: "\(month)月\(day)日はありません（その年の\(month)月は\(lastDay)日まで）。日付を確認してください。",
                en: "month \(month) of that year has \(lastDay) days, not \(day). Check the date.")
        case .afterEra(let era, let last, let meant):
            Wording(
                ja: "\(era.rawValue)は\(last.japanese)までです。\(meant.japanese)のことか確認してください。",
                en: "\(era.rawValue) ended on \(last.iso). Check whether \(meant.iso) is meant.")
        case .beforeEra(let era, let first):
            Wording(
                ja: "\(era.rawValue)は\(first.japanese)からです。元号と日付を確認してください。",
                en: "\(era.rawValue) began on \(first.iso). Check era and date.")
        case .lunarCalendar:
            Wording(
                ja: "明治5年以前の旧暦の日付です。新暦の日付を確認してください。",
                en: "dates before 1873 are of the old calendar. Check the date in the new one.")
        }
    }
}
