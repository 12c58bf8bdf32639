internal import Imaging
internal import Paperwork

/// A crop made ready for reading: specks taken out, cut into lines that end where their ink ends.
struct ReadableZone {
    /// Pictures of the lines, top to bottom.
    let lines: [GrayPixels]
    private let cells: Int

    /// Pictures with more pixels than this are no zones; they are left unread.
    private static let largest = 40_000_000

    init(_ crop: Crop, lines expected: Int) {
        cells = crop.cells.count
        guard crop.bitmap.width > 2, crop.bitmap.height > 2, crop.bitmap.width * crop.bitmap.height <= Self.largest
        else {
            lines = []
            return
        }
        let pixels = crop.bitmap.grayPixels()
        let speck = max(2, Int(4 * crop.dpi * crop.dpi / 90_000))
        let ink = Ink(in: pixels).without { $0.area <= speck }
        lines = LineFinder(dpi: crop.dpi, expected: max(1, expected)).lines(in: ink)
            .filter { $0.width > 1 || $0.height > 2 }
            .map { pixels.cut($0) }
    }

    /// What there is to say of a zone without ink.
    func emptyReading(by recogniser: String) -> Reading {
        let blank = [Lattice.Alternative("", 0.999)]
        return Reading(
            text: "", confidence: Confidence(0.999),
            lattice: Lattice(positions: Array(repeating: blank, count: cells)), recogniser: "\(recogniser)/blank")
    }
}
