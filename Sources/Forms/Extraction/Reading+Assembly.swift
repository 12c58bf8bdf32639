import Imaging
import Paperwork
import Recognition

extension Reading {
    /// A zone without ink; a comb's lattice has an empty position for each box.
    ///
    /// - Parameter doubt: what speaks against its being empty.
    static func nothing(inBoxes boxes: Int = 0, doubt: EmptinessDoubt? = nil) -> Reading {
        let positions = [[Lattice.Alternative]](repeating: [Lattice.Alternative("", 1)], count: boxes)
        return Reading(
            text: "", confidence: doubt == nil ? .certain : .none, lattice: Lattice(positions: positions),
            recogniser: "ink",
            doubt: doubt?.wording)
    }

    /// The same with that doubt, unless it has one of its own.
    func doubted(_ doubt: EmptinessDoubt?) -> Reading {
        var reading = self
        reading.doubt = reading.doubt ?? doubt?.wording
        return reading
    }

    /// Ink that no recogniser can read.
    static let unreadable = Reading.nothing(doubt: .unreadable)

    /// A value that has to be found on a page whose text is not known.
    static let unsearchable = Reading(
        text: "", confidence: .none, recogniser: "ink",
        doubt: Wording(
            ja: "画像の紙面からは見出しを探せません。画像を見て入力してください。",
            en: "Labels can't be looked for on a scanned picture. Look at the picture and type the value in."))

    /// Readings one after the other, each followed by its unit; empty where all of them are.
    static func joined(_ parts: [Reading], units: [String]) -> Reading {
        let written = parts.filter { !$0.text.isEmpty }
        guard !written.isEmpty else {
            return Reading(
                text: "", confidence: parts.map(\.confidence).min() ?? .certain,
                recogniser: parts.first?.recogniser ?? "ink", doubt: parts.lazy.compactMap(\.doubt).first)
        }
        var positions: [[Lattice.Alternative]] = []
        for (part, unit) in zip(parts, units) { positions += part.lattice.positions + [[Lattice.Alternative(unit, 1)]] }
        return Reading(
            text: zip(parts, units).map { $0.text + $1 }.joined(),
            confidence: Confidence(parts.reduce(1) { $0 * $1.confidence.value }),
            lattice: Lattice(positions: positions), recogniser: written[0].recogniser,
            doubt: parts.lazy.compactMap(\.doubt).first)
    }
}

extension Crop {
    /// Whether anything is written in it.
    var hasInk: Bool { bitmap.grayPixels().bytes.contains { $0 < FurnitureRemoval.inkThreshold } }
}
