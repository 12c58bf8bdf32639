internal import Foundation

/// Takes numbers and text off the front of a file's bytes; nil from where the bytes run out.
struct LittleEndianReader {
    private var rest: Data.SubSequence

    init(_ data: Data) { rest = data[...] }

    mutating func take(_ count: Int) -> Data? {
        guard count >= 0, rest.count >= count else { return nil }
        defer { rest = rest.dropFirst(count) }
        return Data(rest.prefix(count))
    }

    mutating func text(_ count: Int) -> String? {
        take(count).flatMap { String(data: $0, encoding: .utf8) }
    }

    /// A 32-bit number without sign.
    mutating func number() -> Int? {
        take(4).map { bytes in bytes.reversed().reduce(0) { $0 << 8 | Int($1) } }
    }

    mutating func floats(_ count: Int) -> [Float]? {
        guard let bytes = take(count * 4) else { return nil }
        return (0..<count).map { index in
            let bits = (0..<4).reversed().reduce(UInt32(0)) { $0 << 8 | UInt32(bytes[index * 4 + $1]) }
            return Float(bitPattern: bits)
        }
    }

    /// Numbers of 16 bits (IEEE 754 binary16).
    mutating func halfFloats(_ count: Int) -> [Float]? {
        shortNumbers(count)?.map { Float(Float16(bitPattern: $0)) }
    }

    mutating func signedBytes(_ count: Int) -> [Int8]? {
        take(count).map { $0.map { Int8(bitPattern: $0) } }
    }

    mutating func shortNumbers(_ count: Int) -> [UInt16]? {
        guard let bytes = take(count * 2) else { return nil }
        return (0..<count).map { UInt16(bytes[$0 * 2]) | UInt16(bytes[$0 * 2 + 1]) << 8 }
    }
}
