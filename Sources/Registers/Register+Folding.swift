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

extension Register {
    /// A record's value as people would write it; empty where it is nothing of its kind: a date that is none, a number
    /// that a spreadsheet shortened to 9.92E+08 or turned into a date. A number of a known length, as postal codes and
    /// 個人番号 are, and a telephone number get the zeros back that were lost at their front.
    /// - Parameter type: the field type's name, as in `kana`.
    package static func restored(_ text: String, type: String) -> String {
        ComparisonKind(fieldType: type).restored(text, digits: FieldTypes.named(type)?.registerDigits) ?? ""
    }
}

extension ComparisonKind {
    /// The key of a record's value: that of what was meant by it; empty where it holds nothing to compare.
    func foldedRecord(_ text: String, digits: Int?) -> String { restored(text, digits: digits).map(folded) ?? "" }

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
        (JapaneseDate(recorded: text)?.iso ?? Width.narrow(text)).filter(\.isNumber)
    }
}
