internal import FieldTypes
package import Paperwork

/// Reads printed characters glyph by glyph with a classifier of its own.
package final class PrintRecogniser: Recogniser {
    package let name = "print"
    private var glyphReader: GlyphLineReader?

    package init() {}

    package func canRead(_ request: ReadingRequest) -> Bool {
        request.hand != .hand && !request.repertoire.isEmpty
    }

    package func read(_ crop: Crop, as request: ReadingRequest) throws(Trouble) -> [Reading] {
        guard ReadableZone.canHold(crop) else { return [.unread(positions: crop.cells.count, by: name)] }
        let zone = ReadableZone(crop, lines: request.lines)
        guard !zone.isEmpty else { return [.blank(positions: crop.cells.count, by: name)] }
        return [try readGlyphs(of: zone, as: request)]
    }

    private func readGlyphs(of zone: ReadableZone, as request: ReadingRequest) throws(Trouble) -> Reading {
        if glyphReader == nil { glyphReader = GlyphLineReader(model: try GlyphModel.shared()) }
        guard var reader = glyphReader else { return .unread(positions: 0, by: name) }
        glyphReader = nil
        defer { glyphReader = reader }
        let recogniser = "\(name)/glyphs"
        let repertoire = request.repertoire
        if let comb = zone.comb {
            let symbols = reader.read(comb.glyphs.compactMap(\.self), of: comb.picture, repertoire: repertoire)
            return Reading(symbols: symbols, inBoxes: comb.glyphs.map { $0 != nil }, recogniser: recogniser)
        }
        var symbols: [GlyphLineReader.Symbol] = []
        for line in zone.lines {
            let read = VoicingMarks.joined(reader.read(line, repertoire: repertoire))
                .weighed(by: zone.lines.count == 1 ? NumberFormats.of(request) : nil)
            symbols += request.keepsGaps ? read.parted : read
        }
        return Reading(symbols: symbols, recogniser: recogniser)
    }
}
