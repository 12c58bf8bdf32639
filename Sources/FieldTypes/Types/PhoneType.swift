import JapaneseText
package import Paperwork

/// A telephone number in Japan. Its length is checked, which a wrong digit does not change: that proves nothing.
package struct PhoneType: WrittenType {
    package let name = "phone"
    package let repertoire: Repertoire = [.digits, .signs]
    package let notations = NumberNotations.phones
    package let comparison = ComparisonKind.phone
    package let registerNames = ["電話"]
    package let calibrationGroup = CalibrationGroup.digits

    package func normalForm(of text: String, in context: FieldContext) -> NormalForm {
        do throws(PhoneNumber.Fault) {
            return NormalForm(value: .text(try PhoneNumber(LookAlikes.digits(text)).digits))
        } catch {
            let reason = Self.wording(of: error)
            return .failing(text, context, rule: "phone", ja: reason.ja, en: reason.en)
        }
    }

    package func printed(_ value: FieldValue, language: Language) -> String {
        (try? PhoneNumber(value.plainText).printed) ?? value.plainText
    }

    private static func wording(of fault: PhoneNumber.Fault) -> Wording {
        switch fault {
        case .unreadable:
            Wording(ja: "電話番号として読めません。番号を確認してください。", en: "it can't be read as a telephone number. Check it.")
        case .noLeadingZero:
            Wording(ja: "市外局番がありません。0から始まる番号か確認してください。", en: "the area code is missing. Check that it begins with 0.")
        case .wrongLength(let count, let expected):
            Wording(
                ja: "\(count)桁あります（正しくは\(expected)桁）。番号を確認してください。",
                en: "it has \(count.counted("digit")) instead of \(expected). Check the number.")
        }
    }
}

extension NumberNotations {
    /// As the numbering plan of Japan (電気通信番号計画) has them: 10 digits, of which an area code has 2 to 5; 11 of mobile
    /// and toll-free ones, whose third digit is 0; all begin with 0.
    fileprivate static let phones = NumberNotations(
        ["0d{9}", "0d0d{8}", "0d0-dddd-dddd", "0d0(dddd)dddd", "0d00-ddd-dddd", "0ddd-ddd-ddd", "d{2,4}-d{4}"]
            + [(1, 4), (2, 3), (3, 2), (4, 1)].flatMap { area, exchange in
                [
                    "0d{\(area)}-d{\(exchange)}-d{4}", "(0d{\(area)})d{\(exchange)}-d{4}",
                    "0d{\(area)}(d{\(exchange)})d{4}",
                ]
            }, costOfNone: costOfNoneOfItsType)
}
