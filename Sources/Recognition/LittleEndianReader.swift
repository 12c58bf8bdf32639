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
        numbers(count, as: UInt32.self)?.map { Float(bitPattern: $0) }
    }

    /// Numbers of 16 bits (IEEE 754 binary16).
    mutating func halfFloats(_ count: Int) -> [Float]? {
        shortNumbers(count)?.map { Float(Float16(bitPattern: $0)) }
    }

    mutating func signedBytes(_ count: Int) -> [Int8]? {
        take(count).map { $0.map { Int8(bitPattern: $0) } }
    }

    mutating func shortNumbers(_ count: Int) -> [UInt16]? { numbers(count, as: UInt16.self) }

    private mutating func numbers<Number: FixedWidthInteger & BitwiseCopyable>(
        _ count: Int, as type: Number.Type
    ) -> [Number]? {
        let size = MemoryLayout<Number>.size
        return take(count * size)?.withUnsafeBytes { bytes in
            (0..<count).map { Number(littleEndian: bytes.loadUnaligned(fromByteOffset: $0 * size, as: type)) }
        }
    }
}
