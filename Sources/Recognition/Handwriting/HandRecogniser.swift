package import Foundation
internal import Imaging
package import Paperwork

/// Reads handwriting in the boxes of a comb or on free lines with networks of its own: one for digits and signs, one for
/// kana and kanji with the digits among them.
///
/// What looks corrected (struck through, sealed over, overwritten) or like no character is read with a doubt.
package final class HandRecogniser: Recogniser {
    package let name = "hand"
    /// Each from when it is first needed.
    private var readers: [Writing: HandReader] = [:]

    /// What a network reads.
    private enum Writing: String {
        case digits, kanji

        /// Dates are written with 年月日 or, where these are printed, without.
        static func all(in repertoire: Repertoire) -> [Writing] {
            if repertoire.isSubset(of: [.digits, .signs]) { return [.digits] }
            return repertoire.isSubset(of: [.digits, .signs, .dateWords]) ? [.digits, .kanji] : [.kanji]
        }
    }

    /// Pictures with more pixels than this are no zones; they are left unread.
    private static let largest = 40_000_000

    /// Where models for digits and signs may have been trained at this place, and those that are read with.
    private let trainedModels: URL?
    private var digits: ModelPair?

    /// - Parameter trainedModels: the folder of the files that `DigitTraining` made; where there are none, those that come
    ///   with Tema read.
    package init(trainedModels: URL? = nil) { self.trainedModels = trainedModels }

    package func canRead(_ request: ReadingRequest) -> Bool {
        request.hand != .print
            && !request.repertoire.isDisjoint(with: [.digits, .signs, .katakana, .hiragana, .kanji])
    }

    package func read(_ crop: Crop, as request: ReadingRequest) throws(Trouble) -> [Reading] {
        let size = (width: crop.bitmap.width, height: crop.bitmap.height)
        guard size.width > 2, size.height > 2, size.width * size.height <= Self.largest else {
            return [.blank(positions: crop.cells.count, by: name)]
        }
        let (pixels, ink, components) = Self.writing(in: crop)
        let correction = Correction(components: components, width: ink.width, cells: crop.cells, dpi: crop.dpi)
        var readings: [Reading] = []
        for writing in Writing.all(in: request.repertoire) where readings.allSatisfy({ !$0.isConvincing }) {
            let reader = try reader(of: writing)
            let alternatives = reader.alternatives(for: request.repertoire, fieldType: request.fieldType)
            let characters: [HandCharacter]
            var share = 1.0
            if crop.cells.isEmpty {
                (characters, share) = reader.line(
                    pixels, ink: ink, components: components,
                    finder: LineFinder(dpi: crop.dpi, expected: request.lines), alternatives: alternatives)
            } else {
                let comb = HandComb(pixels, ink: ink, components: components, cells: crop.cells)
                characters = reader.boxes(of: comb, alternatives: alternatives)
            }
            guard characters.contains(where: { !$0.isEmpty }) else { continue }
            readings.append(
                Reading(
                    characters, share: share, doubt: correction?.doubt, recogniser: "\(name)/\(writing.rawValue)"))
        }
        guard !readings.isEmpty else { return [.blank(positions: crop.cells.count, by: name)] }
        // That one network sees no writing of its kind says nothing against what another reads.
        let undoubted = readings.filter { $0.doubt == nil }
        return (undoubted.isEmpty ? readings : undoubted).sorted { $0.confidence > $1.confidence }
    }

    /// The crop's picture without what reaches into a free zone from outside, its ink, and its pieces but for specks.
    static func writing(in crop: Crop) -> (pixels: GrayPixels, ink: Ink, components: [Ink.Component]) {
        let speck = max(2, Int(5 * crop.dpi * crop.dpi / 90_000))
        func inked(_ pixels: GrayPixels) -> (pixels: GrayPixels, ink: Ink, components: [Ink.Component]) {
            let ink = Ink(in: pixels)
            return (pixels, ink, ink.components().filter { $0.area > speck })
        }
        let whole = inked(crop.bitmap.grayPixels())
        guard crop.cells.isEmpty, let cleaned = whole.pixels.withoutIntruders(among: whole.components) else {
            return whole
        }
        return inked(cleaned)
    }

    private func reader(of writing: Writing) throws(Trouble) -> HandReader {
        if let reader = readers[writing] { return reader }
        let digits = try digitModels()
        let reader =
            switch writing {
            case .digits: HandReader(digits, spacing: .digits)
            case .kanji: HandReader(try ModelPair.kanji(), digits: digits.first, spacing: .kanji)
            }
        readers[writing] = reader
        return reader
    }

    private func digitModels() throws(Trouble) -> ModelPair {
        if let digits { return digits }
        let trained: ModelPair? = if let trainedModels { try .digits(trainedIn: trainedModels) } else { nil }
        let models = if let trained { trained } else { try ModelPair.digits() }
        digits = models
        return models
    }
}

extension Reading {
    /// Whether no other network needs to be asked.
    fileprivate var isConvincing: Bool { doubt == nil && confidence.value > 0.9 }
}
