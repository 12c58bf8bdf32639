/// What a file turns out to be written in, whether Tema reads that or not.
package enum WrittenEncoding: Sendable, Hashable {
    case readable(TextEncoding)
    /// Unix's Japanese encoding of old.
    case eucJP
    /// The encoding of Japanese mail, which switches by escape sequences (JIS).
    case iso2022JP

    /// As people know it.
    package var name: String {
        switch self {
        case .readable(let encoding): encoding.rawValue
        case .eucJP: "EUC-JP"
        case .iso2022JP: "ISO-2022-JP"
        }
    }

    /// Finds out from all of `bytes`; nil where nothing fits.
    ///
    /// As ``TextEncoding/detect(_:)`` does, but EUC-JP is told apart from CP932, which can read most of it as half-width
    /// kana, and ISO-2022-JP from ASCII.
    package static func find(_ bytes: some RandomAccessCollection<UInt8>) -> WrittenEncoding? {
        if isISO2022JP(bytes) { return .iso2022JP }
        let detected = TextEncoding.detect(bytes)
        if detected == nil || detected == .cp932, isEUCJP(bytes) { return .eucJP }
        switch detected {
        case .utf16LittleEndian?, .utf16BigEndian?: return detected.map { .readable($0) }
        case let encoding?: return encoding.decode(bytes) == nil ? nil : .readable(encoding)
        case nil: return nil
        }
    }

    /// What `bytes` are written in where that is surely not `declared`, even if they can be read so: UTF-8 mostly reads as
    /// CP932, and comes out as other letters.
    package static func contradiction(
        to declared: TextEncoding, in bytes: some RandomAccessCollection<UInt8>
    ) -> WrittenEncoding? {
        guard let found = find(bytes) else { return nil }
        switch (declared, found) {
        case (.cp932, .readable(.utf8)): return isJapanese(bytes) ? found : nil
        case (.cp932, .readable(.cp932)), (.utf8, .readable(.utf8)), (.utf8, .readable(.utf8WithMark)),
            (.utf8WithMark, .readable(.utf8)), (.utf8WithMark, .readable(.utf8WithMark)):
            return nil
        case (.utf16LittleEndian, .readable(.utf16LittleEndian)), (.utf16BigEndian, .readable(.utf16BigEndian)):
            return nil
        default: return found
        }
    }

    /// Whether `bytes`, which are UTF-8, hold kana, kanji or full-width forms: by chance CP932 is never that.
    private static func isJapanese(_ bytes: some Collection<UInt8>) -> Bool {
        bytes.contains { (0xE3...0xE9).contains($0) || $0 == 0xEF }
    }

    private static func isISO2022JP(_ bytes: some RandomAccessCollection<UInt8>) -> Bool {
        guard let escape = bytes.firstIndex(of: 0x1B), !bytes.prefix(4096).contains(where: { $0 >= 0x80 }) else {
            return false
        }
        let next = Array(bytes[escape...].prefix(3))
        return next == [0x1B, 0x24, 0x42] || next == [0x1B, 0x24, 0x40]
    }

    /// Runs of letters that are all of whole pairs, kana pairs among them or so many runs that half-width kana of CP932
    /// can't be meant.
    private static func isEUCJP(_ bytes: some Sequence<UInt8>) -> Bool {
        var lead: UInt8?
        var left = 0
        var (runs, kana) = (0, 0)
        var isInRun = false
        for byte in bytes {
            if left > 0 {
                guard byte >= 0xA1, byte != 0xFF else { return false }
                if lead == 0xA4 || lead == 0xA5 { kana += 1 }
                left -= 1
            } else if byte < 0x80 {
                isInRun = false
            } else {
                guard byte == 0x8E || byte == 0x8F || (0xA1...0xFE).contains(byte) else { return false }
                if !isInRun { runs += 1 }
                isInRun = true
                lead = byte
                left = byte == 0x8F ? 2 : 1
            }
        }
        return left == 0 && (kana >= 2 || runs >= 8)
    }
}
