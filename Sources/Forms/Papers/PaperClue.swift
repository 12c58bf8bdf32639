/// What a paper without a form is recognised by.
package enum PaperClue: Sendable, Hashable {
    /// All of these words are printed on it.
    case words([String])
    /// A regular expression that one of its lines matches.
    case pattern(String)
    /// A number is printed on it, such as its issuer's registered one; blanks and hyphens in it don't matter.
    case number(String)

    /// As a template's readers know it.
    var shown: String {
        switch self {
        case .words(let words): words.joined(separator: " + ")
        case .pattern(let pattern): "/\(pattern)/"
        case .number(let number): number
        }
    }
}
