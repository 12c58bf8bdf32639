/// A cell as a source has it, and what was meant by it.
///
/// Spreadsheets write a text of digits as `="0012"` or `'0012`, so that they keep its zeros; fields of fixed length are
/// filled up with NULs, keys with blanks too. The value is what stands inside: it is taken whole.
struct SourceCell {
    /// The value, as UTF-8.
    let bytes: ArraySlice<UInt8>
    /// A spreadsheet's signs for text, or NULs, stood around it.
    let isUnwrapped: Bool

    init(_ source: ArraySlice<UInt8>, isKey: Bool) {
        var bytes = source
        while bytes.last == 0 { bytes.removeLast() }
        if isKey { bytes = Self.trimmed(bytes) }
        if let inner = Self.inner(of: bytes, isKey: isKey) { bytes = isKey ? Self.trimmed(inner) : inner }
        self.bytes = bytes
        // Blanks around a key are an everyday thing, and not worth a word.
        isUnwrapped = bytes.count != source.count && (source.last == 0 || Self.inner(of: source, isKey: isKey) != nil)
    }

    private static let quote = UInt8(ascii: "\"")
    private static let apostrophe = UInt8(ascii: "'")
    private static let equals = UInt8(ascii: "=")

    private static func inner(of bytes: ArraySlice<UInt8>, isKey: Bool) -> ArraySlice<UInt8>? {
        if bytes.first == equals {
            let text = bytes.dropFirst()
            guard text.count >= 2, text.first == quote, text.last == quote else { return nil }
            let inner = text.dropFirst().dropLast()
            return inner.contains(quote) ? nil : inner
        }
        guard bytes.first == apostrophe, bytes.count > 1 else { return nil }
        let inner = bytes.dropFirst()
        if isKey { return inner.last == apostrophe && inner.count > 1 ? inner.dropLast() : inner }
        return inner.first.map(isKeptFromSpreadsheets) == true && inner.last != apostrophe ? inner : nil
    }

    /// A digit, or a sign with which a formula begins: an apostrophe in front of others may belong to the text.
    private static func isKeptFromSpreadsheets(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte)
            || [UInt8(ascii: "+"), UInt8(ascii: "-"), equals, UInt8(ascii: "@")].contains(byte)
    }

    /// Without blanks of any width, and byte order marks that joined files have within, at both ends.
    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var bytes = bytes
        while let length = blankLength(bytes.prefix(3)) { bytes.removeFirst(length) }
        while let length = [1, 2, 3].first(where: { blankLength(bytes.suffix($0)) == $0 }) { bytes.removeLast(length) }
        return bytes
    }

    /// Whether nothing but blanks and NULs stands in `bytes`.
    static func isBlank(_ bytes: ArraySlice<UInt8>) -> Bool {
        var bytes = bytes
        while let first = bytes.first {
            guard let length = first == 0 ? 1 : blankLength(bytes.prefix(3)) else { return false }
            bytes.removeFirst(length)
        }
        return true
    }

    /// How long the blank is with which `bytes` begin: blank, tab, line end, no-break space, ideographic space, byte order
    /// mark.
    private static func blankLength(_ bytes: ArraySlice<UInt8>) -> Int? {
        switch bytes.first {
        case 0x20, 0x09, 0x0A, 0x0D: 1
        case 0xC2 where bytes.dropFirst().first == 0xA0: 2
        case 0xE3 where bytes.elementsEqual([0xE3, 0x80, 0x80]): 3
        case 0xEF where bytes.elementsEqual([0xEF, 0xBB, 0xBF]): 3
        default: nil
        }
    }
}
