/// The numbers at the end of an address.
enum AddressNumbers {
    /// The town and, in half-width digits parted by hyphens, the numbers, where an address ends with nothing but them:
    /// 天町1-2-3, 天町１丁目２番３号, 天町1番地の2. Nil for every other address.
    static func split(_ text: String) -> (town: String, numbers: [UInt16])? {
        let scalars = text.unicodeScalars
        guard let start = scalars.firstIndex(where: { digit($0) != nil }), start > scalars.startIndex,
            isPlain(scalars[scalars.index(before: start)])
        else { return nil }
        var numbers: [UInt16] = []
        var rest = scalars[start...]
        while let first = rest.first, digit(first) != nil {
            if !numbers.isEmpty { numbers.append(UInt16(UInt8(ascii: "-"))) }
            while let value = rest.first.flatMap(digit) {
                numbers.append(value)
                rest.removeFirst()
            }
            guard takeUnit(from: &rest) else { break }
        }
        return rest.isEmpty ? (String(scalars[..<start]), numbers) : nil
    }

    /// Takes what parts two numbers or ends the last one; false where neither stands there.
    private static func takeUnit(from rest: inout Substring.UnicodeScalarView) -> Bool {
        if let first = rest.first, isHyphen(first) {
            rest.removeFirst()
            return rest.first.flatMap(digit) != nil
        }
        for unit in ["丁目", "番地", "番", "号"] where rest.starts(with: unit.unicodeScalars) {
            rest.removeFirst(unit.unicodeScalars.count)
            return true
        }
        return false
    }

    private static func digit(_ scalar: Unicode.Scalar) -> UInt16? {
        switch scalar.value {
        case 0x30...0x39: UInt16(scalar.value)
        case 0xFF10...0xFF19: UInt16(scalar.value - 0xFF10 + 0x30)
        default: nil
        }
    }

    /// Of the town's last character: not a blank, a dash or a numeral, which may be a part of the numbers.
    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isIdeographic && !"〇一二三四五六七八九十百千".unicodeScalars.contains(scalar)
            || (0x3041...0x3096).contains(scalar.value)
    }

    private static func isHyphen(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "-" || scalar == "\u{2212}" || scalar == "\u{FF0D}" || scalar == "\u{2010}"
    }
}
