import Foundation
import Imaging
import Recognition
import Testing

/// Combs of boxes, one below the other, in a picture beside the tests.
struct CellSheet {
    private let boxSide = 64
    private let boxes = 16
    let pixels: GrayPixels
    let truths: [String]

    init() throws {
        let folder = try #require(Bundle.module.url(forResource: "Cells", withExtension: nil))
        pixels = try PageSource(opening: folder.appending(path: "digits.png")).page(1).bitmap.grayPixels()
        truths = try String(contentsOf: folder.appending(path: "digits.txt"), encoding: .utf8)
            .split(separator: "\n").map(String.init)
    }

    func comb(_ row: Int) -> Crop {
        let line = pixels.resampled(
            width: boxSide * boxes, height: boxSide, through: .translation(x: 0, y: Double(row * boxSide)))
        let cells = (0..<boxes).map { PixelRect(x: $0 * boxSide, y: 0, width: boxSide, height: boxSide) }
        return Crop(bitmap: Bitmap(line), dpi: 300, cells: cells)
    }
}
