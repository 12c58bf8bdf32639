internal import FieldTypes
internal import Imaging
package import Paperwork

/// Reads printed characters with Tesseract.
///
/// Tesseract's engines are made when they are first needed and stay warm as long as the recogniser lives.
package final class TesseractRecogniser: Recogniser {
    package let name = "tesseract"
    private let reader: TesseractLineReader

    /// - Parameter dataPath: The folder with Tesseract's `*.traineddata` files; nil for the installed one.
    package init(dataPath: String? = nil) {
        reader = TesseractLineReader(dataPath: dataPath)
    }

    package func canRead(_ request: ReadingRequest) -> Bool {
        request.hand != .hand && !request.repertoire.isEmpty
    }

    package func read(_ crop: Crop, as request: ReadingRequest) throws(Trouble) -> [Reading] {
        guard ReadableZone.canHold(crop) else { return [.unread(positions: crop.cells.count, by: name)] }
        let zone = ReadableZone(crop, lines: request.lines)
        guard !zone.isEmpty else { return [.blank(positions: crop.cells.count, by: name)] }
        var positions: [[Lattice.Alternative]] = []
        for line in zone.linePictures {
            let read = try reader.read(line, repertoire: request.repertoire)
            positions += request.keepsGaps ? read.parted(height: line.height) : read.map(\.alternatives)
        }
        let lattice = Lattice(positions: positions)
        guard lattice.best.allSatisfy({ $0 == " " || request.repertoire.allows($0) }) else { return [] }
        let confidence = positions.reduce(1) { $0 * ($1.first?.score ?? 0) }
        let model = TesseractModel(reading: request.repertoire).rawValue
        return [
            Reading(
                text: lattice.best, confidence: Confidence(positions.isEmpty ? 0 : confidence), lattice: lattice,
                recogniser: "\(name)/\(model)")
        ]
    }
}

extension ReadableZone {
    /// The lines of the zone; the filled boxes of a comb, side by side, as one.
    fileprivate var linePictures: [GrayPixels] {
        comb.map { comb in CombStrip(comb.picture, glyphs: comb.glyphs).map { [$0.picture] } ?? [] } ?? lines
    }
}

extension Array where Element == TesseractEngine.Symbol {
    /// What may stand in each place of the line, with a blank where its digits stand apart.
    ///
    /// - Parameter height: the line's, in pixels.
    fileprivate func parted(height: Int) -> [[Lattice.Alternative]] {
        let glyphs = map { symbol in
            DigitGaps.Glyph(
                bounds: PixelRect(x: symbol.left, y: 0, width: symbol.right - symbol.left, height: height),
                text: symbol.alternatives.first?.text ?? "")
        }
        return map(\.alternatives).parted(by: DigitGaps.chances(behind: glyphs), blank: DigitGaps.alternatives)
    }
}
