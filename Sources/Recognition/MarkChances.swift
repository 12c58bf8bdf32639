/// What may be the matter with a zone that is marked or not, each with its chance; the three add up to 1.
package struct MarkChances: Hashable, Sendable {
    /// Nobody meant anything here, though a neighbour's stroke may reach in.
    package var unmarked: Double
    /// A person made a mark.
    package var marked: Double
    /// There is ink of which only a person can say what it means: a mark that was struck out, a stray line, a touch of
    /// the pen.
    package var unclear: Double

    package init(unmarked: Double, marked: Double, unclear: Double) {
        self.unmarked = unmarked
        self.marked = marked
        self.unclear = unclear
    }

    /// A zone that is marked with that chance, and clear.
    package init(marked: Double) { self.init(unmarked: 1 - marked, marked: marked, unclear: 0) }

    /// Whether ink of somebody's own is likelier than none.
    package var hasInk: Bool { marked + unclear > unmarked }
    /// Whether it is likelier that only a person can tell than anything else.
    package var isUnclear: Bool { unclear > max(marked, unmarked) }
}
