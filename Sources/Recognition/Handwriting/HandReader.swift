internal import Foundation
internal import Imaging
internal import Paperwork

/// Reads handwriting with one network, whose working memory it keeps: one thread at a time.
final class HandReader {
    let model: CharacterModel
    private var network: CharacterNetwork
    private var digits: DigitAdvice?
    /// The larger network, to ask where the other is unsure.
    private var careful: CharacterNetwork?

    private static let nudges = [
        HandPlace.Nudge(x: 0.03, y: 0.02, scale: 1), HandPlace.Nudge(x: -0.03, y: -0.02, scale: 1),
        HandPlace.Nudge(x: 0.02, y: -0.03, scale: 1.07), HandPlace.Nudge(x: -0.02, y: 0.03, scale: 0.95),
    ]

    /// A point between a date's numbers may be a full stop from this part of their height on.
    private static let stopsOfDates = 18

    private let spacing: HandSpacing
    private var alternatives: [Fields: HandAlternatives] = [:]
    /// Characters less likely than this are looked at again, a little shifted and scaled.
    private let sure: Float

    /// - Parameter digits: the model to ask which digit stands where `models` see one; nil where these are for digits.
    init(_ models: ModelPair, digits: CharacterModel? = nil, spacing: HandSpacing) {
        model = models.first
        careful = models.careful.map(CharacterNetwork.init)
        self.digits = digits.map { DigitAdvice($0, for: models.first) }
        self.spacing = spacing
        sure = models.sure
        network = CharacterNetwork(model: model)
    }

    /// Fields in which the same can stand.
    private struct Fields: Hashable {
        var repertoire: Repertoire
        var type: String
    }

    /// - Parameter fieldType: the name of the field's type; "text" where nothing is known of it.
    func alternatives(for repertoire: Repertoire, fieldType: String = "text") -> HandAlternatives {
        let fields = Fields(repertoire: repertoire, type: fieldType)
        if let known = alternatives[fields] { return known }
        let made = HandAlternatives(model: model, repertoire: repertoire, fieldType: fieldType)
        alternatives[fields] = made
        return made
    }

    func boxes(of comb: HandComb, alternatives: HandAlternatives) -> [HandCharacter] {
        var looks = looks(at: comb, alternatives)
        let filled = looks.compactMap(\.self)
        var again = lookedAtAgain(
            filled.map(\.probabilities), of: filled.map(\.place), in: comb.map, alternatives
        )[...]
        for box in looks.indices where looks[box] != nil { looks[box]?.probabilities = again.removeFirst() }
        let characters = zip(looks, comb.isDark).map { look, isDark -> HandCharacter in
            guard let look else { return isDark ? .dark : .empty }
            let character = HandCharacter(look.probabilities, alternatives: alternatives)
            return isDark ? character.inTheDark : character
        }
        guard !alternatives.areFew else { return characters }
        return HandKana.weighed(characters, extents: looks.map { $0?.place.extent }, boxes: comb.cells)
    }

    /// What a box holds, and where.
    private struct Look {
        var place: HandPlace
        var probabilities: [Float]
    }

    /// What stands in each box; nil for an empty one. Where something may be a stroke of a kana or kanji, or what is left of
    /// the box's rules, it is what makes the likelier character.
    private func looks(at comb: HandComb, _ alternatives: HandAlternatives) -> [Look?] {
        var looks: [Look?] = comb.cells.map { _ in nil }
        let filled = comb.cells.indices.filter { comb.extents[$0] != nil }
        for (box, look) in zip(filled, self.looks(at: comb.places, in: comb.map, alternatives)) { looks[box] = look }
        guard !alternatives.areFew else { return looks }
        let ruled = comb.cells.indices.compactMap { box in comb.placeWithRules(of: box).map { (box: box, place: $0) } }
        for (box, look) in zip(ruled.map(\.box), self.looks(at: ruled.map(\.place), in: comb.map, alternatives)) {
            let score = HandCharacter(look.probabilities, alternatives: alternatives).characterScore
            let known = looks[box].map { HandCharacter($0.probabilities, alternatives: alternatives).characterScore }
            if known.map({ score > $0 }) ?? true { looks[box] = look }
        }
        return looks
    }

    private func looks(at places: [HandPlace], in map: InkMap, _ alternatives: HandAlternatives) -> [Look] {
        zip(places, probabilities(of: places, in: map, alternatives)).map(Look.init)
    }

    func line(
        _ pixels: GrayPixels, ink: Ink, components: [Ink.Component], finder: LineFinder,
        alternatives: HandAlternatives
    ) -> ([HandCharacter], share: Double) {
        let isDark = ink.share(in: ink.frame) > HandComb.darkest
        var read: [HandCharacter] = []
        var share = 1.0
        for line in lines(
            pixels, ink: ink, components: components, finder: finder, haveDates: alternatives.haveDates)
        {
            let (found, steps) = lattice(of: line, alternatives: alternatives)
            let path = HandPath(steps: steps, formats: alternatives.formats)
            let careful = lookedAtAgain(
                path.segments.map { found[$0.pieces] ?? [] }, of: path.segments.map { line.place(of: $0) },
                in: line.map, alternatives)
            var characters = zip(path.segments, careful).map { segment, probabilities in
                HandCharacter(probabilities, alternatives: alternatives, mayBeBlank: line.mayBeDust(segment))
            }
            if alternatives.areFew {
                characters = alternatives.formats.weighed(characters)
            } else {
                characters = HandContext.weighed(
                    HandKana.weighed(characters, extents: path.segments.map(\.bounds)).filter { !$0.isEmpty })
            }
            read += characters.filter { !$0.isEmpty }.map { isDark ? $0.inTheDark : $0 }
            share *= path.share
        }
        return (read, share)
    }

