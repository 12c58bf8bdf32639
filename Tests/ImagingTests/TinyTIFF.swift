import Foundation

/// Writes uncompressed TIFF files by hand, for tests that need tags as scanners and faxes write them.
struct TinyTIFF {
    var width: Int
    var height: Int
    var bitsPerSample = 8
    /// 0: the lowest value is white; 1: it is black.
    var photometric = 1
    var fillOrder = 1
    /// Whether the picture is one tile instead of one strip; sides are then multiples of 16.
    var isTiled = false
    /// 3 with red, green and blue in planes of their own, one after the other.
    var planes = 1
    var orientation = 1
    var resolution = (x: 300, y: 300)
    var bytes: [UInt8]

    /// One page after the other, the byte order little-endian; `loops` sends the last page back to the first.
    static func file(_ pages: [TinyTIFF], loops: Bool = false) -> Data {
        var file = Data([0x49, 0x49, 42, 0]) + u32(8)
        for (index, page) in pages.enumerated() {
            let isLast = index == pages.count - 1
            file += page.directory(at: file.count, next: isLast ? (loops ? 8 : 0) : nil)
        }
        return file
    }

    private func directory(at offset: Int, next: Int?) -> Data {
        let count = 12 + (isTiled ? 1 : 0) + (planes > 1 ? 2 : 0)
        let rationals = offset + 2 + count * 12 + 4
        let tables = rationals + 16
        let pixels = tables + (planes > 1 ? planes * 8 : 0)
        let part = bytes.count / planes
        let place = planes > 1 ? tables : pixels
        let length = planes > 1 ? tables + planes * 4 : bytes.count
        var entries: [(tag: Int, type: Int, count: Int, value: Int)] = [
            (256, 4, 1, width), (257, 4, 1, height), (258, 3, 1, bitsPerSample), (259, 3, 1, 1),
            (262, 3, 1, photometric), (266, 3, 1, fillOrder), (274, 3, 1, orientation), (282, 5, 1, rationals),
            (283, 5, 1, rationals + 8),
        ]
        entries +=
            isTiled
            ? [(322, 4, 1, width), (323, 4, 1, height), (324, 4, planes, place), (325, 4, planes, length)]
            : [(273, 4, planes, place), (278, 4, 1, height), (279, 4, planes, length)]
        if planes > 1 { entries += [(277, 3, 1, planes), (284, 3, 1, 2)] }
        var data = Self.u16(count)
        for entry in entries.sorted(by: { $0.tag < $1.tag }) {
            data += Self.u16(entry.tag) + Self.u16(entry.type) + Self.u32(entry.count) + Self.u32(entry.value)
        }
        let end = pixels + bytes.count + bytes.count % 2
        data += Self.u32(next ?? end)
        data += Self.u32(resolution.x) + Self.u32(1) + Self.u32(resolution.y) + Self.u32(1)
        if planes > 1 {
            for plane in 0..<planes { data += Self.u32(pixels + plane * part) }
            for _ in 0..<planes { data += Self.u32(part) }
        }
        return data + Data(bytes) + Data(repeating: 0, count: bytes.count % 2)
    }

    private static func u16(_ value: Int) -> Data { Data([UInt8(value & 255), UInt8(value >> 8 & 255)]) }
    private static func u32(_ value: Int) -> Data { u16(value & 65_535) + u16(value >> 16) }
}
