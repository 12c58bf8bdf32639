import Foundation

/// Microsoft's code page 932, double-byte part, both ways.
struct CP932Table: Sendable {
    static let shared = CP932Table()

    private static let trailCount = 188
    private static let missing: UInt32 = 0xFFFD
    /// Per lead byte the scalars of the trail bytes 40 to 7E and 80 to FC.
    private var scalars = [UInt32](repeating: missing, count: 256 * trailCount)
    private var codes: [Unicode.Scalar: UInt16] = [:]

    private init() {
        for line in Resources.lines("cp932.txt") {
            guard let lead = UInt8(line.prefix(2), radix: 16) else { continue }
            for (index, scalar) in line.dropFirst(3).unicodeScalars.prefix(Self.trailCount).enumerated() {
                scalars[Int(lead) * Self.trailCount + index] = scalar.value
            }
        }
        for lead in Self.leadsByPreference { addCodes(of: lead) }
    }

    /// Where a character has several codes, Windows writes JIS X 0208's, then NEC's row 13, then IBM's extension (FA to
    /// FC), and NEC's selection of the latter (ED, EE) never. Row 13 (87) follows row 2 (81), as byte order has it.
    private static let leadsByPreference: [UInt8] =
        Array(0x81...0x9F) + Array(0xE0...0xEC) + [0xEF] + Array(0xFA...0xFC) + [0xED, 0xEE]

    private mutating func addCodes(of lead: UInt8) {
        for index in 0..<Self.trailCount {
            guard let scalar = scalar(Int(lead) * Self.trailCount + index), codes[scalar] == nil else { continue }
            codes[scalar] = UInt16(lead) << 8 | UInt16(Self.trail(at: index))
        }
    }

    private func scalar(_ position: Int) -> Unicode.Scalar? {
        scalars[position] == Self.missing ? nil : Unicode.Scalar(scalars[position])
    }

    /// The double-byte code of a character; nil where it has none.
    func code(of scalar: Unicode.Scalar) -> UInt16? {
        if let code = codes[scalar] { return code }
        guard (Self.firstUserDefined...Self.lastUserDefined).contains(scalar.value) else { return nil }
        let (row, index) = Int(scalar.value - Self.firstUserDefined).quotientAndRemainder(dividingBy: Self.trailCount)
        return UInt16(0xF0 + row) << 8 | UInt16(Self.trail(at: index))
    }

    /// The character of a double-byte code; nil where there is none.
    func scalar(lead: UInt8, trail: UInt8) -> Unicode.Scalar? {
        guard let index = Self.index(of: trail) else { return nil }
        if (0xF0...0xF9).contains(lead) {
            return Unicode.Scalar(Self.firstUserDefined + UInt32(lead - 0xF0) * UInt32(Self.trailCount) + UInt32(index))
        }
        return scalar(Int(lead) * Self.trailCount + index)
    }

    static func isLead(_ byte: UInt8) -> Bool { (0x81...0x9F).contains(byte) || (0xE0...0xFC).contains(byte) }

    /// Windows maps the codes F040 to F9FC, which users define (外字), to the private use area.
    private static let firstUserDefined: UInt32 = 0xE000
    private static let lastUserDefined: UInt32 = 0xE757

    private static func index(of trail: UInt8) -> Int? {
        switch trail {
        case 0x40...0x7E: Int(trail) - 0x40
        case 0x80...0xFC: Int(trail) - 0x41
        default: nil
        }
    }

    private static func trail(at index: Int) -> UInt8 { UInt8(index < 63 ? 0x40 + index : 0x41 + index) }
}
