package import Imaging

/// A zone that is marked or not: the scan, brought onto the blank form's grid, and the blank form itself.
package struct MarkCrop: Sendable {
    /// What a person does to mark it.
    package enum Shape: Sendable, Hashable {
        /// A small printed box is ticked, crossed or filled.
        case checkbox
        /// A printed word is circled or struck with a tick.
        case circled
        /// A cell of a mark grid is filled, ticked or circled.
        case gridCell
        /// A seal or a signature is there.
        case presence
    }

    /// Same size; `zone` lies in both with some of its surroundings, at least 2 mm where the page allows.
    package var filled: GrayPixels
    package var blank: GrayPixels
    package var zone: PixelRect
    /// Dots per inch of both.
    package var dpi: Double
    package var shape: Shape

    package init(filled: GrayPixels, blank: GrayPixels, zone: PixelRect, dpi: Double, shape: Shape) {
        self.filled = filled
        self.blank = blank
        self.zone = zone
        self.dpi = dpi
        self.shape = shape
    }
}
