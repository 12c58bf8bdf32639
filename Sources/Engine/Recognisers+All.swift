internal import Evidence
package import Paperwork
package import Recognition

extension Recognisers {
    /// Every recogniser there is, compared by the calibration that ships with Tema.
    ///
    /// - Parameter dataFolder: where models of its own may have been trained.
    /// - throws: `Trouble` of kind `installation` where the calibration is missing.
    package static func all(at dataFolder: DataFolder? = nil) throws(Trouble) -> Recognisers {
        let calibration = try Calibration.bundled()
        let hand = HandRecogniser(trainedModels: dataFolder?.trainedModels)
        let line = LineRecogniser().map { [$0 as any Recogniser] } ?? []
        return Recognisers(
            recognisers: [hand, PrintRecogniser()] + line, reserve: TesseractRecogniser(), secondReader: .installed
        ) { reading, request in
            calibration.chance(of: reading, ofType: request.fieldType)
        }
    }
}
