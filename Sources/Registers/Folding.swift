import FieldTypes
import JapaneseText

extension Register {
    /// A key under which notations of one value are equal: widths, name variants, kana, address notations, dates.
    ///
    /// For comparing only; empty where the value holds nothing to compare.
    /// - Parameter type: the field type's name, as in `kana`.
    package static func folded(_ text: String, type: String) -> String {
        ComparisonKind(fieldType: type).folded(text)
    }
}

extension ComparisonKind {
    func folded(_ text: String) -> String {
        switch self {
        case .name: NameVariants.folded(text)
        case .kana: Kana.folded(text)
        case .address: Address.key(text)
        case .date: Self.foldedDate(text)
        case .phone, .postalCode: Self.narrow(text).filter(\.isNumber)
        case .number: Self.narrow(text).filter { $0.isNumber || $0.isLetter }.uppercased()
        case .text, .category: NameVariants.folded(text).lowercased()
        }
    }

    /// Most codes of a register are ASCII already.
    private static func narrow(_ text: String) -> String {
        text.utf8.allSatisfy { $0 < 0x80 } ? text : Width.narrow(text)
    }

    /// The eight digits of year, month and day; the digits as written where they make no date.
    private static func foldedDate(_ text: String) -> String {
        if let digits = digitsOfISO(text) { return digits }
        let date = try? JapaneseDate(text)
        return (date?.iso ?? Width.narrow(text)).filter(\.isNumber)
    }

    /// Of `2026-04-01`, the notation that registers mostly have.
    private static func digitsOfISO(_ text: String) -> String? {
        let bytes = Array(text.utf8)
        let hyphen = UInt8(ascii: "-")
        guard bytes.count == 10, bytes[4] == hyphen, bytes[7] == hyphen else { return nil }
        let digits = bytes[..<4] + bytes[5..<7] + bytes[8...]
        guard digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return String(decoding: digits, as: UTF8.self)
    }
}
