import Paperwork

/// Fits a ``Calibration`` to readings whose truth is known.
package enum CalibrationFitter {
    /// One reading whose truth is known.
    package typealias Sample = (recogniser: String, kind: String, raw: Double, correct: Bool)

    /// Bins that isotonic regression starts from, at most.
    static let largestBinCount = 40
    /// Readings that a starting bin holds, at least.
    static let smallestBin = 50
    /// The confidence of each one-sided bound.
    static let confidence = 0.9

    /// A curve for every recogniser and group of kinds in `samples`: the kinds of a group are read alike, and only
    /// together are they many enough to bound a chance of error of one in a thousand.
    ///
    /// Readings are sorted by raw confidence into bins of about equal count; neighbours whose share of right readings
    /// does not rise are pooled (isotonic regression by pool-adjacent-violators: Ayer et al., Annals of Mathematical
    /// Statistics 26, 1955). As the true share rises with confidence, the share of a run of bins holds for its highest bin
    /// and for all above: each bin gets the greatest one-sided 90 % lower bound of Clopper & Pearson of the runs that end
    /// at it or below, so a bound never falls, and few readings in a bin don't loosen what its neighbours show. The
    /// greatest of several bounds fails more often than each, and neighbours bear each other out: in simulations a bound
    /// lies above the true share in about one case of twenty.
    package static func fit(samples: [Sample], fittedOn: String) -> Calibration {
        var groups: [[String]: [(raw: Double, correct: Bool)]] = [:]
        for sample in samples {
            let isEmpty = sample.kind == Calibration.emptyKind
            let group = isEmpty ? sample.kind : Calibration.group(of: sample.kind)
            groups[[sample.recogniser, group], default: []].append((sample.raw, sample.correct))
        }
        let curves = groups.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { key, readings in
            Calibration.Curve(recogniser: key[0], kind: key[1], bins: bins(of: readings))
        }
        return Calibration(fittedOn: fittedOn, curves: curves)
    }

    /// What several recognisers read of one field whose truth is known.
    package typealias Field = (kind: String, readings: [(recogniser: String, text: String, correct: Bool)])

    /// Wrong readings that a bound is computed from, at least.
    static let fewestErrors = 20

    /// For each pair of recognisers and group of kinds how often the second reads the same text where the first is wrong,
    /// with the one-sided 90 % upper bound of Clopper & Pearson; nothing for pairs with too few errors to tell.
    package static func agreements(of fields: [Field]) -> [Calibration.Agreement] {
        var counts: [[String]: (wrong: Int, same: Int)] = [:]
        for field in fields {
            let group = Calibration.group(of: field.kind)
            for first in field.readings where !first.correct && !first.text.isEmpty {
                for second in field.readings where second.recogniser != first.recogniser && !second.text.isEmpty {
                    counts[[first.recogniser, second.recogniser, group], default: (0, 0)].wrong += 1
                    if second.text == first.text {
                        counts[[first.recogniser, second.recogniser, group], default: (0, 0)].same += 1
                    }
                }
            }
        }
        return counts.sorted { $0.key.lexicographicallyPrecedes($1.key) }.compactMap { key, count in
            guard count.wrong >= fewestErrors else { return nil }
            let chance = ErrorBound.clopperPearsonUpper(
                errors: count.same, trials: count.wrong, confidence: confidence)
            return Calibration.Agreement(
                first: key[0], second: key[1], kind: key[2], wrong: count.wrong, same: count.same, chance: chance)
        }
    }

    /// For each pair of families and group of kinds how often a value is right that both read the same, by how sure each of them
    /// is. Measured as one, since errors of two recognisers that see the same ink are no independent accidents.
    ///
    /// - Parameter calibration: of each recogniser alone.
    package static func joint(of fields: [(kind: String, readings: [JointReading])], by calibration: Calibration)
        -> [Calibration.Curve]
    {
        var samples: [String: [(kind: String, raw: Double, correct: Bool)]] = [:]
        for field in fields {
            for (index, first) in field.readings.enumerated() where !first.text.isEmpty {
                for second in field.readings[(index + 1)...] where second.text == first.text {
                    guard let name = Calibration.jointName(first.recogniser, second.recogniser) else { continue }
                    let chances = [first, second].map {
                        calibration.chance(recogniser: $0.recogniser, kind: $0.kind, raw: Confidence($0.raw))
                    }
                    samples[name, default: []].append(
                        (field.kind, Calibration.jointScore(chances[0], chances[1]), first.correct))
                }
            }
        }
        return samples.sorted { $0.key < $1.key }.flatMap { name, readings in
            kindsApart(readings).sorted { $0.key < $1.key }.compactMap { kind, readings in
                guard readings.count >= smallestBin else { return nil }
                return Calibration.Curve(
                    recogniser: name, kind: kind, bins: bins(of: readings.map { ($0.raw, $0.correct) }))
            }
        }
    }

    /// A kind is kept apart from its group where so many of its readings would be wrong in one of a thousand cases at most if it
    /// were like the others.
    private static let unlikely = 0.001

    /// By group, and by kind where a kind is surely worse than the rest of its group: a curve of all would promise too much for
    /// it, and too little for the others.
    private static func kindsApart(
        _ readings: [(kind: String, raw: Double, correct: Bool)]
    ) -> [String: [(kind: String, raw: Double, correct: Bool)]] {
        var apart: [String: [(kind: String, raw: Double, correct: Bool)]] = [:]
        for (group, members) in Dictionary(grouping: readings, by: { Calibration.group(of: $0.kind) }) {
            var rest = members
            for (kind, own) in Dictionary(grouping: members, by: \.kind).sorted(by: { $0.key < $1.key }) {
                let others = rest.filter { $0.kind != kind }
                let wrong = own.count { !$0.correct }
                guard wrong > 0, others.count >= smallestBin else { continue }
                let rate = Double(others.count { !$0.correct } + 1) / Double(others.count + 1)
                let chance = 1 - BinomialTest.chance(ofAtMost: wrong - 1, among: own.count, rate: rate)
                if chance < unlikely { (apart[kind], rest) = (own, others) }
            }
            apart[group] = rest
        }
        return apart
    }

    /// What one recogniser read of a field whose truth is known, without blanks.
    package typealias JointReading = (recogniser: String, kind: String, text: String, raw: Double, correct: Bool)

    private static func bins(of readings: [(raw: Double, correct: Bool)]) -> [Calibration.Bin] {
        var bins = pooled(startingBins(of: readings.sorted { $0.raw < $1.raw }))
        var bound = 0.0
        for last in bins.indices {
            var run = (samples: 0, errors: 0)
            for bin in bins[...last].reversed() {
                run = (run.samples + bin.samples, run.errors + bin.errors)
                let upper = ErrorBound.clopperPearsonUpper(
                    errors: run.errors, trials: run.samples, confidence: confidence)
                bound = max(bound, 1 - upper)
            }
            bins[last].right = bound
        }
        return bins
    }

    /// Readings with one raw confidence stay in one bin.
    private static func startingBins(of sorted: [(raw: Double, correct: Bool)]) -> [Calibration.Bin] {
        let size = max(smallestBin, (sorted.count + largestBinCount - 1) / largestBinCount)
        var bins: [Calibration.Bin] = []
        for (index, reading) in sorted.enumerated() {
            let isNewConfidence = index == 0 || sorted[index - 1].raw < reading.raw
            let leavesEnough = sorted.count - index >= size
            if bins.isEmpty || (isNewConfidence && leavesEnough && bins[bins.count - 1].samples >= size) {
                bins.append(Calibration.Bin(from: reading.raw, right: 0))
            }
            bins[bins.count - 1].samples += 1
            bins[bins.count - 1].errors += reading.correct ? 0 : 1
        }
        return bins
    }

    private static func pooled(_ bins: [Calibration.Bin]) -> [Calibration.Bin] {
        var pooled: [Calibration.Bin] = []
        for bin in bins {
            pooled.append(bin)
            while pooled.count > 1, isNotRising(pooled[pooled.count - 2], pooled[pooled.count - 1]) {
                let upper = pooled.removeLast()
                pooled[pooled.count - 1].samples += upper.samples
                pooled[pooled.count - 1].errors += upper.errors
            }
        }
        return pooled
    }

    private static func isNotRising(_ lower: Calibration.Bin, _ upper: Calibration.Bin) -> Bool {
        upper.errors * lower.samples >= lower.errors * upper.samples
    }
}
