internal import Imaging
package import Paperwork

/// Reads printed characters: glyph by glyph with a classifier of its own, and with Tesseract where that leaves doubt.
///
/// Tesseract's engines are made when they are first needed and stay warm as long as the recogniser lives.
package final class PrintRecogniser: Recogniser {
    package let name = "print"
    private let tesseract: TesseractLineReader
    private var glyphReader: GlyphLineReader?

    /// Readings surer than this need no second opinion.
    private static let sure = 0.5

    /// - Parameter dataPath: The folder with Tesseract's `*.traineddata` files; nil for the installed one.
    package init(dataPath: String? = nil) {
        tesseract = TesseractLineReader(dataPath: dataPath)
    }

    package func canRead(_ request: ReadingRequest) -> Bool {
        request.hand != .hand && !request.repertoire.isEmpty
    }

    package func read(_ crop: Crop, as request: ReadingRequest) throws(Trouble) -> [Reading] {
        let zone = ReadableZone(crop, lines: request.lines)
        guard !zone.isEmpty else { return [.blank(positions: crop.cells.count, by: name)] }
        let own = try readGlyphs(of: zone, repertoire: request.repertoire)
        guard own.confidence.value < Self.sure, zone.comb == nil else { return [own] }
        let second = try readWithTesseract(zone, repertoire: request.repertoire)
        return [own, second]
    }

    private func readGlyphs(of zone: ReadableZone, repertoire: Repertoire) throws(Trouble) -> Reading {
        if glyphReader == nil { glyphReader = GlyphLineReader(model: try GlyphModel.shared()) }
        guard var reader = glyphReader else { return .blank(positions: 0, by: name) }
        defer { glyphReader = reader }
        if let comb = zone.comb {
            let symbols = reader.read(comb.glyphs.compactMap(\.self), of: comb.picture, repertoire: repertoire)
            return Reading(symbols: symbols, inBoxes: comb.glyphs.map { $0 != nil }, recogniser: "\(name)/glyphs")
        }
        var symbols: [GlyphLineReader.Symbol] = []
        for line in zone.lines { symbols += VoicingMarks.joined(reader.read(line, repertoire: repertoire)) }
        return Reading(symbols: symbols, recogniser: "\(name)/glyphs")
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
