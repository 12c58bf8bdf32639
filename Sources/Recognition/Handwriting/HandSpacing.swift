/// How the characters of a line without boxes stand beside each other. Costs are in nats.
struct HandSpacing {
    /// One character at most is made of so many pieces, and so many times as wide as the line is high; where it hangs
    /// together, of any number, and so wide.
    var mostPieces: Int
    var widest: Double
    let widestStroke = 2.0
    /// What hangs together is cut where it is wider than so many line heights; also in notches, columns whose ink is only this
    /// much as high as that on both sides.
    var uncut: Double
    var notch: Double
    /// What it costs that a character falls into pieces with paper between them, and that paper's width in line heights.
    var joining: Double
    var bridging: Double
    /// What it costs that a writer joined two characters.
    var cutting: Double
    /// What it costs that a character is narrower than `narrow` line heights, for each line height that it lacks.
    var narrow: Double
    var narrowing: Double

    /// Tried out on lines that no measurement uses.
    static let digits = HandSpacing(
        mostPieces: 4, widest: 1.15, uncut: 0.75, notch: 0.85, joining: 2, bridging: 8, cutting: 3, narrow: 0,
        narrowing: 0)
    /// Kana and kanji fall into pieces often, and are about as wide as high. Chosen by that alone, and looked at on drawn
    /// forms that no measurement uses.
    static let kanji = HandSpacing(
        mostPieces: 6, widest: 1.2, uncut: 0.95, notch: 0, joining: 0.2, bridging: 4, cutting: 3, narrow: 0.5,
        narrowing: 4)
}
