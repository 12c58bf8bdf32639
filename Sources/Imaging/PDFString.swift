internal import Foundation

/// Strings as a PDF file writes them (ISO 32000-1, 7.3.4).
enum PDFString {
    /// What stands between the brackets of `written`, `(…)` or `<…>`.
    static func bytes(in written: Data) -> [UInt8] {
        written.first == UInt8(ascii: "<")
            ? hexadecimal(written.dropFirst()) : literal(Array(written.dropFirst().dropLast()))
    }

    private static func hexadecimal(_ digits: Data) -> [UInt8] {
        var halves = digits.compactMap { Character(UnicodeScalar($0)).hexDigitValue }
        if !halves.count.isMultiple(of: 2) { halves.append(0) }
        return stride(from: 0, to: halves.count, by: 2).map { UInt8(halves[$0] << 4 | halves[$0 + 1]) }
    }

    private static func literal(_ written: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        var index = 0
        while index < written.count {
            let byte = written[index]
            index += 1
            guard byte == UInt8(ascii: "\\"), index < written.count else {
                // A line end of any kind is a line feed.
                if byte == 13 {
                    if index < written.count, written[index] == 10 { index += 1 }
                    bytes.append(10)
                } else {
                    bytes.append(byte)
                }
                continue
            }
            let next = written[index]
            index += 1
            switch next {
            case UInt8(ascii: "n"): bytes.append(10)
            case UInt8(ascii: "r"): bytes.append(13)
            case UInt8(ascii: "t"): bytes.append(9)
            case UInt8(ascii: "b"): bytes.append(8)
            case UInt8(ascii: "f"): bytes.append(12)
            case 13: if index < written.count, written[index] == 10 { index += 1 }
            case 10: break
            case UInt8(ascii: "0")...UInt8(ascii: "7"):
                var code = Int(next - UInt8(ascii: "0"))
                for _ in 0..<2 {
                    guard index < written.count, (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(written[index]) else {
                        break
                    }
                    code = code * 8 + Int(written[index] - UInt8(ascii: "0"))
                    index += 1
                }
                bytes.append(UInt8(truncatingIfNeeded: code))
            default: bytes.append(next)
            }
        }
        return bytes
    }
}
