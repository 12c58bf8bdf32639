internal import Imaging
internal import Paperwork

extension [GlyphLineReader.Symbol] {
    /// The line's symbols with a blank where its digits stand apart.
    var parted: [Element] {
        let chances = DigitGaps.chances(
            behind: map { DigitGaps.Glyph(bounds: $0.bounds, text: $0.alternatives.first?.text ?? "") })
        return parted(by: chances) { chance in
            Element(
                bounds: PixelRect(x: 0, y: 0, width: 0, height: 0), alternatives: DigitGaps.alternatives(chance),
                cost: 0)
        }
    }
}

extension [GlyphLineReader.Symbol] {
    /// The symbols with what each may be weighed by the ways in which such fields are written.
    func weighed(by formats: NumberFormats?) -> [Element] {
        guard let formats else { return self }
        return zip(self, formats.weighed(map(\.alternatives))).map { symbol, alternatives in
            var symbol = symbol
            symbol.alternatives = alternatives
            return symbol
        }
    }
}
