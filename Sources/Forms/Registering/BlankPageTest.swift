import Imaging

/// Whether a page has nothing on it: specks, punch holes, the scan's dark edges and what shows through from the other
/// side don't count.
struct BlankPageTest {
    /// Square millimetres of ink from which a page counts as written on: about two hand-written characters.
    static let inkLimit = 4.0
    private static let edge = 3.0
    /// Square millimetres; a full stop of 9 point print is larger than the lower one.
    private static let speck = 0.15
    private static let hole = 15.0

    /// `page` at about 100 dots per inch.
    static func isBlank(_ page: GrayPixels, dpi: Double) -> Bool {
        let squareMM = 1 / (Measure.pixels(mm: 1, dpi: dpi) * Measure.pixels(mm: 1, dpi: dpi))
        let ink = InkMask(page, threshold: UInt8(page.paperWhite * 62 / 100))
        guard Double(ink.count) * squareMM < 0.02 * Double(page.width * page.height) * squareMM else { return false }
        let edge = Int(Measure.pixels(mm: Self.edge, dpi: dpi))
        let written = ink.components().filter { component in
            let area = Double(component.area) * squareMM
            let box = component.box
            let touchesEdge =
                box.x < edge || box.y < edge || box.maxX > page.width - edge || box.maxY > page.height - edge
            let isHole =
                area > Self.hole && component.area * 10 > box.width * box.height * 6
                && box.width * 10 < box.height * 16 && box.height * 10 < box.width * 16
            return area >= Self.speck && !touchesEdge && !isHole
        }
        return written.reduce(0) { $0 + Double($1.area) * squareMM } < Self.inkLimit
    }
}

extension GrayPixels {
    /// The grey that three quarters of the page are darker than or equal to: paper, on any page that is mostly paper.
    var paperWhite: Int {
        var histogram = [Int](repeating: 0, count: 256)
        bytes.withUnsafeBufferPointer { bytes in
            for byte in bytes { histogram[Int(byte)] &+= 1 }
        }
        var seen = 0
        for (value, count) in histogram.enumerated() {
            seen += count
            if seen * 4 >= bytes.count * 3 { return value }
        }
        return 255
    }
}
