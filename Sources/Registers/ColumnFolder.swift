import FieldTypes
import JapaneseText

/// Folds the values of one column one after the other, remembering the parts that come again: family and given names,
/// and the towns of addresses.
///
/// The result is always that of ``ComparisonKind/foldedRecord(_:digits:)``.
struct ColumnFolder {
    private let kind: ComparisonKind
    private let digits: Int?
    private var remembered: [String: [UInt16]] = [:]

    /// - Parameter digits: how many each value has; nil where that varies.
    init(kind: ComparisonKind, digits: Int?) {
        self.kind = kind
        self.digits = digits
    }

    mutating func units(of text: String) -> [UInt16] {
        switch kind {
        case .name, .kana: unitsOfName(text)
        case .address: unitsOfAddress(text)
        case .date, .phone, .postalCode, .number, .text, .category: Array(kind.foldedRecord(text, digits: digits).utf16)
        }
    }

    /// Blanks are dropped, and a letter folds alike whatever stands on a blank's other side, as long as there are only
    /// letters.
    private mutating func unitsOfName(_ text: String) -> [UInt16] {
        let tokens = text.unicodeScalars.split { $0 == " " || $0 == "\u{3000}" }
        guard tokens.count > 1, tokens.allSatisfy({ $0.first.map(Self.beginsToken) ?? false }),
            tokens.joined().allSatisfy(Self.isLetter)
        else { return Array(kind.folded(text).utf16) }
        var units: [UInt16] = []
        for token in tokens { units += remembering(String(token), suffix: "") }
        return units
    }

    /// Where nothing but numbers follows the town, the town's key is remembered, and the numbers are put behind it.
    private mutating func unitsOfAddress(_ text: String) -> [UInt16] {
        guard let (town, numbers) = AddressNumbers.split(text) else { return Array(kind.folded(text).utf16) }
        let key = remembering(town, suffix: "1")
        guard key.suffix(2).elementsEqual(Self.one) else { return Array(kind.folded(text).utf16) }
        return key.dropLast(2) + numbers + Self.one.suffix(1)
    }

    /// The end of the key of an address whose number is 1: the number, and the mark before the building.
    private static let one = Array("1|".utf16)

    private mutating func remembering(_ text: String, suffix: String) -> [UInt16] {
        if let units = remembered[text] { return units }
        let units = Array(kind.folded(text + suffix).utf16)
        remembered[text] = units
        return units
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x3041...0x30FF, 0xFF66...0xFF9F, 0x3400...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF: true
        default: false
        }
    }

    /// Not a mark that belongs to the letter before it.
    private static func beginsToken(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x3099...0x309C, 0x30FC, 0xFF70, 0xFF9E, 0xFF9F: false
        default: true
        }
    }
}
