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
