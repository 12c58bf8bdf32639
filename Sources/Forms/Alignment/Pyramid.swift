import Imaging

/// A page at about 100, 50 and 25 dots per inch, finest first.
///
/// Positions are continuous: pixel (0, 0) covers the square from (0, 0) to (1, 1), so that a position in one level is
/// that of another times the quotient of their resolutions.
struct Pyramid: Sendable {
    /// Dots per inch of the finest level.
    static let finest = 100.0
    let levels: [GrayPixels]
    /// Dots per inch of each level.
    let dpi: [Double]
    /// Pixels of the page as it was per pixel of the finest level.
    let factor: Int

    init(_ pixels: GrayPixels, dpi pageDPI: Double) {
        factor = max(1, Int((pageDPI / Self.finest).rounded()))
        let fine = pixels.reduced(by: factor)
        let middle = fine.reduced(by: 2)
        levels = [fine, middle, middle.reduced(by: 2)]
        let first = pageDPI / Double(factor)
        dpi = [first, first / 2, first / 4]
    }

    private init(_ levels: [GrayPixels], of other: Pyramid) {
        self.levels = levels
        dpi = other.dpi
        factor = other.factor
    }

    /// The same with the page's own paper at 255.
    func whitened() -> Pyramid {
        Pyramid(zip(levels, dpi).map { PaperGround($0, dpi: $1).whitened($0) }, of: self)
    }

    /// From pixels of the page as it was to pixels of that level.
    func scale(ofLevel level: Int) -> Double { 1 / Double(factor * (1 << level)) }
}
