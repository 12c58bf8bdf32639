internal import FieldTypes
package import Imaging
package import Paperwork

/// What reads single lines of print: where a survey's words come from.
package protocol PrintedLineReading {
    /// What a line that is cut to its ink says, dark on white; by each way to read it, the likelier first.
    ///
    /// - Parameter byGlyphs: Whether to take time for few characters, and for those that stand far apart.
    /// - Throws: `Trouble` of kind `installation` where a model is missing.
    func read(_ line: GrayPixels, byGlyphs: Bool) throws(Trouble) -> [PrintedLineReader.Line]
}

/// Reads single lines of a form's own print, in any characters, with the place of each: glyph by glyph where the typeface
/// is known, else with the second reader, and with Tesseract where that is unsure or not installed.
///
/// What it needs is made when it is first needed and stays warm as long as the reader lives.
package final class PrintedLineReader: PrintedLineReading {
    /// One character of a line.
    package struct Character: Sendable, Hashable {
        package var text: String
        /// In pixels of the line's picture.
        package var left: Int
        package var right: Int

        package init(text: String, left: Int, right: Int) { (self.text, self.left, self.right) = (text, left, right) }
    }

    /// What a line says.
    package struct Line: Sendable, Hashable {
        /// From the left.
        package var characters: [Character]
        /// Whether each character's place is that of its ink; else it is only near.
        package var isPlaced: Bool

        package init(characters: [Character], isPlaced: Bool) {
            (self.characters, self.isPlaced) = (characters, isPlaced)
        }
    }

    private let tesseract: TesseractLineReader
    private let second: SecondReader
    private var glyphs: GlyphLineReader?

    /// Half of a line's glyphs fit no worse than this where its typeface is known.
    private static let known: Float = 130
    /// The second reader is believed from that sureness on.
    private static let sure = 0.8

    /// - Parameters:
    ///   - dataPath: The folder with Tesseract's `*.traineddata` files; nil for the installed one.
    ///   - second: where the second reader is installed.
    package init(dataPath: String? = nil, second: SecondReader = .installed) {
        tesseract = TesseractLineReader(dataPath: dataPath)
        self.second = second
    }

    /// What a line that is cut to its ink says, dark on white; by each way to read it, the likelier first.
    ///
    /// - Parameter byGlyphs: Whether to read glyph by glyph too: best for few characters, and for those that stand far
    ///   apart; a second way costs time.
    /// - Throws: `Trouble` of kind `installation` where a model is missing.
    package func read(_ line: GrayPixels, byGlyphs: Bool) throws(Trouble) -> [Line] {
        let byLine = Line(characters: Self.withoutBlanks(try readWhole(line)), isPlaced: false)
        guard byGlyphs else { return [byLine] }
        let (byGlyph, isKnown) = try readGlyphs(of: line)
        return isKnown || byLine.characters.isEmpty ? [byGlyph, byLine] : [byLine, byGlyph]
    }

    private func readWhole(_ line: GrayPixels) throws(Trouble) -> [Character] {
        if let seen = Self.readWhole(line, by: second), seen.sureness >= Self.sure { return seen.characters }
        return try tesseract.read(line, repertoire: .anyJapanese, allowed: "").compactMap { symbol in
            symbol.alternatives.first.map { Character(text: $0.text, left: symbol.left, right: symbol.right) }
        }
    }

    private func readGlyphs(of line: GrayPixels) throws(Trouble) -> (Line, isKnown: Bool) {
        if glyphs == nil { glyphs = GlyphLineReader(model: try GlyphModel.shared()) }
        guard var reader = glyphs, line.width > 2, line.height > 2 else {
            return (Line(characters: [], isPlaced: true), false)
        }
        glyphs = nil
        defer { glyphs = reader }
        let symbols = VoicingMarks.joined(reader.read(line, repertoire: .anyJapanese))
        let costs = symbols.map(\.cost).sorted()
        let isKnown = !costs.isEmpty && costs[costs.count / 2] <= Self.known
        let characters = symbols.compactMap { symbol in
            symbol.alternatives.first.map {
                Character(text: $0.text, left: symbol.bounds.x, right: symbol.bounds.maxX)
            }
        }
        return (Line(characters: Self.withoutBlanks(characters), isPlaced: true), isKnown)
    }

    private static func withoutBlanks(_ characters: [Character]) -> [Character] {
        characters.filter { !$0.text.allSatisfy(\.isWhitespace) }
    }
}
