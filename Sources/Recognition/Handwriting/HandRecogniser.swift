internal import FieldTypes
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
    enum Writing: String, CaseIterable {
        case digits, kanji

        /// Whether something of it may stand in a zone. Dates and times are written with 年月日 and
        /// 時分 or, where these are printed, without.
        func canStand(in repertoire: Repertoire) -> Bool {
            switch self {
            case .digits: repertoire.isSubset(of: [.digits, .signs, .dateWords, .timeWords])
            case .kanji: !repertoire.isSubset(of: [.digits, .signs])
            }
        }
    }

    /// Crops whose cells go through the networks together: enough to share each reading of the weights, and no more than
    /// memory bears where a page is full of writing.
    private static let together = 16

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
        try read([ReadingTask(crop: crop, request: request)])[0]
    }

    package func read(_ tasks: [ReadingTask]) throws(Trouble) -> [[Reading]] {
        var readings: [[Reading]] = []
        for start in stride(from: 0, to: tasks.count, by: Self.together) {
            readings += try readTogether(tasks[start..<min(start + Self.together, tasks.count)])
        }
        return readings
    }

    private func readTogether(_ tasks: ArraySlice<ReadingTask>) throws(Trouble) -> [[Reading]] {
        var crops = tasks.map(HandCrop.init)
        for writing in Writing.allCases {
            guard crops.contains(where: { $0.needs(writing) }) else { continue }
            let reader = try reader(of: writing)
            let open = crops.indices.filter { crops[$0].needs(writing) }
            let passages = reader.read(open.compactMap { crops[$0].writing(for: reader) })
            for (index, passage) in zip(open, passages) {
                crops[index].take(passage, from: "\(name)/\(writing.rawValue)")
            }
        }
        return zip(tasks, crops).map { task, crop in
            crop.readings.isEmpty ? [.blank(positions: task.crop.cells.count, by: name)] : crop.readings
        }
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
