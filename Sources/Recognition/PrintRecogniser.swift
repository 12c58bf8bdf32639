internal import FieldTypes
internal import Imaging
package import Paperwork

/// Reads printed characters: glyph by glyph with a classifier of its own, and with Tesseract where the typeface is none
/// that the classifier knows.
///
/// Tesseract's engines are made when they are first needed and stay warm as long as the recogniser lives.
package final class PrintRecogniser: Recogniser {
    package let name = "print"
    private let tesseract: TesseractLineReader
    private var glyphReader: GlyphLineReader?

    /// Readings surer than this need no second opinion.
    private static let sure = 0.5
    /// Half of a line's glyphs fit worse than this where its typeface is unknown; of a known one they cost about 70.
    private static let unknown: Float = 130

    /// - Parameter dataPath: The folder with Tesseract's `*.traineddata` files; nil for the installed one.
    package init(dataPath: String? = nil) {
        tesseract = TesseractLineReader(dataPath: dataPath)
    }

    package func canRead(_ request: ReadingRequest) -> Bool {
        request.hand != .hand && !request.repertoire.isEmpty
    }

    package func read(_ crop: Crop, as request: ReadingRequest) throws(Trouble) -> [Reading] {
        guard ReadableZone.canHold(crop) else { return [.unread(positions: crop.cells.count, by: name)] }
        let zone = ReadableZone(crop, lines: request.lines)
        guard !zone.isEmpty else { return [.blank(positions: crop.cells.count, by: name)] }
        let (own, knowsTypeface) = try readGlyphs(of: zone, as: request)
        guard !knowsTypeface, own.confidence.value < Self.sure, zone.comb == nil else { return [own] }
        let second = try readWithTesseract(zone, as: request)
        guard second.text.allSatisfy({ $0 == " " || request.repertoire.allows($0) }) else { return [own] }
        return second.confidence > own.confidence ? [second, own] : [own, second]
    }

    private func readGlyphs(
        of zone: ReadableZone, as request: ReadingRequest
    ) throws(Trouble) -> (reading: Reading, knowsTypeface: Bool) {
        if glyphReader == nil { glyphReader = GlyphLineReader(model: try GlyphModel.shared()) }
        guard var reader = glyphReader else { return (.unread(positions: 0, by: name), true) }
        glyphReader = nil
        defer { glyphReader = reader }
        let recogniser = "\(name)/glyphs"
        let repertoire = request.repertoire
        if let comb = zone.comb {
            let symbols = reader.read(comb.glyphs.compactMap(\.self), of: comb.picture, repertoire: repertoire)
            let filled = comb.glyphs.map { $0 != nil }
            return (Reading(symbols: symbols, inBoxes: filled, recogniser: recogniser), true)
        }
        var symbols: [GlyphLineReader.Symbol] = []
        var costs: [Float] = []
        for line in zone.lines {
            let read = VoicingMarks.joined(reader.read(line, repertoire: repertoire))
            symbols += request.keepsGaps ? read.parted : read
            costs += read.map(\.cost)
        }
        costs.sort()
        let knowsTypeface = costs.isEmpty ? false : costs[costs.count / 2] <= Self.unknown
        return (Reading(symbols: symbols, recogniser: recogniser), knowsTypeface)
    }

    private func readWithTesseract(_ zone: ReadableZone, as request: ReadingRequest) throws(Trouble) -> Reading {
        var positions: [[Lattice.Alternative]] = []
        for line in zone.lines {
            let read = try tesseract.read(line, repertoire: request.repertoire)
            positions += request.keepsGaps ? read.parted(height: line.height) : read.map(\.alternatives)
        }
        let lattice = Lattice(positions: positions)
        let confidence = positions.reduce(1) { $0 * ($1.first?.score ?? 0) }
        let model = request.repertoire.isWestern ? "eng" : "jpn"
        return Reading(
            text: lattice.best, confidence: Confidence(positions.isEmpty ? 0 : confidence), lattice: lattice,
            recogniser: "\(name)/\(model)")
    }
}

extension Array where Element == GlyphLineReader.Symbol {
    /// The line's symbols with a blank where its digits stand apart.
    fileprivate var parted: [Element] {
        let chances = DigitGaps.chances(
            behind: map { DigitGaps.Glyph(bounds: $0.bounds, text: $0.alternatives.first?.text ?? "") })
        return parted(by: chances) { chance in
            Element(
                bounds: PixelRect(x: 0, y: 0, width: 0, height: 0), alternatives: DigitGaps.alternatives(chance),
                cost: 0)
        }
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
