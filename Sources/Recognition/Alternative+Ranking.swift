internal import Paperwork

extension Lattice.Alternative {
    /// `alternatives` by score, the one with text `first` before all others, scores scaled to add up to 1 at most.
    static func ranked(_ alternatives: [Lattice.Alternative], first: String) -> [Lattice.Alternative] {
        let top = alternatives.filter { $0.text == first }
        let rest = alternatives.filter { $0.text != first }.sorted { $0.score > $1.score }
        let total = alternatives.reduce(0) { $0 + max(0, $1.score) }
        let divisor = max(1, total)
        return (top + rest).map { Lattice.Alternative($0.text, max(0, $0.score) / divisor) }
    }
}
