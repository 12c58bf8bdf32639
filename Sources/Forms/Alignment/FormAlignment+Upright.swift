package import Imaging

extension FormAlignment {
    /// The scan as it lies on its form: the whole paper, upright, at `dpi` pixels an inch.
    ///
    /// - Parameter isWhitened: with white paper, whatever the scan's is.
    package func upright(
        _ page: ScannedPage, paper: PaperSize, dpi: Double, isWhitened: Bool = false
    ) -> GrayPixels {
        let pixels = page.bitmap.grayPixels()
        let map = Homography.scaling(x: 25.4 / dpi, y: 25.4 / dpi).then(toScan).then(
            Homography.fromUpright(quarterTurns: quarterTurns, width: pixels.width, height: pixels.height))
        let upright = pixels.resampled(
            width: Int(Measure.pixels(mm: paper.width, dpi: dpi)),
            height: Int(Measure.pixels(mm: paper.height, dpi: dpi)), through: map)
        return isWhitened ? upright.whitened() : upright
    }
}
