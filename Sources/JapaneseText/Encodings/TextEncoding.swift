import Foundation

/// How a file's text is written in bytes.
package enum TextEncoding: String, Sendable, Hashable, CaseIterable {
    case utf8 = "UTF-8"
    case utf8WithMark = "UTF-8-BOM"
    case cp932 = "CP932"
    case utf16LittleEndian = "UTF-16LE"
    case utf16BigEndian = "UTF-16BE"

    /// The encoding that a person names: `UTF-8`, `utf8`, `CP932`, `Shift_JIS`, `Windows-31J`, `MS932`, `UTF-16`; nil for
    /// names that mean nothing here.
    package init?(named name: String) {
        switch name.lowercased().filter({ $0.isLetter || $0.isNumber }) {
        case "utf8": self = .utf8
        case "utf8bom", "utf8withbom", "utf8sig": self = .utf8WithMark
        case "cp932", "shiftjis", "sjis", "windows31j", "ms932", "mskanji": self = .cp932
        case "utf16", "utf16le": self = .utf16LittleEndian
        case "utf16be": self = .utf16BigEndian
        default: return nil
        }
    }

    /// Finds out from the bytes: a byte order mark decides; else UTF-8 if all of it is valid, else CP932 if all of it is,
    /// else UTF-16 if every other byte of the Latin part is zero; nil where none fits. Plain ASCII and no bytes at all
    /// are UTF-8.
    package static func detect(_ bytes: some Collection<UInt8>) -> TextEncoding? {
        let head = Array(bytes.prefix(3))
        if head == [0xEF, 0xBB, 0xBF] { return String(validating: bytes, as: UTF8.self) == nil ? nil : .utf8WithMark }
        if head.starts(with: [0xFF, 0xFE]) { return .utf16LittleEndian }
        if head.starts(with: [0xFE, 0xFF]) { return .utf16BigEndian }
        if let wide = markless16(bytes) { return wide }
        if String(validating: bytes, as: UTF8.self) != nil { return .utf8 }
        return (try? CP932.decode(bytes)) == nil ? nil : .cp932
    }

    /// Reads `bytes` strictly, without the byte order mark; nil where they are not written so.
    package func decode(_ bytes: some Collection<UInt8>) -> String? {
        switch self {
        case .utf8, .utf8WithMark:
            let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
            return String(validating: hasMark ? bytes.dropFirst(3) : bytes.dropFirst(0), as: UTF8.self)
        case .cp932: return try? CP932.decode(bytes)
        case .utf16LittleEndian: return Self.decode16(bytes) { UInt16($0) | UInt16($1) << 8 }
        case .utf16BigEndian: return Self.decode16(bytes) { UInt16($0) << 8 | UInt16($1) }
        }
    }

    private static func decode16(_ bytes: some Collection<UInt8>, unit: (UInt8, UInt8) -> UInt16) -> String? {
        let bytes = Array(bytes)
        guard bytes.count.isMultiple(of: 2) else { return nil }
        let units = stride(from: 0, to: bytes.count, by: 2).map { unit(bytes[$0], bytes[$0 + 1]) }
        return String(validating: units.first == 0xFEFF ? units.dropFirst() : units[...], as: UTF16.self)
    }

    /// Text in any language has line ends, commas or blanks, which UTF-16 writes with a zero byte; other encodings have
    /// no zero bytes.
    private static func markless16(_ bytes: some Collection<UInt8>) -> TextEncoding? {
        let head = Array(bytes.prefix(4096))
        let zeros = head.indices.filter { head[$0] == 0 }
        guard !zeros.isEmpty, bytes.count.isMultiple(of: 2) else { return nil }
        if zeros.allSatisfy({ !$0.isMultiple(of: 2) }) { return .utf16LittleEndian }
        return zeros.allSatisfy { $0.isMultiple(of: 2) } ? .utf16BigEndian : nil
    }
}
