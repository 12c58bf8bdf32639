import JapaneseText
import Paperwork
package import Recognition

/// A time of day, to the minute.
package struct TimeType: WrittenType {
    package let name = "time"
    package let repertoire: Repertoire = [.digits, .signs, .kanji]

    func normalForm(of text: String, in context: FieldContext) -> NormalForm {
        guard let time = ClockTime(LookAlikes.digits(text)) else {
            return .failing(
                text, context, rule: "clock", ja: "時刻として読めません。0:00から24:00までの時刻か確認してください。",
                en: "it can't be read as a time. Check that it lies between 0:00 and 24:00.")
        }
        return NormalForm(
            value: .text(time.iso), proof: .holds(name: Wording(ja: "時計", en: "clock"), chance: ClockTime.chance))
    }
}
