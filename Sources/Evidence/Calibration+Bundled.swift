import Foundation
package import Paperwork

extension Calibration {
    /// The calibration that ships with Tema, read once.
    /// - Throws: `Trouble` of kind `installation` where the file is missing or broken.
    package static func bundled() throws(Trouble) -> Calibration { try loaded.get() }

    private static let loaded: Result<Calibration, Trouble> = {
        guard let url = Bundle.module.url(forResource: "calibration", withExtension: "json"),
            let data = try? Data(contentsOf: url),
            let calibration = try? JSONDecoder().decode(Calibration.self, from: data)
        else {
            return .failure(
                Trouble(
                    .installation,
                    Wording(ja: "読取の確かさの表（calibration.json）を読めません。", en: "calibration.json can't be read."),
                    remedy: Wording(ja: "Tema を入れ直してください。", en: "Install Tema again.")))
        }
        return .success(calibration)
    }()
}
