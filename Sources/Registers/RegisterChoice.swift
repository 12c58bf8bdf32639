import Foundation
package import Paperwork

/// What a field's ink says of the value that a register has for it.
package enum RegisterChoice {
    /// Per character, the lowest log probability that a character may cost: one that the lattice does not have.
    static let logFloor = -9.0
    /// Nats per character by which the registered text may lie under the lattice's best path.
    package static let largestGap = 1.0

    /// The candidate of `field` that speaks for the registered value: the first whose text or value is equal under
    /// `folded`, else the registered text spelled with the lattice's own characters, if the lattice supports it.
    ///
    /// The lattice supports a text whose score lies at most ``largestGap`` nats a character under the best path's; a
    /// text's score is the sum of max(log p, −9) over its characters, over the best alignment of its characters with
    /// the lattice's positions, where a position too many or too few costs −9. Nil where the ink supports no such value.
    /// - Parameter folded: brings variants, widths and notations of the field's type to one key.
    package static func candidate(
        for field: Field, registered: String, folded: (String) -> String
    ) -> Candidate? {
        let key = folded(registered)
        guard !key.isEmpty else { return nil }
        if let candidate = field.candidates.first(where: {
            folded($0.value.plainText) == key || folded($0.text) == key
        }) {
            return candidate
        }
        for reading in field.readings where reading.doubt == nil {
            if let candidate = supported(registered, by: reading.lattice, folded: folded) { return candidate }
        }
        return nil
    }

    private static func supported(
        _ registered: String, by lattice: Lattice, folded: (String) -> String
    ) -> Candidate? {
        let characters = registered.filter { !$0.isWhitespace }.map { LatticeAlignment.Sought($0, folded) }
        let positions = lattice.positions.map { alternatives in
            alternatives.map { alternative in
                let text = alternative.text.filter { !$0.isWhitespace }
                return LatticeAlignment.Seen(text: text, key: folded(text), score: alternative.score)
            }
        }
        guard !characters.isEmpty, !positions.isEmpty,
            let path = LatticeAlignment(floor: logFloor).bestPath(of: characters, through: positions)
        else { return nil }
        let gap = (path.best - path.score) / Double(characters.count)
        guard gap <= largestGap else { return nil }
        return Candidate(text: path.text, value: .text(path.text), score: exp(path.score))
    }
}
