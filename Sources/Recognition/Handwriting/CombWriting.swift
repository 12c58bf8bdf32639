internal import Imaging

/// The handwriting in a comb: at most one character a box.
struct CombWriting: HandWriting {
    let spots: [HandSpot]
    private let comb: HandComb
    private let alternatives: HandAlternatives
    /// The box of each spot. Where something in a box may be a stroke of a kana or kanji, or what is left of the box's rules,
    /// there are two: without it, and further back with it.
    private let boxes: [Int]

    init(_ comb: HandComb, alternatives: HandAlternatives) {
        self.comb = comb
        self.alternatives = alternatives
        var places = comb.cells.indices.compactMap { box in comb.place(of: box).map { (box: box, place: $0) } }
        if !alternatives.areFew {
            places += comb.cells.indices.compactMap { box in
                comb.placeWithRules(of: box).map { (box: box, place: $0) }
            }
        }
        boxes = places.map(\.box)
        spots = places.map { HandSpot(place: $0.place, map: comb.map, alternatives: alternatives) }
    }

    func draft(_ probabilities: ArraySlice<[Float]>) -> HandDraft {
        let looks = likeliestLooks(probabilities)
        return HandDraft(looks: looks.compactMap(\.self), share: 1) { characters(in: looks, $0) }
    }

    /// What stands in each box; nil for an empty one. Of two looks at a box it is the one that makes the likelier character.
    private func likeliestLooks(_ probabilities: ArraySlice<[Float]>) -> [HandLook?] {
        var looks: [HandLook?] = comb.cells.map { _ in nil }
        for ((box, spot), probabilities) in zip(zip(boxes, spots), probabilities) {
            let look = HandLook(spot: spot, probabilities: probabilities)
            if let known = looks[box], known.characterScore >= look.characterScore { continue }
            looks[box] = look
        }
        return looks
    }

    /// - Parameter probabilities: what the networks say at last of each box that isn't empty.
    private func characters(in looks: [HandLook?], _ probabilities: [[Float]]) -> [HandCharacter] {
        var rest = probabilities[...]
        let characters = zip(looks, comb.isDark).map { look, isDark -> HandCharacter in
            guard look != nil else { return isDark ? .dark : .empty }
            let character = HandCharacter(rest.removeFirst(), alternatives: alternatives)
            return isDark ? character.inTheDark : character
        }
        guard !alternatives.areFew else { return characters }
        return HandKana.weighed(characters, extents: looks.map { $0?.spot.place.extent }, boxes: comb.cells)
            .map { $0.tempered(by: alternatives.temperature) }
    }
}
