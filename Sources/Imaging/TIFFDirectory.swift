internal import Foundation

/// One page's entry in a TIFF file (TIFF 6.0, section 2; BigTIFF): what it says of its picture.
struct TIFFDirectory {
    /// Where the entry begins in the file, in bytes.
    var offset: Int
    var width = 0
    var height = 0
    var orientation = Orientation.upright
    var resolution: Resolution?
    /// Bits a sample, samples a pixel.
    var bits = 1
    var samples = 1
    /// Tag 262: 0 lowest value white, 1 black, 2 RGB, 3 palette, 5 inks, 6 YCbCr.
    var photometric = 0
    /// Tag 284 is 2, or there are tiles: samples or parts of the picture lie apart.
    var isScattered = false
    /// Bit 0 of tag 254: a smaller copy of another page, as cameras and some scanners add.
    var isThumbnail = false

    /// The file's entries in order, at most `limit`; stops where the chain leaves the file or bites its tail.
    static func all(in data: Data, atMost limit: Int) -> [TIFFDirectory] {
        guard let head = Head(data) else { return [] }
        var found: [TIFFDirectory] = []
        var visited: Set<Int> = []
        var next = head.first
        while let offset = next, offset > 0, found.count < limit, visited.insert(offset).inserted {
            guard let (directory, following) = head.directory(at: offset) else { break }
            found.append(directory)
            next = following
        }
        return found
    }

    private struct Head {
        let bytes: ByteReader
        let isBig: Bool

        init?(_ data: Data) {
            let isLittleEndian = data.first == 0x49
            bytes = ByteReader(data, isLittleEndian: isLittleEndian)
            guard let version = bytes.u16(2), version == 42 || version == 43 else { return nil }
            isBig = version == 43
        }

        var first: Int? { isBig ? bytes.u64(8) : bytes.u32(4) }

        func directory(at offset: Int) -> (TIFFDirectory, next: Int?)? {
            guard let count = isBig ? bytes.u64(offset) : bytes.u16(offset), (1...4096).contains(count) else {
                return nil
            }
            let entrySize = isBig ? 20 : 12
            let start = offset + (isBig ? 8 : 2)
            guard start + count * entrySize <= bytes.data.count else { return nil }
            var directory = TIFFDirectory(offset: offset)
            var x: Double?
            var y: Double?
            var unit = 2
            for entry in stride(from: start, to: start + count * entrySize, by: entrySize) {
                switch bytes.u16(entry) {
                case 254: directory.isThumbnail = (number(entry) ?? 0) & 1 == 1
                case 256: directory.width = number(entry) ?? 0
                case 257: directory.height = number(entry) ?? 0
                case 258: directory.bits = first(entry) ?? 1
                case 262: directory.photometric = number(entry) ?? 0
                case 277: directory.samples = number(entry) ?? 1
                case 284: directory.isScattered = directory.isScattered || number(entry) == 2
                case 322: directory.isScattered = true
                case 274: directory.orientation = number(entry).flatMap(Orientation.init) ?? .upright
                case 282: x = rational(entry)
                case 283: y = rational(entry)
                case 296: unit = number(entry) ?? 2
                default: break
                }
            }
            let perInch = unit == 3 ? 2.54 : 1
            if let x, unit != 1 { directory.resolution = Resolution(x: x * perInch, y: (y ?? x) * perInch) }
            let end = start + count * entrySize
            return (directory, isBig ? bytes.u64(end) : bytes.u32(end))
        }

        private func number(_ entry: Int) -> Int? {
            let place = entry + (isBig ? 12 : 8)
            return switch bytes.u16(entry + 2) {
            case 1: bytes.u8(place)
            case 3: bytes.u16(place)
            case 4: bytes.u32(place)
            case 16: bytes.u64(place)
            default: nil
            }
        }

        /// The first of several short numbers, which stand elsewhere where they are too many for the entry.
        private func first(_ entry: Int) -> Int? {
            let count = isBig ? bytes.u64(entry + 4) : bytes.u32(entry + 4)
            guard let count, bytes.u16(entry + 2) == 3, count > (isBig ? 4 : 2) else { return number(entry) }
            return (isBig ? bytes.u64(entry + 12) : bytes.u32(entry + 8)).flatMap(bytes.u16)
        }

        private func rational(_ entry: Int) -> Double? {
            guard bytes.u16(entry + 2) == 5,
                let place = isBig ? entry + 12 : bytes.u32(entry + 8),
                let top = bytes.u32(place), let bottom = bytes.u32(place + 4), bottom > 0
            else { return nil }
            return Double(top) / Double(bottom)
        }
    }
}
