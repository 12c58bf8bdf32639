internal import Foundation
internal import Paperwork

extension Reading {
    /// The cost above which a glyph fits none that the model knows, and how much more cost halves the belief in it.
    private static let familiar: Float = 130
    private static let halving: Float = 40

    /// What a zone without ink reads as.
    static func blank(positions: Int, by recogniser: String) -> Reading {
        let blank = [Lattice.Alternative("", 0.999)]
        return Reading(
            text: "", confidence: Confidence(0.999),
            lattice: Lattice(positions: Array(repeating: blank, count: positions)),
            recogniser: "\(recogniser)/blank")
    }

    /// A picture that is too small or too large to look for writing in: whether it holds any is not known.
    static func unread(positions: Int, by recogniser: String) -> Reading {
        let unknown = [Lattice.Alternative("", 0)]
        return Reading(
            text: "", confidence: .none, lattice: Lattice(positions: Array(repeating: unknown, count: positions)),
            recogniser: "\(recogniser)/unread",
            doubt: Wording(
                ja: "読取枠が小さすぎるか大きすぎるため、読み取れません。画像を見て入力してください。",
                en: "The zone is too small or too large to be read. Look at the picture and type it in."))
    }

    init(symbols: [GlyphLineReader.Symbol], recogniser: String) {
        self.init(positions: symbols.map(Self.believed), recogniser: recogniser)
    }

    /// A comb's reading: `symbols` are those of the boxes that are filled.
    init(symbols: [GlyphLineReader.Symbol], inBoxes filled: [Bool], recogniser: String) {
        var rest = symbols[...]
        let positions = filled.map { isFilled -> [Lattice.Alternative] in
            guard isFilled, let symbol = rest.popFirst() else { return [Lattice.Alternative("", 0.999)] }
            return Self.believed(symbol)
        }
        self.init(positions: positions, recogniser: recogniser)
    }

    private init(positions: [[Lattice.Alternative]], recogniser: String) {
        let lattice = Lattice(positions: positions)
        let confidence = positions.isEmpty ? 0 : positions.reduce(1) { $0 * ($1.first?.score ?? 0) }
        self.init(
            text: lattice.best, confidence: Confidence(confidence), lattice: lattice, recogniser: recogniser)
    }

    /// A glyph's alternatives, their scores lowered where even the best fits badly.
    private static func believed(_ symbol: GlyphLineReader.Symbol) -> [Lattice.Alternative] {
        let strangeness = max(0, symbol.cost - familiar) / halving
        let belief = Double(pow(2, -strangeness))
        return symbol.alternatives.map { Lattice.Alternative($0.text, $0.score * belief) }
    }
}
