import FieldTypes
import JapaneseText

extension ComparisonKind {
    /// A record's value as people would write it; nil where it is nothing of its kind.
    ///
    /// - Parameter digits: how many the value has, zeros at its front included; nil where that varies.
    func restored(_ text: String, digits: Int? = nil) -> String? {
        switch self {
        case .date: return JapaneseDate(recorded: text)?.iso
        case .phone, .postalCode, .number:
            let isDate =
                self == .number && digits == nil
                ? SpreadsheetDamage.isNamedDate(text) : SpreadsheetDamage.isDate(text)
            guard !ShortForm.matches(text), !isDate else { return nil }
            let whole = SpreadsheetDamage.wholeNumber(text) ?? text
            return withZeros(whole, digits: digits) ?? whole
        case .name, .kana, .address, .text, .category: return text
        }
    }

    /// The value with the zeros that were lost at its front, where it was taken for a number; nil where it lacks none.
    func withZeros(_ text: String, digits: Int?) -> String? {
        switch self {
        case .phone: Self.restoredPhone(text)
        case .postalCode, .number: digits.flatMap { SpreadsheetDamage.padded(text, to: $0) }
        case .date, .name, .kana, .address, .text, .category: nil
        }
    }

    /// With the 0 at its front that every number has, where a number of a telephone is left once it is put back.
    private static func restoredPhone(_ text: String) -> String? {
        let digits = text.utf8.allSatisfy { $0 < 0x80 } ? text : Width.narrow(text)
        guard let first = digits.first(where: \.isNumber), first != "0" else { return nil }
        if let number = try? PhoneNumber(text) { return number.digits }
        return (try? PhoneNumber("0" + text))?.digits
    }
}
