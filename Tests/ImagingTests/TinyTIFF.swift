import Foundation

/// Writes uncompressed TIFF files by hand, for tests that need tags as scanners and faxes write them.
struct TinyTIFF {
    var width: Int
    var height: Int
    var bitsPerSample = 8
    /// 0: the lowest value is white; 1: it is black.
    var photometric = 1
    var fillOrder = 1
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
        let count = 12
        let rationals = offset + 2 + count * 12 + 4
        let pixels = rationals + 16
        let entries: [(tag: Int, type: Int, value: Int)] = [
            (256, 4, width), (257, 4, height), (258, 3, bitsPerSample), (259, 3, 1), (262, 3, photometric),
            (266, 3, fillOrder), (273, 4, pixels), (274, 3, orientation), (278, 4, height), (279, 4, bytes.count),
            (282, 5, rationals), (283, 5, rationals + 8),
        ]
        var data = Self.u16(count)
        for entry in entries {
            data += Self.u16(entry.tag) + Self.u16(entry.type) + Self.u32(1) + Self.u32(entry.value)
        }
        let end = pixels + bytes.count + bytes.count % 2
        data += Self.u32(next ?? end)
        data += Self.u32(resolution.x) + Self.u32(1) + Self.u32(resolution.y) + Self.u32(1)
        return data + Data(bytes) + Data(repeating: 0, count: bytes.count % 2)
    }

    private static func u16(_ value: Int) -> Data { Data([UInt8(value & 255), UInt8(value >> 8 & 255)]) }
    private static func u32(_ value: Int) -> Data { u16(value & 65_535) + u16(value >> 16) }
}
