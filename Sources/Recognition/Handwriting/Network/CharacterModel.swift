internal import Foundation
internal import Paperwork

/// A trained network for hand-written characters or marks, as a file in the package holds it; `Training/README.md` tells
/// its layout. It doesn't change once it is read, so that all threads share one.
struct CharacterModel: Sendable {
    /// What a cell may hold.
    enum Class: Hashable, Sendable {
        case character(Character)
        case blank
        /// No character, several, or one that was struck out.
        case garbage
        /// A character that another was written over.
        case overwritten

        /// Whether this is no character that can be read.
        var isStrange: Bool { self == .garbage || self == .overwritten }
    }

    /// Pixels along each side of a cell.
    let side: Int
    /// Numbers for each pixel of a cell.
    let channels: Int
    let classes: [Class]
    /// The window around a character is at least this share of the height of its box or line, so that a small character
    /// stays small.
    let smallest: Double
    /// What logits are divided by, so that the probabilities are those that were measured.
    let temperature: Float
    let convolutions: [Convolution]
    /// After the convolutions; the last one's outputs are the classes.
    let dense: [DenseLayer]

    /// The model for marks.
    ///
    /// - Throws: `Trouble` of kind `installation` where its file is missing or damaged.
    static func marks() throws(Trouble) -> CharacterModel {
        guard let installedMarks else { throw damaged("marks.model") }
        return installedMarks
    }

    private static let installedMarks = file("marks.model").flatMap { CharacterModel($0, smallest: 1) }

    /// A file that comes with Tema.
    static func file(_ name: String) -> Data? {
        Bundle.module.url(forResource: name, withExtension: nil).flatMap { try? Data(contentsOf: $0) }
    }

    static func damaged(_ file: String) -> Trouble {
        Trouble(
            .installation,
            Wording(
                ja: "手書き文字認識のデータ（\(file)）が見つからないか、壊れています。",
                en: "The data for reading handwriting (\(file)) is missing or damaged."),
            remedy: Wording(ja: "Tema を入れ直してください。", en: "Install Tema again."))
    }

    /// Nil where `data` is no such file.
    init?(_ data: Data, smallest: Double) {
        var reader = LittleEndianReader(data)
        guard reader.text(8) == "TEMAHND2", let side = reader.number(), (8...128).contains(side),
            let length = reader.number(), let names = reader.text(length),
            let temperature = reader.floats(1)?.first, temperature.isFinite, temperature > 0,
            let count = reader.number(), (1...64).contains(count)
        else { return nil }
        guard let channels = Self.channels(ahead: reader), (1...8).contains(channels) else { return nil }
        var layers = ModelLayers(from: PictureShape(side: side, channels: channels))
        for index in 0..<count {
            guard layers.add(from: &reader, isLast: index == count - 1) else { return nil }
        }
        classes = names.split(separator: "\n", omittingEmptySubsequences: false).map(Self.kind)
        guard classes.count == layers.shape.channels, layers.shape.side == 1 else { return nil }
        self.side = side
        self.channels = channels
        self.smallest = smallest
        self.temperature = temperature
        convolutions = layers.convolutions
        dense = layers.dense
    }

    /// How many numbers a pixel has, as the first layer expects them.
    private static func channels(ahead reader: LittleEndianReader) -> Int? {
        var reader = reader
        return reader.number().flatMap { _ in reader.number() }
    }

    /// Where each class stands among them.
    var places: [Class: Int] {
        Dictionary(zip(classes, classes.indices), uniquingKeysWith: { first, _ in first })
    }

    /// Whether something that can be read, or nothing, is at least so likely.
    func isCharacter(_ probabilities: [Float], least: Float) -> Bool {
        guard let best = probabilities.indices.max(by: { probabilities[$0] < probabilities[$1] }) else { return false }
        return probabilities[best] >= least && !classes[best].isStrange
    }

    private static func kind(_ name: Substring) -> Class {
        switch name {
        case "": .blank
        case "\u{FFFD}": .garbage
        case "\u{FFFC}": .overwritten
        default: .character(name.first ?? " ")
        }
    }
}

/// The size of what goes from one layer to the next: a square picture.
struct PictureShape: Sendable {
    var side: Int
    var channels: Int

    var count: Int { side * side * channels }
}
