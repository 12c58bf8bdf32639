internal import Foundation

/// The PNG filters that writers of PDF put before packing (ISO 32000-1, 7.4.4.4; ISO/IEC 15948, 9.2).
enum PDFPredictor {
    /// Undoes "none" and "up", the only ones that writers of cross-references use; nil for others.
    static func undone(_ bytes: [UInt8], by parameters: [String: PDFValue]) -> [UInt8]? {
        guard let predictor = parameters["Predictor"]?.integer, predictor > 1 else { return bytes }
        let columns = parameters["Columns"]?.integer ?? 1
        guard predictor >= 10, columns > 0, columns < 1 << 20, parameters["Colors"] == nil else { return nil }
        var result: [UInt8] = []
        var row = [UInt8](repeating: 0, count: columns)
        for start in stride(from: 0, to: bytes.count, by: columns + 1) where start + columns < bytes.count {
            let isUp = bytes[start] == 2
            guard isUp || bytes[start] == 0 else { return nil }
            for column in 0..<columns { row[column] = bytes[start + 1 + column] &+ (isUp ? row[column] : 0) }
            result += row
        }
        return result
    }
}

/// Binary data as printable characters (ISO 32000-1, 7.4.3).
enum ASCII85 {
    /// Nil at a character that can't stand in it.
    static func decoded(_ data: Data) -> [UInt8]? {
        var result: [UInt8] = []
        var digits: [UInt32] = []
        for byte in data {
            switch byte {
            case 0x21...0x75: digits.append(UInt32(byte - 0x21))
            case UInt8(ascii: "z") where digits.isEmpty: result += [0, 0, 0, 0]
            case 0, 9, 10, 12, 13, 32: continue
            case UInt8(ascii: "~"):
                guard digits.count != 1 else { return nil }
                return digits.isEmpty ? result : result + group(digits + padding(digits)).prefix(digits.count - 1)
            default: return nil
            }
            if digits.count == 5 {
                result += group(digits)
                digits.removeAll(keepingCapacity: true)
            }
        }
        guard digits.count != 1 else { return nil }
        return digits.isEmpty ? result : result + group(digits + padding(digits)).prefix(digits.count - 1)
    }

    private static func padding(_ digits: [UInt32]) -> [UInt32] { [UInt32](repeating: 84, count: 5 - digits.count) }

    private static func group(_ digits: [UInt32]) -> [UInt8] {
        let value = digits.reduce(UInt32(0)) { $0 &* 85 &+ $1 }
        return [UInt8(value >> 24), UInt8(value >> 16 & 255), UInt8(value >> 8 & 255), UInt8(value & 255)]
    }
}
