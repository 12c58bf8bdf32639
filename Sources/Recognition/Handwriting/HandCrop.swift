internal import FieldTypes
internal import Paperwork

/// A crop on its way through the networks.
struct HandCrop {
    private let task: ReadingTask
    /// Nil where the crop is no picture of a zone.
    private let picture: HandPicture?
    private let correction: Correction?
    private var found: [Reading] = []

    init(_ task: ReadingTask) {
        self.task = task
        let crop = task.crop
        picture = ReadableZone.canHold(crop) ? HandPicture(crop) : nil
        correction = picture.flatMap { Correction($0, cells: crop.cells, dpi: crop.dpi) }
    }

    /// Whether the network for such writing is to be asked: it may stand here, and what another network read doesn't convince.
    func needs(_ writing: HandRecogniser.Writing) -> Bool {
        picture != nil && writing.canStand(in: task.request.repertoire)
            && !found.contains { $0.doubt == nil && $0.confidence.value > 0.9 }
    }

    /// What that reader is to read; nil where there is no picture of a zone.
    func writing(for reader: HandReader) -> (any HandWriting)? {
        guard let picture else { return nil }
        let alternatives = reader.alternatives(for: task.request.repertoire, fieldType: task.request.fieldType)
        guard task.crop.cells.isEmpty else {
            return CombWriting(HandComb(picture, cells: task.crop.cells), alternatives: alternatives)
        }
        let finder = LineFinder(dpi: task.crop.dpi, expected: task.request.lines)
        return LineWriting(picture, finder: finder, spacing: reader.spacing, alternatives: alternatives)
    }

    mutating func take(_ passage: HandPassage, from recogniser: String) {
        guard passage.characters.contains(where: { !$0.isEmpty }) else { return }
        found.append(
            Reading(passage.characters, share: passage.share, doubt: correction?.doubt, recogniser: recogniser))
    }

    /// Best first; that one network sees no writing of its kind says nothing against what another reads.
    var readings: [Reading] {
        let undoubted = found.filter { $0.doubt == nil }
        return (undoubted.isEmpty ? found : undoubted).sorted { $0.confidence > $1.confidence }
    }
}
