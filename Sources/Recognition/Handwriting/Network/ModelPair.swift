internal import Foundation
internal import Paperwork

/// Two models of the same classes: the first reads every cell, a larger one is asked where that is unsure.
struct ModelPair: Sendable {
    /// The files of a pair, and what is the same for both.
    struct Files: Sendable {
        let first: String
        let careful: String
        /// The window around a character, as a share of the height of its box or line, at least.
        fileprivate let smallest: Double
        /// Below this probability the first model is unsure.
        fileprivate let sure: Float

        /// For digits and signs.
        static let digits = Files(
            first: "digits.model", careful: "careful-digits.model", smallest: 0.55, sure: 0.9)
        /// For kana, kanji, digits and what stands beside them.
        static let kanji = Files(first: "kanji.model", careful: "careful-kanji.model", smallest: 0.8, sure: 0.9)

        /// Nil where `file` is no model's.
        func model(_ file: Data) -> CharacterModel? { CharacterModel(file, smallest: smallest) }
    }

    let first: CharacterModel
    /// Nil where the first stands alone.
    let careful: CharacterModel?
    /// Below this probability the first is unsure.
    let sure: Float

    private static let shippedDigits = ModelPair(shipped: .digits)
    private static let shippedKanji = ModelPair(shipped: .kanji)

    /// Those for digits and signs that come with Tema.
    ///
    /// - Throws: `Trouble` of kind `installation` where a file is missing or damaged.
    static func digits() throws(Trouble) -> ModelPair { try whole(shippedDigits, .digits) }

    /// Those for kana and kanji that come with Tema.
    ///
    /// - Throws: `Trouble` of kind `installation` where a file is missing or damaged.
    static func kanji() throws(Trouble) -> ModelPair { try whole(shippedKanji, .kanji) }

    /// Those for digits and signs that `DigitTraining` made, if there are any.
    ///
    /// - Throws: `Trouble` of kind `installation` where a file is damaged.
    static func digits(trainedIn folder: URL) throws(Trouble) -> ModelPair? {
        guard let first = try trained(Files.digits.first, in: folder) else { return nil }
        let careful = try trained(Files.digits.careful, in: folder)
        return ModelPair(first: first, careful: careful?.classes == first.classes ? careful : nil, .digits)
    }

    init(first: CharacterModel, careful: CharacterModel?, _ files: Files) {
        (self.first, self.careful, sure) = (first, careful, files.sure)
    }

    private init?(shipped files: Files) {
        guard let first = CharacterModel.file(files.first).flatMap(files.model),
            let careful = CharacterModel.file(files.careful).flatMap(files.model), careful.classes == first.classes
        else { return nil }
        self.init(first: first, careful: careful, files)
    }

    private static func whole(_ pair: ModelPair?, _ files: Files) throws(Trouble) -> ModelPair {
        guard let pair else { throw CharacterModel.damaged("\(files.first), \(files.careful)") }
        return pair
    }

    private static func trained(_ name: String, in folder: URL) throws(Trouble) -> CharacterModel? {
        let file = folder.appending(path: name)
        guard FileManager.default.fileExists(atPath: file.path) else { return nil }
        guard let model = (try? Data(contentsOf: file)).flatMap(Files.digits.model) else {
            throw Trouble(
                .installation,
                Wording(
                    ja: "この場所で学習した手書き数字のデータ（\(file.path)）が壊れています。",
                    en: "The data for hand-written digits that was trained at this place (\(file.path)) is damaged."),
                remedy: Wording(
                    ja: "このファイルを消すと、Tema に付属のデータで読み取ります。tema train で作り直せます。",
                    en: "Remove the file to read with the data that comes with Tema; tema train makes it anew."))
        }
        return model
    }
}
