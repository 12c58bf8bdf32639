internal import Imaging

/// A crop's picture without what reaches into a free zone from outside, its ink, and its pieces but for specks.
struct HandPicture {
    let pixels: GrayPixels
    let ink: Ink
    let components: [Ink.Component]

    init(_ crop: Crop) {
        let whole = HandPicture(crop.bitmap.grayPixels(), dpi: crop.dpi)
        guard crop.cells.isEmpty, let cleaned = whole.pixels.withoutIntruders(among: whole.components) else {
            self = whole
            return
        }
        self.init(cleaned, dpi: crop.dpi)
    }

    private init(_ pixels: GrayPixels, dpi: Double) {
        let speck = max(2, Int(5 * dpi * dpi / 90_000))
        self.pixels = pixels
        ink = Ink(in: pixels)
        components = ink.components().filter { $0.area > speck }
    }
}
