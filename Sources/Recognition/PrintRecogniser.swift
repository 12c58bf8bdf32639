internal import Imaging
package import Paperwork

/// Reads printed characters.
///
/// Tesseract's engines are made when they are first needed and stay warm as long as the recogniser lives.
package final class PrintRecogniser: Recogniser {
    package let name = "print"
    private let tesseract: TesseractLineReader

    /// - Parameter dataPath: The folder with Tesseract's `*.traineddata` files; nil for the installed one.
    package init(dataPath: String? = nil) {
        tesseract = TesseractLineReader(dataPath: dataPath)
    }

    package func canRead(_ request: ReadingRequest) -> Bool {
        request.hand != .hand && !request.repertoire.isEmpty
    }

    package func read(_ crop: Crop, as request: ReadingRequest) throws(Trouble) -> [Reading] {
        let zone = ReadableZone(crop, lines: request.lines)
        guard !zone.lines.isEmpty else { return [zone.emptyReading(by: name)] }
        var positions: [[Lattice.Alternative]] = []
        for line in zone.lines {
            positions += try tesseract.read(line, repertoire: request.repertoire).map(\.alternatives)
        }
        let lattice = Lattice(positions: positions)
        let confidence = positions.reduce(1) { $0 * ($1.first?.score ?? 0) }
        let model = request.repertoire.isWestern ? "eng" : "jpn"
        return [
            Reading(
                text: lattice.best, confidence: Confidence(positions.isEmpty ? 0 : confidence), lattice: lattice,
                recogniser: "\(name)/\(model)")
        ]
    }
}
