internal import FieldTypes
internal import Imaging
internal import Paperwork

/// A crop on its way through the line network.
struct LineZone {
    /// Top to bottom.
    let lines: [LinePicture]
    private let task: ReadingTask
    private let strip: CombStrip?
    /// Pixels of a strip's picture for each one of its line's.
    private let stripScale: Double
    private let isTooSmall: Bool

    init(_ task: ReadingTask) {
        self.task = task
        let crop = task.crop
        isTooSmall = !ReadableZone.canHold(crop)
        guard !isTooSmall else {
            (lines, strip, stripScale) = ([], nil, 1)
            return
        }
        let zone = ReadableZone(crop, lines: task.request.lines)
        if let comb = zone.comb {
            strip = CombStrip(comb.picture, glyphs: comb.glyphs)
            lines = strip.map { [LinePicture($0.picture)] } ?? []
            stripScale = strip.map { Double($0.picture.height) / Double(LineNetwork.height) } ?? 1
        } else {
            let pixels = crop.bitmap.grayPixels()
            lines = zone.bounds.map { LinePicture(pixels, bounds: $0, dpi: crop.dpi) }
            (strip, stripScale) = (nil, 1)
        }
    }

    /// What the network saw in the zone.
    ///
    /// - Parameter name: the recogniser's; the reading's tells print from handwriting and combs, which are read unlike.
    func reading(of steps: [[LineNetwork.Step]], by decoder: LineDecoder, named name: String) -> Reading {
        let boxes = task.crop.cells.count
        if isTooSmall { return .unread(positions: boxes, by: name) }
        guard !lines.isEmpty else { return .blank(positions: boxes, by: name) }
        let spots = steps.map(decoder.spots)
        let strangeness = spots.joined().reduce(1) { $0 * (1 - min(0.999, $1.strange)) }
        let positions = strip.map { inBoxes(of: $0, spots: spots.first ?? []) } ?? zip(lines, spots).flatMap(inLine)
        let confidence = positions.reduce(positions.isEmpty ? 0 : strangeness) { $0 * ($1.first?.score ?? 0) }
        let lattice = Lattice(positions: positions)
        let writing = boxes > 0 ? "comb" : task.request.hand.rawValue
        return Reading(
            text: lattice.best, confidence: Confidence(confidence), lattice: lattice, recogniser: "\(name)/\(writing)")
    }

    private func inLine(_ line: LinePicture, _ spots: [LineDecoder.Spot]) -> [[Lattice.Alternative]] {
        let seen = spots.filter { $0.alternatives.first?.text != " " }
        let formats = lines.count == 1 ? NumberFormats.of(task.request) : nil
        let joined = VoicingMarks.joined(line.symbols(of: seen))
        let symbols = formats == nil ? joined : joined.map(\.withLikeSigns).weighed(by: formats)
        return (task.request.keepsGaps ? symbols.parted : symbols.withLongVowels.withRounds).map(\.alternatives)
    }

    /// For each box what is seen in it; a box in which several are seen, or none although it is filled, is a doubt.
    private func inBoxes(of strip: CombStrip, spots: [LineDecoder.Spot]) -> [[Lattice.Alternative]] {
        let filled = strip.columns.enumerated().compactMap { index, columns in columns.map { (index, $0) } }
        var seen = [[LineDecoder.Spot]](repeating: [], count: strip.columns.count)
        for spot in spots where spot.alternatives.first?.text != " " {
            let x = Double(LinePicture.centre(of: spot.step)) * stripScale
            let nearest = filled.min { Self.distance($0.1, x) < Self.distance($1.1, x) }
            if let nearest { seen[nearest.0].append(spot) }
        }
        return strip.columns.indices.map { index in
            guard strip.columns[index] != nil else { return [Lattice.Alternative("", 0.999)] }
            let written = seen[index].filter { $0.alternatives.first?.text.isEmpty == false }
            guard let best = written.max(by: { Self.score($0) < Self.score($1) }) else {
                return [Lattice.Alternative("", 0.01)]
                    + (seen[index].first?.alternatives ?? []).filter { !$0.text.isEmpty }
            }
            let share = 1 / Double(written.count)
            return best.alternatives.map { Lattice.Alternative($0.text, $0.score * share) }
        }
    }

    private static func score(_ spot: LineDecoder.Spot) -> Double { spot.alternatives.first?.score ?? 0 }

    private static func distance(_ columns: Range<Int>, _ x: Double) -> Double {
        max(Double(columns.lowerBound) - x, x - Double(columns.upperBound), 0)
    }
}

extension [GlyphLineReader.Symbol] {
    /// A zero between letters as O and an O between digits as 0: many typefaces draw them alike.
    fileprivate var withRounds: [Element] {
        func script(_ index: Int) -> Script? {
            indices.contains(index) ? self[index].alternatives.first?.text.first.map { Script(of: $0) } : nil
        }
        return enumerated().map { index, symbol in
            let beside = [script(index - 1), script(index + 1)].compactMap(\.self)
            switch symbol.alternatives.first?.text {
            case "0" where !beside.isEmpty && beside.allSatisfy { $0 == .latin }: return symbol.taken(as: "O", for: "0")
            case "O", "o":
                guard !beside.isEmpty, beside.allSatisfy({ $0 == .digit }), let seen = symbol.alternatives.first?.text
                else { return symbol }
                return symbol.taken(as: "0", for: seen)
            default: return symbol
            }
        }
    }

    /// A stroke between katakana as ー, whatever stroke it was taken for: コ一ポ is コーポ.
    fileprivate var withLongVowels: [Element] {
        func isKatakana(_ index: Int) -> Bool {
            indices.contains(index) && self[index].alternatives.first?.text.first.map { Script(of: $0) } == .katakana
        }
        return enumerated().map { index, symbol in
            guard let stroke = symbol.alternatives.first, stroke.text == "一" || stroke.text == "-",
                isKatakana(index - 1),
                isKatakana(index + 1) || index == count - 1
            else { return symbol }
            return symbol.taken(as: "ー", for: stroke.text)
        }
    }
}

extension GlyphLineReader.Symbol {
    /// The same where one alternative stands for another that is drawn alike.
    fileprivate func taken(as meant: String, for seen: String) -> Self {
        let both = alternatives.reduce(0) { $0 + ($1.text == meant || $1.text == seen ? $1.score : 0) }
        var symbol = self
        symbol.alternatives = Lattice.Alternative.ranked(
            [Lattice.Alternative(meant, both)] + alternatives.filter { $0.text != meant && $0.text != seen },
            first: meant)
        return symbol
    }
}

extension GlyphLineReader.Symbol {
    /// Signs that the network takes for each other in numbers; which of them it is, the way such numbers are written tells.
    private static let likeSigns: [String: [String]] = [
        "/": ["1", "(", ")"], "1": ["/"], ".": [","], ",": ["."], "・": ["."], "-": ["."],
    ]
    private static let likeShare = 0.05

    fileprivate var withLikeSigns: Self {
        guard let best = alternatives.first, let like = Self.likeSigns[best.text] else { return self }
        let new = like.filter { text in
            !alternatives.contains { $0.text == text && $0.score > Self.likeShare * best.score }
        }
        var symbol = self
        symbol.alternatives = Lattice.Alternative.ranked(
            alternatives.filter { !new.contains($0.text) }
                + new.map { Lattice.Alternative($0, Self.likeShare * best.score) }, first: best.text)
        return symbol
    }
}
