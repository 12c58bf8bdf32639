internal import Evidence
internal import Paperwork
internal import Recognition

extension Recognisers {
    /// Every recogniser there is, compared by the calibration that ships with Tema.
    ///
    /// - throws: `Trouble` of kind `installation` where the calibration is missing.
    static func all() throws(Trouble) -> Recognisers {
        let calibration = try Calibration.bundled()
        return Recognisers(recognisers: [HandRecogniser(), PrintRecogniser()]) { reading, request in
            calibration.chance(of: reading, ofType: request.fieldType)
        }
    }
}
