import JapaneseText
internal import Paperwork

/// A time of day, to the minute.
package struct TimeType: WrittenType {
    package let name = "time"
    package let repertoire: Repertoire = [.digits, .signs, .timeWords]
    package let units = ["時", "分"]
    package let isPartedByGaps = true
    package let notations = NumberNotations.times
    package let comparison = ComparisonKind.category
    package let calibrationGroup = CalibrationGroup.digits

    package init() {}

    package func normalForm(of text: String, in context: FieldContext) -> NormalForm {
        guard let time = ClockTime(LookAlikes.digits(text)) else {
            return .failing(
                text, context, rule: "clock", ja: "時刻として読めません。0:00から24:00までの時刻か確認してください。",
                en: "it can't be read as a time. Check that it lies between 0:00 and 24:00.")
        }
        return NormalForm(
            value: .text(time.iso), proof: .holds(name: Wording(ja: "時計", en: "clock"), chance: ClockTime.chance))
    }
}

extension NumberNotations {
    /// 13:05, 13.05, 13時05分, 午後1時5分, 1:05PM; 1305 where a gap parts it.
    fileprivate static let times = NumberNotations(
        ["d{3,4}", "d{1,2}td{2}", "d{1,2}時", "d{1,2}時半", "d{1,2}時d{1,2}分"].flatMap { [$0, "午h" + $0] }
            + ["d{1,2}td{2}mM", "mMd{1,2}td{2}"], costOfNone: costOfNoneOfItsType)
}
