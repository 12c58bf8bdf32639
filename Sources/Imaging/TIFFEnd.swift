internal import Foundation
internal import Paperwork

/// The end of a TIFF file (TIFF 6.0, section 2; BigTIFF): its directories may stand anywhere, so it is whole where their
/// chain ends, and all that they point at lies within the file.
struct TIFFEnd {
    private let window: FileWindow
    private let isLittleEndian: Bool
    private let isBig: Bool

    /// Values looked at in all directories together: more than the strips of 20,000 pages have, and little work.
    private static let mostValues = 4_000_000

    init(_ window: FileWindow) {
        self.window = window
        isLittleEndian = window.u8(0) == 0x49
        isBig = window.number(2, bytes: 2, isLittleEndian: isLittleEndian) == 43
    }

    /// What the file lacks; nil where nothing points outside it.
    var missing: Wording? {
        var visited: Set<Int> = []
        var left = Self.mostValues
        guard var offset = isBig ? number(8, 8) : number(4, 4), offset > 0 else { return Self.noDirectory }
        while offset > 0, left > 0 {
            guard visited.insert(offset).inserted else { return Self.circle }
            guard let next = check(directory: offset, left: &left) else {
                return visited.count == 1 ? Self.noDirectory : Self.cutOff(page: visited.count)
            }
            guard next.isInside else { return Self.cutOff(page: visited.count) }
            offset = next.offset
        }
        return nil
    }

    /// The next directory's offset, 0 at the end of the chain, and whether all that this one points at is there. Nil where
    /// the directory itself is not.
    private func check(directory: Int, left: inout Int) -> (offset: Int, isInside: Bool)? {
        guard directory <= window.count else { return nil }
        let start = directory + (isBig ? 8 : 2)
        let size = isBig ? 20 : 12
        guard let count = number(directory, isBig ? 8 : 2), count > 0, count <= window.count / size,
            let next = number(start + count * size, isBig ? 8 : 4)
        else { return nil }
        var arrays: [Int: Values] = [:]
        for index in 0..<count {
            guard let tag = number(start + index * size, 2), let array = array(start + index * size) else {
                return (next, false)
            }
            arrays[tag] = array
        }
        left -= count
        let pairs = [(273, 279), (324, 325), (513, 514)]
        for (places, lengths) in pairs {
            guard let places = arrays[places] else { continue }
            guard holds(places, lengths: arrays[lengths], left: &left) else { return (next, false) }
        }
        return (next, true)
    }

    /// Whether every strip or tile lies within the file.
    private func holds(_ places: Values, lengths: Values?, left: inout Int) -> Bool {
        for index in 0..<min(places.count, max(0, left)) {
            guard let place = value(places, index) else { return false }
            let length = lengths.flatMap { value($0, index) } ?? 0
            guard place <= window.count, length <= window.count - place else { return false }
        }
        left -= places.count
        return true
    }

    /// Values of an entry: where they are in the file.
    private struct Values {
        var offset: Int
        var count: Int
        /// Bytes of one value.
        var width: Int
    }

    /// Nil where the entry's values are not within the file.
    private func array(_ entry: Int) -> Values? {
        guard let type = number(entry + 2, 2), let count = number(entry + 4, isBig ? 8 : 4) else { return nil }
        let width = Self.widths[type] ?? 0
        let inline = isBig ? 8 : 4
        guard count <= window.count else { return width == 0 ? Values(offset: 0, count: 0, width: 0) : nil }
        guard count * width > inline else { return Values(offset: entry + 4 + inline, count: count, width: width) }
        guard let offset = number(entry + 4 + inline, inline), offset <= window.count - count * width else {
            return nil
        }
        return Values(offset: offset, count: count, width: width)
    }

    private func value(_ array: Values, _ index: Int) -> Int? {
        guard index < array.count, (1...8).contains(array.width) else { return nil }
        return number(array.offset + index * array.width, array.width)
    }

    /// Bytes of a value by its type (TIFF 6.0, page 15; BigTIFF).
    private static let widths = [
        1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8, 17: 8, 18: 8,
    ]

    private func number(_ offset: Int, _ length: Int) -> Int? {
        window.number(offset, bytes: length, isLittleEndian: isLittleEndian)
    }

    private static let noDirectory = Wording(
        ja: "TIFFのページの目次がまだありません。", en: "The TIFF's first directory is not there yet.")
    private static let circle = Wording(
        ja: "TIFFのページの目次が堂々めぐりになっています。", en: "The TIFF's directories go round in a circle.")

    private static func cutOff(page: Int) -> Wording {
        Wording(ja: "TIFFの\(page)ページ目がまだ途中です。", en: "Page \(page) of the TIFF is not all there yet.")
    }
}
