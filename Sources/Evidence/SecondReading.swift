import Paperwork

/// What a second recogniser's reading of the same ink says of the first one's.
enum SecondReading {
    /// Where it was measured how often two recognisers share an error, that counts (``Calibration/Agreement``). Else this is
    /// assumed: two recognisers see the same blots and the same bad hand, so their errors coincide more often than by accident:
    /// a wrong reading is taken to be repeated in one of ten cases by a recogniser of another family, in three of ten by
    /// another model of the same family, on top of the second one's own chance of error. Deliberately pessimistic:
    /// Kittler et al. ("On combining classifiers", IEEE PAMI 20, 1998) treat independence as the optimistic limit.
    static let coincidenceBetweenFamilies = 0.1
    static let coincidenceWithinFamily = 0.3

    /// A second reading counts only where it is more likely right than wrong.
    private static let leastChance = 0.5

    /// The chance that what the first reading says is right, where two of the readings say it, each of a family of its own,
    /// and it was measured how often such two are right; nil elsewhere, and where what each of them is worth alone shows more.
    /// The two need not include the first: where the file's own text leads, two that read the picture may agree with it. Then
    /// it says a third time what they say, and a wrong value would be repeated by it as by any other family
    /// (``coincidenceBetweenFamilies``).
    ///
    /// - Parameter alone: the first one's own chance.
    static func agreed(in field: Field, alone: Double, calibration: Calibration) -> Double? {
        guard let first = field.readings.first, !squeezed(first).isEmpty else { return nil }
        let same = [first] + others(in: field).filter { squeezed($0) == squeezed(first) }
        let joint = same.indices.flatMap { index in
            same[(index + 1)...].compactMap { other -> Double? in
                let both = calibration.jointChance(of: same[index], and: other, ofType: field.type)
                guard index > 0, alone >= leastChance else { return both }
                return both.map { $0 / ($0 + (1 - $0) * coincidenceBetweenFamilies) }
            }
        }.max()
        guard let joint else { return nil }
        let shared = chance(in: field, calibration: calibration) ?? 1
        return joint * (1 - alone) * shared >= alone * (1 - joint) ? joint : nil
    }

    /// How often a wrong value would be read the same by a second recogniser; nil where none agrees.
    static func chance(in field: Field, calibration: Calibration) -> Double? {
        guard let first = field.readings.first, !squeezed(first).isEmpty else { return nil }
        return others(in: field).filter { squeezed($0) == squeezed(first) }
            .compactMap { reading -> Double? in
                let right = calibration.chance(of: reading, ofType: field.type)
                guard right > leastChance else { return nil }
                if let measured = calibration.sharedErrors(
                    of: first.recogniser, and: reading.recogniser, kind: field.type)
                {
                    return measured
                }
                let coincidence =
                    reading.family == first.family ? coincidenceWithinFamily : coincidenceBetweenFamilies
                return min(1, coincidence + 1 - right)
            }
            .min()
    }

    /// The chance of the first reading, lowered where a trustworthy second one says otherwise: the odds are multiplied
    /// by the second one's own chance of error.
    static func contradicted(_ chance: Double, in field: Field, calibration: Calibration) -> Double {
        guard let first = field.readings.first else { return chance }
        let opposed = others(in: field).filter { squeezed($0) != squeezed(first) }
            .map { calibration.chance(of: $0, ofType: field.type) }.max()
        guard let opposed, opposed > leastChance else { return chance }
        let right = chance * (1 - opposed)
        return right + (1 - chance) > 0 ? right / (right + 1 - chance) : 0
    }

    private static func others(in field: Field) -> [Reading] {
        field.readings.dropFirst().filter { $0.recogniser != field.readings[0].recogniser }
    }

    private static func squeezed(_ reading: Reading) -> String { reading.text.filter { !$0.isWhitespace } }
}
