internal import Foundation
internal import Paperwork

/// The two models that read digits and signs: the first reads every cell, a larger one is asked where that is unsure.
struct DigitModels: Sendable {
    let first: CharacterModel
    /// Nil where the first alone was trained at this place.
    let careful: CharacterModel?

    static let firstFile = "digits.model"
    static let carefulFile = "careful-digits.model"
    /// Below this the first is unsure.
    static let sure: Float = 0.9
    /// The window around a character, as a share of the height of its box or line, at least.
    private static let smallest = 0.55

    private static let installed: DigitModels? = {
        guard let first = CharacterModel.file(firstFile).flatMap(model), let careful = CharacterModel.file(carefulFile),
            let careful = model(careful), careful.classes == first.classes
        else { return nil }
        return DigitModels(first: first, careful: careful)
    }()

    /// Those that come with Tema.
    ///
    /// - Throws: `Trouble` of kind `installation` where a file is missing or damaged.
    static func shipped() throws(Trouble) -> DigitModels {
        guard let installed else { throw CharacterModel.damaged("\(firstFile), \(carefulFile)") }
        return installed
    }

    /// Those that `DigitTraining` made, if there are any.
    ///
    /// - Throws: `Trouble` of kind `installation` where a file is damaged.
    static func trained(in folder: URL) throws(Trouble) -> DigitModels? {
        guard let first = try trained(folder.appending(path: firstFile)) else { return nil }
        let careful = try trained(folder.appending(path: carefulFile))
        return DigitModels(first: first, careful: careful?.classes == first.classes ? careful : nil)
    }

    private static func trained(_ file: URL) throws(Trouble) -> CharacterModel? {
        guard FileManager.default.fileExists(atPath: file.path) else { return nil }
        guard let model = (try? Data(contentsOf: file)).flatMap(model) else {
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

    static func model(_ file: Data) -> CharacterModel? { CharacterModel(file, smallest: smallest) }
}
