package import Imaging

/// A zone that is marked or not: the scan, brought onto the blank form's grid, and the blank form itself.
package struct MarkCrop: Sendable {
    /// Same size; `zone` lies in both with some of its surroundings, at least `surroundings` where the page allows.
    package var filled: GrayPixels
    package var blank: GrayPixels
    package var zone: PixelRect
    /// Dots per inch of both.
    package var dpi: Double

    /// What is looked at around a zone, in millimetres: marks may leave it, and others' marks may reach into it.
    package static let surroundings = 2.0

    package init(filled: GrayPixels, blank: GrayPixels, zone: PixelRect, dpi: Double) {
        self.filled = filled
        self.blank = blank
        self.zone = zone
        self.dpi = dpi
    }
}
