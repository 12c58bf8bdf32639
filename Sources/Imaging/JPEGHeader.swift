internal import Foundation

/// What a JPEG file says of itself before its pixels (ITU-T T.81 annex B; JFIF 1.02; Exif 2.3).
struct JPEGHeader {
    var width = 0
    var height = 0
    /// 1 grey, 3 colour, 4 CMYK.
    var components = 0
    /// Where the frame header's height stands, where the file gives it only after the first scan (a DNL segment, ITU-T
    /// T.81, B.2.5), as scanners write whose sheets come in without end.
    private var placeOfLateHeight: Int?
    var resolution: Resolution?
    var orientation = Orientation.upright

    /// Nil where no frame header is found.
    init?(_ data: Data) {
        let bytes = ByteReader(data)
        var offset = 2
        while let marker = Self.marker(at: &offset, in: bytes) {
            guard let length = bytes.u16(offset), length >= 2 else { return nil }
            switch marker {
            case 0xC0...0xCF where ![0xC4, 0xC8, 0xCC].contains(marker):
                guard let height = bytes.u16(offset + 3), let width = bytes.u16(offset + 5),
                    let components = bytes.u8(offset + 7)
                else { return nil }
                self.width = width
                self.height = height
                self.components = components
                if height == 0, let late = Self.lateHeight(data, from: offset + length) {
                    self.height = late
                    placeOfLateHeight = offset + 3
                }
                return
            case 0xE0: readJFIF(bytes, at: offset + 2)
            case 0xE1: readExif(data, from: offset + 2, to: offset + length)
            default: break
            }
            offset += length
        }
        return nil
    }

    /// What a segment `FF DC 00 04` says; no other place of a scan may hold those bytes.
    private static func lateHeight(_ data: Data, from start: Int) -> Int? {
        guard start < data.count, let place = data.firstPlace(of: [0xFF, 0xDC, 0, 4], in: start..<data.count) else {
            return nil
        }
        return ByteReader(data).u16(place + 4)
    }

    /// The file with its height where decoders look for it.
    func withHeight(_ data: Data) -> Data {
        guard let place = placeOfLateHeight else { return data }
        var copy = data
        let start = copy.startIndex + place
        copy[start] = UInt8(height >> 8 & 255)
        copy[start + 1] = UInt8(height & 255)
        return copy
    }

    /// The next marker's code; `offset` then stands at its length. Nil at the end or where the scan data begins.
    private static func marker(at offset: inout Int, in bytes: ByteReader) -> Int? {
        while let byte = bytes.u8(offset) {
            offset += 1
            guard byte == 0xFF else { continue }
            while let code = bytes.u8(offset) {
                offset += 1
                if code == 0xFF { continue }
                if code == 0 || code == 1 || (0xD0...0xD8).contains(code) { break }
                return code == 0xD9 || code == 0xDA ? nil : code
            }
        }
        return nil
    }

    private mutating func readJFIF(_ bytes: ByteReader, at offset: Int) {
        guard bytes.u32(offset) == 0x4A46_4946, let unit = bytes.u8(offset + 7), let x = bytes.u16(offset + 8),
            let y = bytes.u16(offset + 10)
        else { return }
        switch unit {
        case 1: resolution = Resolution(x: Double(x), y: Double(y))
        case 2: resolution = Resolution(x: Double(x) * 2.54, y: Double(y) * 2.54)
        default: break
        }
    }

    private mutating func readExif(_ data: Data, from start: Int, to end: Int) {
        let signature = Data("Exif\0\0".utf8)
        guard end <= data.count, start + signature.count < end else { return }
        let segment = data[data.startIndex + start..<data.startIndex + end]
        guard segment.starts(with: signature),
            let tags = TIFFDirectory.all(in: Data(segment.dropFirst(signature.count)), atMost: 1).first
        else { return }
        orientation = tags.orientation
        if resolution == nil { resolution = tags.resolution }
    }
}
