import Paperwork

/// Dates in a comb, two boxes each for year, month and day, where people leave the first or the second box empty.
enum CombDate {
    /// The reading with 0 in the empty box of each pair that has one digit; itself where it is no such comb.
    static func filled(_ reading: Reading, in definition: FieldDefinition) -> Reading {
        guard case .cells(let cells) = definition.place, cells.count == 6, reading.lattice.positions.count == 6 else {
            return reading
        }
        var filled = reading
        filled.lattice = Lattice(positions: [0, 2, 4].flatMap { pair(reading.lattice.positions, at: $0) })
        filled.text = filled.lattice.best
        return filled
    }

    private static func pair(_ positions: [[Lattice.Alternative]], at index: Int) -> [[Lattice.Alternative]] {
        let (tens, units) = (positions[index], positions[index + 1])
        switch (isEmpty(tens), isEmpty(units)) {
        case (true, true): return [tens, units]
        case (false, true): return [zeroForNothing(units), tens]
        default: return [zeroForNothing(tens), units]
        }
    }

    private static func isEmpty(_ alternatives: [Lattice.Alternative]) -> Bool {
        alternatives.first?.text.isEmpty ?? true
    }

    private static func zeroForNothing(_ alternatives: [Lattice.Alternative]) -> [Lattice.Alternative] {
        guard !alternatives.isEmpty else { return [Lattice.Alternative("0", 1)] }
        return alternatives.map { Lattice.Alternative($0.text.isEmpty ? "0" : $0.text, $0.score) }
    }
}
