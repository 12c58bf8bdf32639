internal import Foundation

/// Numbers at offsets of a file; nil beyond its end, so that no header, however wrong, can make it read outside.
struct ByteReader {
    let data: Data
    var isLittleEndian: Bool

    init(_ data: Data, isLittleEndian: Bool = false) {
        self.data = data
        self.isLittleEndian = isLittleEndian
    }

    func u8(_ offset: Int) -> Int? {
        guard offset >= 0, offset < data.count else { return nil }
        return Int(data[data.startIndex + offset])
    }

    func u16(_ offset: Int) -> Int? { number(offset, bytes: 2) }
    func u32(_ offset: Int) -> Int? { number(offset, bytes: 4) }
    /// Nil above `Int.max`, too.
    func u64(_ offset: Int) -> Int? { number(offset, bytes: 8) }

    private func number(_ offset: Int, bytes count: Int) -> Int? {
        guard offset >= 0, offset <= data.count - count else { return nil }
        var value: UInt64 = 0
        for index in 0..<count {
            let place = isLittleEndian ? count - 1 - index : index
            value = value << 8 | UInt64(data[data.startIndex + offset + place])
        }
        return Int(exactly: value)
    }
}

extension Data {
    /// Where `pattern` first stands in `range`, counted from the first byte; `Data.range(of:)` copies all of a mapped file
    /// on Linux, this reads it in place.
    func firstPlace(of pattern: [UInt8], in range: Range<Int>) -> Int? {
        let inside = range.clamped(to: 0..<count)
        guard let first = pattern.first, inside.count >= pattern.count else { return nil }
        return withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress else { return nil }
            var place = inside.lowerBound
            let last = inside.upperBound - pattern.count
            while place <= last, let found = memchr(start + place, Int32(first), last - place + 1) {
                place = UnsafeRawPointer(found) - start
                if memcmp(found, pattern, pattern.count) == 0 { return place }
                place += 1
            }
            return nil
        }
    }

    /// Where `pattern` last stands in `range`.
    func lastPlace(of pattern: [UInt8], in range: Range<Int>) -> Int? {
        let inside = range.clamped(to: 0..<count)
        return withUnsafeBytes { bytes in
            guard inside.count >= pattern.count else { return nil }
            return stride(from: inside.upperBound - pattern.count, through: inside.lowerBound, by: -1).first {
                bytes[$0..<$0 + pattern.count].elementsEqual(pattern)
            }
        }
    }
}
