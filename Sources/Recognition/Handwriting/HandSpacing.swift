/// How the characters of a line without boxes stand beside each other. Costs are in nats.
struct HandSpacing {
    /// Columns whose ink is much lower than on both sides, in which round characters touch.
    struct Notches {
        /// They count from so many line heights of width on.
        let narrowest = 0.75
        /// So much of the height on both sides is a notch at most.
        let depth = 0.85
    }

    /// One character at most is made of so many pieces, and so many times as wide as the line is high; where it hangs
    /// together, of any number, and so wide.
    var mostPieces: Int
    var widest: Double
    let widestStroke = 2.0
    /// What hangs together is cut where its ink is thin from so many line heights of width on.
    let widestUncut = 0.95
    /// Nil where notches are no sign of two characters.
    var notches: Notches?
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
        mostPieces: 4, widest: 1.15, notches: Notches(), joining: 2, bridging: 8, cutting: 3, narrow: 0,
        narrowing: 0)
    /// Kana and kanji fall into pieces often, and are about as wide as high. Chosen by that alone, and looked at on drawn
    /// forms that no measurement uses.
    static let kanji = HandSpacing(
        mostPieces: 6, widest: 1.2, notches: nil, joining: 0.2, bridging: 4, cutting: 3, narrow: 0.5,
        narrowing: 4)
}
