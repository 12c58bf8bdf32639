import FieldTypes
import JapaneseText

extension ComparisonKind {
    /// A record's value as people would write it; nil where it is nothing of its kind.
    func restored(_ text: String) -> String? {
        switch self {
        case .date: return JapaneseDate(recorded: text)?.iso
        case .phone: return ShortForm.matches(text) ? nil : Self.restoredPhone(text)
        case .postalCode: return ShortForm.matches(text) ? nil : Self.restoredPostalCode(text)
        case .number: return ShortForm.matches(text) ? nil : text
        case .name, .kana, .address, .text, .category: return text
        }
    }

    /// With the 0 at its front that every number has, where a number of a telephone is left once it is put back.
    private static func restoredPhone(_ text: String) -> String {
        let digits = text.utf8.allSatisfy { $0 < 0x80 } ? text : Width.narrow(text)
        guard let first = digits.first(where: \.isNumber), first != "0" else { return text }
        if let number = try? PhoneNumber(text) { return number.digits }
        return (try? PhoneNumber("0" + text))?.digits ?? text
    }

    /// Seven digits; those of Hokkaido and Tohoku begin with up to two zeros.
    private static func restoredPostalCode(_ text: String) -> String {
        guard text.utf8.count == 6, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return text }
        return "0" + text
    }
}
