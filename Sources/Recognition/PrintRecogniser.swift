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
        let (own, knowsTypeface) = try readGlyphs(of: zone, repertoire: request.repertoire)
        guard !knowsTypeface, own.confidence.value < Self.sure, zone.comb == nil else { return [own] }
        let second = try readWithTesseract(zone, repertoire: request.repertoire)
        guard second.text.allSatisfy(request.repertoire.allows) else { return [own] }
        return second.confidence > own.confidence ? [second, own] : [own, second]
    }

    private func readGlyphs(
        of zone: ReadableZone, repertoire: Repertoire
    ) throws(Trouble) -> (reading: Reading, knowsTypeface: Bool) {
        if glyphReader == nil { glyphReader = GlyphLineReader(model: try GlyphModel.shared()) }
        guard var reader = glyphReader else { return (.unread(positions: 0, by: name), true) }
        glyphReader = nil
        defer { glyphReader = reader }
        let recogniser = "\(name)/glyphs"
        if let comb = zone.comb {
            let symbols = reader.read(comb.glyphs.compactMap(\.self), of: comb.picture, repertoire: repertoire)
            let filled = comb.glyphs.map { $0 != nil }
            return (Reading(symbols: symbols, inBoxes: filled, recogniser: recogniser), true)
        }
        var symbols: [GlyphLineReader.Symbol] = []
        for line in zone.lines { symbols += VoicingMarks.joined(reader.read(line, repertoire: repertoire)) }
        let costs = symbols.map(\.cost).sorted()
        let knowsTypeface = costs.isEmpty ? false : costs[costs.count / 2] <= Self.unknown
        return (Reading(symbols: symbols, recogniser: recogniser), knowsTypeface)
    }

    private func readWithTesseract(_ zone: ReadableZone, repertoire: Repertoire) throws(Trouble) -> Reading {
        var positions: [[Lattice.Alternative]] = []
        for line in zone.lines {
            positions += try tesseract.read(line, repertoire: repertoire).map(\.alternatives)
        }
        let lattice = Lattice(positions: positions)
        let confidence = positions.reduce(1) { $0 * ($1.first?.score ?? 0) }
        let model = repertoire.isWestern ? "eng" : "jpn"
        return Reading(
            text: lattice.best, confidence: Confidence(positions.isEmpty ? 0 : confidence), lattice: lattice,
            recogniser: "\(name)/\(model)")
    }
}
