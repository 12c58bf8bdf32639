/// The handwriting of one crop on its way to a reading. A reader takes that of many crops at once, so that their cells go
/// through the networks together.
protocol HandWriting {
    /// Wherever a character may stand.
    var spots: [HandSpot] { get }

    /// Where characters do stand.
    ///
    /// - Parameter probabilities: what the network says of each of `spots`.
    func draft(_ probabilities: ArraySlice<[Float]>) -> HandDraft
}

/// A place for a character in a picture of handwriting, and what can stand there.
struct HandSpot {
    var place: HandPlace
    let map: InkMap
    let alternatives: HandAlternatives

    func nudged(_ nudge: HandPlace.Nudge) -> HandSpot {
        var spot = self
        spot.place = place.nudged(nudge)
        return spot
    }

    /// What a model gets to see of it.
    func cell(for model: CharacterModel) -> [Float] {
        map.cell(of: place, side: model.side, smallest: model.smallest)
    }
}

/// A spot, and the probabilities of the model's classes there.
struct HandLook {
    let spot: HandSpot
    let probabilities: [Float]

    /// How likely the best character is that can stand here.
    var characterScore: Double {
        HandCharacter(probabilities, alternatives: spot.alternatives).characterScore
    }
}

/// Where the characters of a crop stand, before they are looked at carefully.
struct HandDraft {
    let looks: [HandLook]
    /// How likely the crop is cut right into these, between 0 and 1.
    let share: Double
    /// The characters, from the probabilities that were found for each look at last.
    let characters: ([[Float]]) -> [HandCharacter]
}

extension ArraySlice {
    /// Takes the first elements out, as many as are there.
    mutating func removingFirst(_ count: Int) -> ArraySlice {
        defer { self = dropFirst(count) }
        return prefix(count)
    }
}
