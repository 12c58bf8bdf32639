internal import Imaging

/// What the network for marks sees of a zone: the zone and its surroundings, brought to a square.
package struct MarkPicture: Sendable {
    /// Pixels along each side.
    package static let side = 24
    /// Numbers for each pixel: how dark the scan is there, and how dark the blank form.
    package static let channels = 2

    /// Row by row, the numbers of a pixel side by side; 0 for paper, 1 for black.
    package let values: [Float]

    /// Nil where nothing of the zone is in the picture, or the blank is of another size.
    package init?(_ crop: MarkCrop) {
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
        }
        self.values = values
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
