/// A QR code (ISO/IEC 18004) of at most 42 bytes, with error correction of level M.
package struct QRCode: Sendable, Hashable {
    /// Modules on each side.
    package let size: Int
    private var dark: [Bool]
    private var isFixed: [Bool]

    /// Bytes of data and of correction, of versions 2 and 3 (table 9 of the standard).
    private static let capacities = [(data: 28, correction: 16), (data: 44, correction: 26)]

    /// Nil where the text has more than 42 bytes.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard let index = Self.capacities.firstIndex(where: { bytes.count + 2 <= $0.data }) else { return nil }
        let version = index + 2
        size = 17 + 4 * version
        dark = Array(repeating: false, count: size * size)
        isFixed = dark
        drawFixed()
        let data = Self.data(bytes, count: Self.capacities[index].data)
        place(data + Self.correction(of: data, count: Self.capacities[index].correction))
    }

    /// Whether the module is dark; row 0 is at the top.
    package func isDark(row: Int, column: Int) -> Bool { dark[row * size + column] }

    // MARK: Data

    private static func data(_ bytes: [UInt8], count: Int) -> [UInt8] {
        var bits: [Bool] = []
        func add(_ value: Int, _ width: Int) {
            for bit in (0..<width).reversed() { bits.append(value >> bit & 1 == 1) }
        }
        add(0b0100, 4)
        add(bytes.count, 8)
        for byte in bytes { add(Int(byte), 8) }
        add(0, min(4, count * 8 - bits.count))
        var data = stride(from: 0, to: bits.count, by: 8).map { start in
            (0..<8).reduce(UInt8(0)) { $0 << 1 | (start + $1 < bits.count && bits[start + $1] ? 1 : 0) }
        }
        let filled = data.count
        while data.count < count {
            data.append((data.count - filled).isMultiple(of: 2) ? 0xEC : 0x11)
        }
        return data
    }

    /// Reed and Solomon's code over the field of 256 elements with the polynomial 0x11D.
    private static func correction(of data: [UInt8], count: Int) -> [UInt8] {
        var generator: [UInt8] = [1]
        var root: UInt8 = 1
        for _ in 0..<count {
            var next = generator + [0]
            for index in generator.indices { next[index + 1] ^= product(generator[index], root) }
            generator = next
            root = product(root, 2)
        }
        var rest = data + Array(repeating: 0, count: count)
        for index in data.indices where rest[index] != 0 {
            let factor = rest[index]
            for (offset, coefficient) in generator.enumerated() { rest[index + offset] ^= product(coefficient, factor) }
        }
        return Array(rest.suffix(count))
    }

    private static func product(_ one: UInt8, _ other: UInt8) -> UInt8 {
        var (a, b, result) = (Int(one), Int(other), 0)
        while b > 0 {
            if b & 1 == 1 { result ^= a }
            a <<= 1
            if a & 0x100 != 0 { a ^= 0x11D }
            b >>= 1
        }
        return UInt8(result)
    }

    // MARK: Modules

    private mutating func set(_ row: Int, _ column: Int, _ value: Bool) {
        guard (0..<size).contains(row), (0..<size).contains(column) else { return }
        dark[row * size + column] = value
        isFixed[row * size + column] = true
    }

    private mutating func drawFixed() {
        for (top, left) in [(0, 0), (0, size - 7), (size - 7, 0)] {
            for row in -1...7 {
                for column in -1...7 {
                    let ring = max(abs(row - 3), abs(column - 3))
                    set(top + row, left + column, ring <= 1 || ring == 3)
                }
            }
        }
        for index in 8..<size - 8 {
            set(6, index, index.isMultiple(of: 2))
            set(index, 6, index.isMultiple(of: 2))
        }
        let middle = size - 7
        for row in -2...2 {
            for column in -2...2 { set(middle + row, middle + column, max(abs(row), abs(column)) != 1) }
        }
        drawFormat()
    }

    /// Level M with mask 0, and the ten bits that protect that (annex C).
    private mutating func drawFormat() {
        let bits = 0b101010000010010
        let bit = { (index: Int) in bits >> index & 1 == 1 }
        for index in 0...5 { set(index, 8, bit(index)) }
        set(7, 8, bit(6))
        set(8, 8, bit(7))
        set(8, 7, bit(8))
        for index in 9...14 { set(8, 14 - index, bit(index)) }
        for index in 0...7 { set(8, size - 1 - index, bit(index)) }
        for index in 8...14 { set(size - 15 + index, 8, bit(index)) }
        set(size - 8, 8, true)
    }

    /// Two columns at a time from the right, upwards and downwards in turn, under mask 0.
    private mutating func place(_ codewords: [UInt8]) {
        var position = 0
        var isUpward = true
        var right = size - 1
        while right > 0 {
            if right == 6 { right -= 1 }
            for step in 0..<size {
                let row = isUpward ? size - 1 - step : step
                for column in [right, right - 1] where !isFixed[row * size + column] {
                    let byte = position / 8
                    let bit = byte < codewords.count && codewords[byte] >> (7 - position % 8) & 1 == 1
                    dark[row * size + column] = bit != (row + column).isMultiple(of: 2)
                    position += 1
                }
            }
            isUpward.toggle()
            right -= 2
        }
    }
}
