import Imaging

/// A scanned page as registration looks at it.
struct ScanView {
    let width: Int
    let height: Int
    /// Dots per inch; a guess from the paper's size where the file's claim can't be.
    let dpi: Double
    private(set) var pyramid: Pyramid

    /// - Parameter papers: the sizes of paper that are expected, to tell a wrong claim of resolution by.
    init(_ page: ScannedPage, papers: [PaperSize]) {
        let pixels = page.bitmap.grayPixels()
        width = pixels.width
        height = pixels.height
        dpi = Self.plausibleDPI(claimed: page.dpi, width: pixels.width, height: pixels.height, papers: papers)
        pyramid = Pyramid(pixels, dpi: dpi)
    }

    /// Paper that is at least so light needs no whitening for a form to be found on it.
    private static let light = 200

    /// The same with white paper, where its paper is grey or dark.
    func whitened() -> ScanView {
        guard pyramid.levels[0].paperWhite < Self.light else { return self }
        var view = self
        view.pyramid = pyramid.whitened()
        return view
    }

    /// The claim where it makes the page at least half as large as the smallest paper and at most twice as large as
    /// the largest, in area; else what makes the page as long as the longest paper.
    private static func plausibleDPI(claimed: Double, width: Int, height: Int, papers: [PaperSize]) -> Double {
        let areas = papers.map { $0.width * $0.height }
        guard let smallest = areas.min(), let largest = areas.max() else { return claimed }
        if claimed > 0 {
            let area =
                Measure.mm(pixels: Double(width), dpi: claimed) * Measure.mm(pixels: Double(height), dpi: claimed)
            if area >= smallest / 2, area <= largest * 2 { return claimed }
        }
        let length = papers.map { max($0.width, $0.height) }.max() ?? 297
        return Double(max(width, height)) * 25.4 / length
    }
}
