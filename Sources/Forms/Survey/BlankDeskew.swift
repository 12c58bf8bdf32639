internal import Foundation
package import Imaging

/// Takes the skew out of a scanned blank form: zones are upright rectangles, so their form must be upright too.
package enum BlankDeskew {
    /// Degrees; less moves nothing by half a millimetre within a field's width.
    private static let least = 0.12

    /// The page turned upright about its middle, at the same size; nil where it lies straight already.
    ///
    /// - parameter dpi: Dots per inch of `page`.
    package static func straightened(_ page: GrayPixels, dpi: Double) -> GrayPixels? {
        let coarse = Pyramid(page, dpi: dpi).levels[1]
        let degrees = SkewEstimate(page: coarse).angle * 180 / .pi
        guard abs(degrees) >= least else { return nil }
        let (x, y) = (Double(page.width) / 2, Double(page.height) / 2)
        let map = Homography.translation(x: -x, y: -y).then(.rotation(degrees: degrees)).then(.translation(x: x, y: y))
        return page.resampled(width: page.width, height: page.height, through: map, background: paperTone(of: page))
    }

    /// The tone of most of the page, for the corners that the turn uncovers.
    private static func paperTone(of page: GrayPixels) -> UInt8 {
        let counts = page.histogram()
        return UInt8(counts.indices.max { counts[$0] < counts[$1] } ?? 255)
    }
}
