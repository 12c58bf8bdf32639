internal import Foundation
internal import Paperwork

/// A trained network for hand-written characters or marks, as a file in the package holds it; `Training/README.md` tells
/// its layout. It doesn't change once it is read, so that all threads share one.
struct CharacterModel: Sendable {
    /// One step of the network. Pictures are row by row, the channels of a pixel side by side.
    enum Layer: Sendable {
        /// A 3 × 3 convolution with zeros around the picture; what is below zero becomes zero.
        case convolution(WeightBlocks)
        /// The greatest of each 2 × 2 pixels.
        case pool
        /// Every output from every input; `isLast` keeps what is below zero.
        case dense(WeightBlocks, isLast: Bool)
    }

    /// What a cell may hold.
    enum Class: Hashable, Sendable {
        case character(Character)
        case blank
        /// No character, several, or one that was struck out.
        case garbage
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
    let layers: [Layer]

    /// The model for digits and signs.
    ///
    /// - Throws: `Trouble` of kind `installation` where its file is missing or damaged.
    static func digits() throws(Trouble) -> CharacterModel {
        guard let installedDigits else { throw damaged("digits.model") }
        return installedDigits
    }

    /// The model for kana, kanji, digits and what stands beside them.
    ///
    /// - Throws: `Trouble` of kind `installation` where its file is missing or damaged.
    static func kanji() throws(Trouble) -> CharacterModel {
        guard let installedKanji else { throw damaged("kanji.model") }
        return installedKanji
    }

    /// The model for marks.
    ///
    /// - Throws: `Trouble` of kind `installation` where its file is missing or damaged.
    static func marks() throws(Trouble) -> CharacterModel {
        guard let installedMarks else { throw damaged("marks.model") }
        return installedMarks
    }

    private static let installedDigits = installed("digits", smallest: 0.55)
    private static let installedKanji = installed("kanji", smallest: 0.8)
    private static let installedMarks = installed("marks", smallest: 1)

    private static func installed(_ name: String, smallest: Double) -> CharacterModel? {
        guard let url = Bundle.module.url(forResource: name, withExtension: "model"),
            let data = try? Data(contentsOf: url)
        else { return nil }
        return CharacterModel(data, smallest: smallest)
    }

    private static func damaged(_ file: String) -> Trouble {
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
        guard reader.text(8) == "TEMAHND1", let side = reader.number(), (8...128).contains(side),
            let length = reader.number(), let names = reader.text(length),
            let temperature = reader.floats(1)?.first, temperature.isFinite, temperature > 0,
            let count = reader.number(), (1...64).contains(count)
        else { return nil }
        guard let channels = Self.channels(ahead: reader), (1...8).contains(channels) else { return nil }
        var shape = PictureShape(side: side, channels: channels)
        var layers: [Layer] = []
        for index in 0..<count {
            guard let layer = Self.layer(from: &reader, isLast: index == count - 1, shape: &shape) else { return nil }
            layers.append(layer)
        }
        classes = names.split(separator: "\n", omittingEmptySubsequences: false).map(Self.kind)
        guard classes.count == shape.channels, shape.side == 1 else { return nil }
        self.side = side
        self.channels = channels
        self.smallest = smallest
        self.temperature = temperature
        self.layers = layers
    }

    /// How many numbers a pixel has, as the first layer expects them.
    private static func channels(ahead reader: LittleEndianReader) -> Int? {
        var reader = reader
        return reader.number().flatMap { _ in reader.number() }
    }

    private static func kind(_ name: Substring) -> Class {
        switch name {
        case "": .blank
        case "\u{FFFD}": .garbage
        default: .character(name.first ?? " ")
        }
    }

    private static func layer(
        from reader: inout LittleEndianReader, isLast: Bool, shape: inout PictureShape
    ) -> Layer? {
        guard let kind = reader.number(), let inputs = reader.number(), let outputs = reader.number() else {
            return nil
        }
        let limit = 1 << 20
        switch kind {
        case 0:
            guard inputs == shape.channels, shape.side >= 4, (1...limit).contains(outputs),
                outputs % WeightBlocks.width == 0, let bias = reader.floats(outputs),
                let weights = reader.halfFloats(outputs * inputs * 9)
            else { return nil }
            shape.channels = outputs
            return .convolution(WeightBlocks(convolution: weights, bias: bias, inputs: inputs))
        case 1:
            shape.side /= 2
            return shape.side > 0 ? .pool : nil
        case 2, 3:
            guard inputs == shape.count, (1...limit).contains(outputs), let bias = reader.floats(outputs),
                let weights = reader.halfFloats(outputs * inputs)
            else { return nil }
            let blocks = WeightBlocks(dense: weights, bias: bias, from: shape)
            shape = PictureShape(side: 1, channels: outputs)
            return .dense(blocks, isLast: isLast)
        default:
            return nil
        }
    }
}

/// The size of what goes from one layer to the next: a square picture.
struct PictureShape: Sendable {
    var side: Int
    var channels: Int

    var count: Int { side * side * channels }
}
