package import FieldTypes
package import Imaging
package import Paperwork

/// A part of a page to read, with the form's printed furniture taken out.
package struct Crop: Sendable {
    /// Grey; ink is dark on white.
    package var bitmap: Bitmap
    /// Dots per inch.
    package var dpi: Double
    /// The boxes of a comb, left to right, in pixels of `bitmap`; empty where the zone is free.
    package var cells: [PixelRect]

    package init(bitmap: Bitmap, dpi: Double, cells: [PixelRect] = []) {
        self.bitmap = bitmap
        self.dpi = dpi
        self.cells = cells
    }
}

/// What to look for in a crop.
package struct ReadingRequest: Sendable, Hashable {
    /// Print or hand; `either` lets the recogniser decide.
    package enum Hand: String, Sendable, Hashable { case print, hand, either }

    package var repertoire: Repertoire
    package var hand: Hand
    /// Lines of writing, from 1.
    package var lines: Int
    /// The field type's name: a recogniser may have a model of its own for it.
    package var fieldType: String

    package init(
        repertoire: Repertoire, hand: Hand = .either, lines: Int = 1, fieldType: String = FieldTypes.plain.name
    ) {
        self.repertoire = repertoire
        self.hand = hand
        self.lines = lines
        self.fieldType = fieldType
    }
}

extension ReadingRequest {
    /// Whether a gap between two digits is to be kept as a blank.
    package var keepsGaps: Bool { FieldTypes.named(fieldType)?.isPartedByGaps ?? false }
}

/// A crop, and what to look for in it.
package struct ReadingTask: Sendable {
    package var crop: Crop
    package var request: ReadingRequest

    package init(crop: Crop, request: ReadingRequest) {
        self.crop = crop
        self.request = request
    }
}

/// One crop in, one or more readings out, best first.
///
/// A recogniser is kept by one worker and used by one thread at a time; it keeps its engines warm. It SHALL return a
/// reading with empty text and high confidence for a crop without ink, SHALL give a lattice whose best path is the
/// reading's text (blanks between words left out, but for those that the gaps between a date's or a time's digits make), and SHALL NOT throw for anything that a scan can hold: it throws
/// `Trouble` of kind `installation` only when its engine or model is missing or broken.
package protocol Recogniser: AnyObject {
    /// As in `print`.
    var name: String { get }
    /// Whether it reads such zones at all.
    func canRead(_ request: ReadingRequest) -> Bool
    func read(_ crop: Crop, as request: ReadingRequest) throws(Trouble) -> [Reading]
    /// The same for many crops, such as all of a page; faster where a recogniser can take them together.
    func read(_ tasks: [ReadingTask]) throws(Trouble) -> [[Reading]]
}

extension Recogniser {
    package func read(_ tasks: [ReadingTask]) throws(Trouble) -> [[Reading]] {
        var readings: [[Reading]] = []
        for task in tasks { readings.append(try read(task.crop, as: task.request)) }
        return readings
    }
}