    /// - Parameter haveDates: whether dates may stand here, between whose numbers even a small point is a full stop.
    func lines(
        _ pixels: GrayPixels, ink: Ink, components: [Ink.Component], finder: LineFinder, haveDates: Bool = false
    ) -> [HandLine] {
        finder.lines(in: ink).compactMap { bounds in
            let own = components.filter { component in
                let middle = component.bounds.y + component.bounds.height / 2
                let isSpeck =
                    haveDates
                    ? component.bounds.isSpeck(besides: bounds.height, share: Self.stopsOfDates)
                    : component.bounds.isSpeck(besides: bounds.height)
                return !isSpeck && middle >= bounds.y && middle < bounds.maxY
            }
            guard !own.isEmpty else { return nil }
            return HandLine(
                pixels, ink: ink, components: own, line: bounds, spacing: spacing, haveStops: haveDates)
        }
    }

    /// What each segment of a line may be: the probabilities of the model's classes by the segment's pieces, and for each
    /// piece the steps that begin with it.
    func lattice(
        of line: HandLine, alternatives: HandAlternatives
    ) -> (looks: [Range<Int>: [Float]], steps: [[HandPath.Step]]) {
        let segments = line.pieces.indices.map(line.segments)
        let all = Array(segments.joined())
        let looks = probabilities(of: all.map { line.place(of: $0) }, in: line.map, alternatives)
        let found = Dictionary(zip(all.map(\.pieces), looks), uniquingKeysWith: { first, _ in first })
        let steps = segments.map { segments in
            segments.map { segment in
                let character = HandCharacter(
                    found[segment.pieces] ?? [], alternatives: alternatives, mayBeBlank: line.mayBeDust(segment),
                    isCutKnown: false)
                return HandPath.Step(
                    segment: segment, character: character, cost: line.cost(of: segment, as: character))
            }
        }
        return (found, steps)
    }

    /// The probabilities of the model's classes for each place.
    private func probabilities(
        of places: [HandPlace], in map: InkMap, _ alternatives: HandAlternatives
    ) -> [[Float]] {
        advised(network.probabilities(of: cells(places, in: map)), of: places, in: map, alternatives)
    }

    private func cells(_ places: [HandPlace], in map: InkMap) -> [[Float]] {
        places.map { map.cell(of: $0, side: model.side, smallest: model.smallest) }
    }

    private func advised(
        _ probabilities: [[Float]], of places: [HandPlace], in map: InkMap, _ alternatives: HandAlternatives
    ) -> [[Float]] {
        guard alternatives.haveDigits else { return probabilities }
        return digits?.weighed(probabilities, of: places, in: map, alternatives: alternatives) ?? probabilities
    }

    /// The same probabilities; where they are unsure or there is no character, what both networks say together; and where that
    /// is unsure too, what both say after several looks.
    private func lookedAtAgain(
        _ first: [[Float]], of places: [HandPlace], in map: InkMap, _ alternatives: HandAlternatives
    ) -> [[Float]] {
        var opinions = first.map { [$0] }
        var found = first
        var unsure = first.indices.filter { !alternatives.isSure(first[$0], least: sure) }

        /// Takes in what was said of each unsure place, after so many looks at it.
        func hear(_ said: [[Float]], looks: Int = 1) {
            for (look, opinion) in said.enumerated() { opinions[unsure[look / looks]].append(opinion) }
        }

        hear(carefully(unsure.map { places[$0] }, in: map, alternatives))
        for index in unsure { found[index] = .pooled(opinions[index]) }
        unsure.removeAll { alternatives.isSure(found[$0], least: sure) }
        let nudged = unsure.flatMap { index in Self.nudges.map { places[index].nudged($0) } }
        hear(probabilities(of: nudged, in: map, alternatives), looks: Self.nudges.count)
        hear(carefully(nudged, in: map, alternatives), looks: Self.nudges.count)
        for index in unsure { found[index] = .pooled(opinions[index]) }
        return found
    }

    /// What the larger network says of each place; nothing where there is none.
    private func carefully(
        _ places: [HandPlace], in map: InkMap, _ alternatives: HandAlternatives
    ) -> [[Float]] {
        guard let said = careful?.probabilities(of: cells(places, in: map)) else { return [] }
        return advised(said, of: places, in: map, alternatives)
    }
}

extension [Float] {
    /// What several say of the same: their probabilities' geometric mean, so that what one of them rules out is unlikely.
    static func pooled(_ opinions: [[Float]]) -> [Float] {
        var sums = [Float](repeating: 0, count: opinions.first?.count ?? 0)
        for opinion in opinions {
            for (index, probability) in opinion.enumerated() { sums[index] += log(Swift.max(1e-7, probability)) }
        }
        let means = sums.map { exp($0 / Float(opinions.count)) }
        let sum = means.reduce(0, +)
        return means.map { $0 / sum }
    }
}

extension HandLine {
    func place(of segment: Segment) -> HandPlace {
        HandPlace(
            owners: Int32(segment.pieces.lowerBound)...Int32(segment.pieces.upperBound - 1), extent: segment.bounds,
            height: Double(height))
    }
}
