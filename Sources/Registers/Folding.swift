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
        case .phone, .postalCode: Width.narrow(text).filter(\.isNumber)
        case .number: Width.narrow(text).filter { $0.isNumber || $0.isLetter }.uppercased()
        case .text, .category: NameVariants.folded(text).lowercased()
        }
    }

    /// The eight digits of year, month and day.
    private static func foldedDate(_ text: String) -> String {
        let narrow = Width.narrow(text)
        let parts = narrow.split { !$0.isNumber }
        if parts.count == 3, parts[0].count == 4 {
            return parts[0] + parts[1...].map { $0.count == 1 ? "0" + $0 : String($0) }.joined()
        }
        return narrow.filter(\.isNumber)
    }
}
