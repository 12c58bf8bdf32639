internal import Imaging

/// What the network for marks sees of a zone: the zone and its surroundings, brought to a square.
package struct MarkPicture: Sendable {
    /// The model's classes, in their order.
    package enum Kind: Int, Sendable, CaseIterable { case unmarked, marked, unclear }

    /// Pixels along each side.
    package static let side = 24
    /// Numbers for each pixel: how dark the scan is there, how dark the blank form, and by how much the sheet's other zones
    /// of this size are darker there than the blank form.
    package static let channels = 3

    /// Row by row, the numbers of a pixel side by side; 0 for paper, 1 for black.
    package private(set) var values: [Float]

    /// So many zones of one size, at least, show what is usual on a sheet.
    private static let fewest = 4
    /// Of a size are zones whose width and height differ by at most this share.
    private static let likeness = 0.2

    /// A picture for each crop; nil where nothing of the zone is in its picture, or the blank is of another size.
    ///
    /// - Parameter crops: all zones of one sheet.
    package static func pictures(of crops: [MarkCrop]) -> [MarkPicture?] {
        var pictures = crops.map(MarkPicture.init)
        for alike in groups(of: crops) {
            let seen = alike.compactMap { index in pictures[index].map { (index, $0) } }
            guard seen.count >= fewest else { continue }
            let usual = usual(in: seen.map(\.1))
            for (index, _) in seen { pictures[index]?.set(usual: usual) }
        }
        return pictures
    }

    private init?(_ crop: MarkCrop) {
        let zone = crop.zone.clipped(width: crop.filled.width, height: crop.filled.height)
        guard zone.width > 0, zone.height > 0, crop.filled.width == crop.blank.width,
            crop.filled.height == crop.blank.height
        else { return nil }
        let around = Int(Measure.pixels(mm: MarkCrop.surroundings, dpi: crop.dpi).rounded())
        let window = PixelRect(
            x: zone.x - around, y: zone.y - around, width: zone.width + 2 * around, height: zone.height + 2 * around)
        let filled = crop.filled.square(from: window)
        let blank = crop.blank.square(from: window)
        var values: [Float] = []
        values.reserveCapacity(filled.bytes.count * Self.channels)
        for (seen, printed) in zip(filled.bytes, blank.bytes) {
            values.append(Float(255 - seen) / 255)
            values.append(Float(255 - printed) / 255)
            values.append(0)
        }
        self.values = values
    }

    private mutating func set(usual: [Float]) {
        for (pixel, darkness) in usual.enumerated() { values[pixel * Self.channels + 2] = darkness }
    }

    /// The places of the crops that are of one size, size by size.
    private static func groups(of crops: [MarkCrop]) -> [[Int]] {
        func areAlike(_ one: Int, _ other: Int) -> Bool {
            abs(one - other) <= max(1, Int(Double(max(one, other)) * likeness))
        }
        var groups: [[Int]] = []
        for (index, crop) in crops.enumerated() {
            let group = groups.firstIndex { group in
                let first = crops[group[0]].zone
                return areAlike(first.width, crop.zone.width) && areAlike(first.height, crop.zone.height)
            }
            if let group { groups[group].append(index) } else { groups.append([index]) }
        }
        return groups
    }

    /// By how much zones of one size are darker than the blank form, pixel by pixel: the lower quartile, for of such zones
    /// most are not marked in the same place.
    private static func usual(in pictures: [MarkPicture]) -> [Float] {
        (0..<side * side).map { pixel in
            let excess = pictures.map { picture in
                max(0, picture.values[pixel * channels] - picture.values[pixel * channels + 1])
            }
            return excess.sorted()[excess.count / 4]
        }
    }
}

extension GrayPixels {
    /// That part of the picture at the network's size; what lies outside the picture is white.
    fileprivate func square(from window: PixelRect) -> GrayPixels {
        var part = [UInt8](repeating: 255, count: window.width * window.height)
        let columns = max(0, window.x)..<min(width, window.maxX)
        for y in max(0, window.y)..<min(height, window.maxY) {
            let target = (y - window.y) * window.width - window.x
            for x in columns { part[target + x] = bytes[y * width + x] }
        }
        return GrayPixels(width: window.width, height: window.height, bytes: part)
            .scaled(width: MarkPicture.side, height: MarkPicture.side)
    }
}
