internal import JapaneseText
internal import Paperwork

/// Turns the network's steps into a line's characters, with what else each may be.
///
/// Connectionist temporal classification (Graves et al., "Connectionist temporal classification", ICML 2006): what is seen
/// in neighbouring steps is one character, "nothing" between two equal ones parts them.
struct LineDecoder {
    /// A character of a line.
    struct Spot {
        /// Where it is likeliest, in steps from the left.
        var step: Int
        var alternatives: [Lattice.Alternative]
        /// How likely something stands here that isn't allowed, between 0 and 1.
        var strange: Double
    }

    let alphabet: LineAlphabet

    /// A character that is likelier than this but not the likeliest is kept as one that may have been missed.
    private static let mayBeMissed: Float = 0.08
    private static let kept = 10
    /// Less likely alternatives are left out.
    private static let least = 0.0005

    /// Stands for a character that isn't allowed.
    private static let stranger: Int32 = -2

    private struct Sums {
        var blank: Float = 0
        var strange: Float = 0
        /// By place in the alphabet; few.
        var characters: [Int32: Float] = [:]

        func chance(of place: Int32) -> Float { place == LineDecoder.stranger ? strange : characters[place] ?? 0 }

        /// The likeliest character; what is allowed goes before what is not.
        var best: (place: Int32, chance: Float)? {
            characters.max { ($0.value, $1.key) < ($1.value, $0.key) }.map { ($0.key, $0.value) }
        }
    }

    func spots(in steps: [LineNetwork.Step]) -> [Spot] {
        let sums = steps.map(sums)
        var spots: [Spot] = []
        /// The steps of the character that is being seen, and which it is.
        var run: (place: Int32, from: Int)?

        func end(_ until: Int) {
            guard let seen = run else { return }
            run = nil
            let peak = (seen.from..<until).max { sums[$0].chance(of: seen.place) < sums[$1].chance(of: seen.place) }
            guard let peak else { return }
            let isStranger = seen.place == Self.stranger
            spots.append(spot(sums[peak], first: isStranger ? sums[peak].best?.place : seen.place, at: peak))
        }

        for (index, sum) in sums.enumerated() {
            let best = sum.best
            guard sum.strange + (best?.chance ?? 0) > sum.blank else {
                end(index)
                if let missed = missed(at: index, in: sums) { spots.append(missed) }
                continue
            }
            let seen = best.flatMap { $0.chance >= sum.strange ? $0.place : nil } ?? Self.stranger
            if run?.place != seen {
                end(index)
                run = (seen, index)
            }
        }
        end(sums.count)
        return spots
    }

    private func sums(of step: LineNetwork.Step) -> Sums {
        var sums = Sums()
        for sight in step.sights {
            let place = alphabet.places[Int(sight.place)]
            if sight.place == 0 {
                sums.blank += sight.value
            } else if place < 0 {
                sums.strange += sight.value
            } else {
                sums.characters[place, default: 0] += sight.value
            }
        }
        return sums
    }

    private func spot(_ sum: Sums, first: Int32?, at step: Int) -> Spot {
        var alternatives = sum.characters.map { Lattice.Alternative(alphabet.texts[Int($0.key)], Double($0.value)) }
        alternatives.append(Lattice.Alternative("", Double(sum.blank)))
        let seen = first.map { alphabet.texts[Int($0)] } ?? ""
        let leading = alternatives.first { $0.text == seen }.flatMap { Self.withNearForm($0).first?.text } ?? seen
        let ranked = Lattice.Alternative.ranked(merged(alternatives.flatMap(Self.withNearForm)), first: leading)
        let kept = ranked.filter { $0.score >= Self.least || $0.text == leading }.prefix(Self.kept)
        return Spot(step: step, alternatives: Array(kept), strange: Double(sum.strange))
    }

    private func merged(_ alternatives: [Lattice.Alternative]) -> [Lattice.Alternative] {
        Dictionary(grouping: alternatives, by: \.text).map { text, same in
            Lattice.Alternative(text, same.reduce(0) { $0 + $1.score })
        }
    }

    /// A character whose form differs by a stroke between China and Japan: as Japan writes it today and as it was seen,
    /// which the network can't tell apart; every other one by itself.
    private static func withNearForm(_ seen: Lattice.Alternative) -> [Lattice.Alternative] {
        guard let character = seen.text.first, let near = HanForms.today(character) else { return [seen] }
        return [Lattice.Alternative(String(near), seen.score * 0.6), Lattice.Alternative(seen.text, seen.score * 0.4)]
    }

    /// A character that may stand where most likely nothing does; nil where it belongs to a neighbour.
    private func missed(at step: Int, in sums: [Sums]) -> Spot? {
        guard let best = sums[step].best, best.chance >= Self.mayBeMissed, best.place != LineAlphabet.space else {
            return nil
        }
        let beside = [step - 1, step + 1].filter(sums.indices.contains).compactMap { sums[$0].best }
        guard beside.allSatisfy({ $0.place != best.place }) else { return nil }
        var missed = spot(sums[step], first: best.place, at: step)
        missed.alternatives = Lattice.Alternative.ranked(missed.alternatives, first: "")
        return missed
    }
}
