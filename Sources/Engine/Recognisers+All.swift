internal import Evidence
internal import Foundation
internal import Paperwork
internal import Recognition

extension Recognisers {
    /// Every recogniser there is, compared by the calibration that ships with Tema.
    ///
    /// - Parameter place: where a model of its own may have been trained.
    /// - throws: `Trouble` of kind `installation` where the calibration is missing.
    static func all(at place: Workplace? = nil) throws(Trouble) -> Recognisers {
        let calibration = try Calibration.bundled()
        let trained = place?.trainedDigits
        let hand = HandRecogniser(
            trainedDigits: trained.flatMap { FileManager.default.fileExists(atPath: $0.path) ? $0 : nil })
        return Recognisers(recognisers: [hand, PrintRecogniser()]) { reading, request in
            calibration.chance(of: reading, ofType: request.fieldType)
        }
    }
}
