internal import Foundation

/// Unpacks zlib data (RFC 1950, RFC 1951), never to more than a limit: a few bytes of a hostile file can't fill memory.
struct Inflate {
    private let input: [UInt8]
    private let limit: Int
    private var position = 2
    private var bits: UInt32 = 0
    private var bitCount = 0
    private var output: [UInt8] = []

    /// Nil where the data is damaged, cut short or above `limit` bytes; its checksum is not looked at.
    static func unpack(_ data: Data, limit: Int) -> [UInt8]? {
        var inflate = Inflate(input: Array(data), limit: limit)
        return inflate.run() ? inflate.output : nil
    }

    private init(input: [UInt8], limit: Int) {
        self.input = input
        self.limit = limit
    }

    private mutating func run() -> Bool {
        guard input.count > 2, input[0] & 15 == 8, input[1] & 32 == 0 else { return false }
        while true {
            guard let isLast = take(1), let kind = take(2) else { return false }
            let isRead =
                switch kind {
                case 0: stored()
                case 1: packed(Self.fixedLiterals, Self.fixedDistances)
                case 2: packedWithOwnCodes()
                default: false
                }
            guard isRead else { return false }
            if isLast == 1 { return true }
        }
    }

    private mutating func take(_ count: Int) -> Int? {
        while bitCount < count {
            guard position < input.count else { return nil }
            bits |= UInt32(input[position]) << UInt32(bitCount)
            position += 1
            bitCount += 8
        }
        let value = bits & ((1 << UInt32(count)) - 1)
        bits >>= UInt32(count)
        bitCount -= count
        return Int(value)
    }

    private mutating func stored() -> Bool {
        (bits, bitCount) = (0, 0)
        guard position + 4 <= input.count else { return false }
        let count = Int(input[position]) | Int(input[position + 1]) << 8
        position += 4
        guard position + count <= input.count, output.count + count <= limit else { return false }
        output += input[position..<position + count]
        position += count
        return true
    }

    private mutating func packedWithOwnCodes() -> Bool {
        guard let literalCount = take(5), let distanceCount = take(5), let lengthCount = take(4) else { return false }
        var lengths = [Int](repeating: 0, count: 19)
        for place in Self.codeOrder.prefix(lengthCount + 4) {
            guard let length = take(3) else { return false }
            lengths[place] = length
        }
        let total = literalCount + 257 + distanceCount + 1
        guard let all = codeLengths(total, by: Code(lengths: lengths)) else { return false }
        return packed(
            Code(lengths: Array(all.prefix(literalCount + 257))),
            Code(lengths: Array(all.dropFirst(literalCount + 257))))
    }

    private mutating func codeLengths(_ total: Int, by code: Code) -> [Int]? {
        var lengths: [Int] = []
        while lengths.count < total {
            guard let symbol = symbol(of: code) else { return nil }
            switch symbol {
            case 16:
                guard let last = lengths.last, let more = take(2) else { return nil }
                lengths += Array(repeating: last, count: more + 3)
            case 17:
                guard let more = take(3) else { return nil }
                lengths += Array(repeating: 0, count: more + 3)
            case 18:
                guard let more = take(7) else { return nil }
                lengths += Array(repeating: 0, count: more + 11)
            default: lengths.append(symbol)
            }
        }
        return lengths.count == total ? lengths : nil
    }

    private mutating func packed(_ literals: Code, _ distances: Code) -> Bool {
        while let symbol = symbol(of: literals) {
            if symbol == 256 { return true }
            if symbol < 256 {
                guard output.count < limit else { return false }
                output.append(UInt8(symbol))
            } else if !copy(symbol - 257, distances) {
                return false
            }
        }
        return false
    }

    private mutating func copy(_ lengthSymbol: Int, _ distances: Code) -> Bool {
        guard lengthSymbol < Self.lengthBases.count, let more = take(Self.lengthBits[lengthSymbol]),
            let symbol = symbol(of: distances), symbol < Self.distanceBases.count,
            let farther = take(Self.distanceBits[symbol])
        else { return false }
        let length = Self.lengthBases[lengthSymbol] + more
        let distance = Self.distanceBases[symbol] + farther
        guard distance <= output.count, output.count + length <= limit else { return false }
        for _ in 0..<length { output.append(output[output.count - distance]) }
        return true
    }

    private mutating func symbol(of code: Code) -> Int? {
        var (value, first, index) = (0, 0, 0)
        for length in 1..<16 {
            guard let bit = take(1) else { return nil }
            value |= bit
            let count = code.counts[length]
            if value - count < first { return code.symbols[index + value - first] }
            index += count
            first = (first + count) << 1
            value <<= 1
        }
        return nil
    }

    /// A canonical Huffman code: how many codes there are of each length, and their symbols in order.
    private struct Code {
        var counts = [Int](repeating: 0, count: 16)
        var symbols: [Int] = []

        init(lengths: [Int]) {
            for length in lengths { counts[length] += 1 }
            counts[0] = 0
            for length in 1..<16 { symbols += lengths.indices.filter { lengths[$0] == length } }
            var room = 1
            for length in 1..<16 {
                room = room << 1 - counts[length]
                if room < 0 {
                    counts = Array(repeating: 0, count: 16)
                    return
                }
            }
        }
    }

    private static let codeOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
    private static let fixedLiterals = Code(
        lengths: (0..<288).map { $0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8 })
    private static let fixedDistances = Code(lengths: Array(repeating: 5, count: 30))
    private static let lengthBits = [
        0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
    ]
    private static let lengthBases = [
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227,
        258,
    ]
    private static let distanceBits = (0..<30).map { max(0, $0 / 2 - 1) }
    private static let distanceBases = (0..<30).map { $0 < 4 ? $0 + 1 : (2 + $0 % 2) << ($0 / 2 - 1) + 1 }
}
