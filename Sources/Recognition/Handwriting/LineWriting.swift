internal import Imaging
internal import Paperwork

/// The handwriting on free lines: it is not known where its characters begin and end.
struct LineWriting: HandWriting {
    let spots: [HandSpot]
    let lines: [HandLine]
    private let alternatives: HandAlternatives
    /// Whether more of the picture is dark than characters can make it.
    private let isDark: Bool
    /// For each line, and each of its pieces, the runs of pieces from there on that may be one character.
    private let segments: [[[HandLine.Segment]]]

    /// A point between a date's numbers may be a full stop from this part of their height on.
    private static let stopsOfDates = 18

    init(_ picture: HandPicture, finder: LineFinder, spacing: HandSpacing, alternatives: HandAlternatives) {
        let ink = picture.ink
        self.alternatives = alternatives
        isDark = ink.share(in: ink.frame) > HandComb.darkest
        lines = finder.lines(in: ink).compactMap { bounds in
            let own = picture.components.filter { component in
                let middle = component.bounds.y + component.bounds.height / 2
                let isSpeck =
                    alternatives.haveDates
                    ? component.bounds.isSpeck(besides: bounds.height, share: Self.stopsOfDates)
                    : component.bounds.isSpeck(besides: bounds.height)
                return !isSpeck && middle >= bounds.y && middle < bounds.maxY
            }
            guard !own.isEmpty else { return nil }
            return HandLine(
                picture.pixels, ink: ink, components: own, line: bounds, spacing: spacing,
                haveStops: alternatives.haveDates)
        }
        segments = lines.map { line in line.pieces.indices.map(line.segments) }
        spots = zip(lines, segments).flatMap { line, segments in
            segments.joined().map { segment in
                HandSpot(place: line.place(of: segment), map: line.map, alternatives: alternatives)
            }
        }
    }

    func draft(_ probabilities: ArraySlice<[Float]>) -> HandDraft {
        var looks = zip(spots, probabilities).map(HandLook.init)[...]
        let cuts = zip(lines, segments).map { line, segments in
            let count = segments.reduce(0) { $0 + $1.count }
            return LineCut(line, segments: segments, looks: looks.removingFirst(count), alternatives: alternatives)
        }
        let share = cuts.reduce(1) { $0 * $1.path.share }
        return HandDraft(looks: cuts.flatMap(\.looks), share: share) { found in
            var found = found[...]
            return cuts.flatMap { characters(of: $0, found.removingFirst($0.looks.count)) }
        }
    }

    /// For each piece of the first line, the steps that begin with it.
    ///
    /// - Parameter probabilities: what the network says of each of `spots`.
    func stepsOfFirstLine(_ probabilities: [[Float]]) -> [[HandPath.Step]] {
        guard let line = lines.first, let segments = segments.first else { return [] }
        return line.steps(segments, probabilities[...], alternatives)
    }

    private func characters(of cut: LineCut, _ probabilities: ArraySlice<[Float]>) -> [HandCharacter] {
        var characters = zip(cut.path.segments, probabilities).map { segment, probabilities in
            alternatives.haveColons && cut.line.isColon(segment)
                ? .colon
                : HandCharacter(probabilities, alternatives: alternatives, mayBeBlank: cut.line.mayBeDust(segment))
        }
        if alternatives.areFew {
            characters = alternatives.formats.weighed(characters)
        } else {
            characters = HandContext.weighed(
                HandKana.weighed(characters, extents: cut.path.segments.map(\.bounds)).filter { !$0.isEmpty }
            )
            .map { $0.tempered(by: alternatives.temperature) }
        }
        characters = alternatives.keepGaps ? parted(characters, of: cut) : characters.filter { !$0.isEmpty }
        return characters.map { isDark ? $0.inTheDark : $0 }
    }

    /// The characters with a blank where digits stand apart.
    ///
    /// - Parameter characters: one for each of the path's segments.
    private func parted(_ characters: [HandCharacter], of cut: LineCut) -> [HandCharacter] {
        let written = zip(cut.path.segments, characters).filter { !$1.isEmpty }
        let chances = DigitGaps.chances(
            behind: written.map { DigitGaps.Glyph(bounds: $0.bounds, text: $1.alternatives.first?.text ?? "") })
        return written.map(\.1).parted(by: chances, blank: HandCharacter.gap)
    }
}

/// The likeliest way to cut one line.
private struct LineCut {
    let line: HandLine
    let path: HandPath
    /// One for each of the path's segments.
    let looks: [HandLook]

    /// - Parameter looks: one for each of `segments`, which begin with a piece each.
    init(
        _ line: HandLine, segments: [[HandLine.Segment]], looks: ArraySlice<HandLook>, alternatives: HandAlternatives
    ) {
        self.line = line
        path = HandPath(
            steps: line.steps(segments, looks.map(\.probabilities)[...], alternatives), formats: alternatives.formats)
        let known = Dictionary(
            zip(segments.joined().map(\.pieces), looks), uniquingKeysWith: { first, _ in first })
        self.looks = path.segments.compactMap { known[$0.pieces] }
    }
}

extension HandLine {
    func place(of segment: Segment) -> HandPlace {
        HandPlace(
            owners: Int32(segment.pieces.lowerBound)...Int32(segment.pieces.upperBound - 1), extent: segment.bounds,
            height: Double(height))
    }

    /// What each segment may be, and what it costs to cut the line so.
    ///
    /// - Parameter probabilities: what the network says of each.
    fileprivate func steps(
        _ segments: [[Segment]], _ probabilities: ArraySlice<[Float]>, _ alternatives: HandAlternatives
    ) -> [[HandPath.Step]] {
        var rest = probabilities
        return segments.map { segments in
            zip(segments, rest.removingFirst(segments.count)).map { segment, probabilities in
                let character =
                    alternatives.haveColons && isColon(segment)
                    ? .colon
                    : HandCharacter(
                        probabilities, alternatives: alternatives, mayBeBlank: mayBeDust(segment), isCutKnown: false)
                return HandPath.Step(segment: segment, character: character, cost: cost(of: segment, as: character))
            }
        }
    }
}
