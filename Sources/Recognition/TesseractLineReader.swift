internal import FieldTypes
internal import Imaging
internal import Paperwork

/// Reads single lines of print with Tesseract: chooses the model, brings the line to the size that it reads best.
final class TesseractLineReader {
    private let dataPath: String?
    private var engines: [TesseractModel: TesseractEngine] = [:]

    init(dataPath: String?) { self.dataPath = dataPath }

    /// The characters of a line that is cut to its ink.
    ///
    /// - Parameter allowed: The characters to look for; empty for all that the model knows, nil for the repertoire's.
    /// - Throws: `Trouble` of kind `installation` where the model is missing.
    func read(
        _ line: GrayPixels, repertoire: Repertoire, allowed: String? = nil
    ) throws(Trouble) -> [TesseractEngine.Symbol] {
        let model = TesseractModel(reading: repertoire)
        let height = 36
        let scale = Double(height) / Double(max(1, line.height))
        let width = min(6000, max(1, Int((Double(line.width) * scale).rounded())))
        let scaled = line.resampled(width: width, height: height).framed(horizontally: 12, vertically: 10)
        return try engine(model).read(scaled, allowed: allowed ?? repertoire.characters ?? "").map { symbol in
            var symbol = symbol
            symbol.left = Int(Double(symbol.left - 12) / scale)
            symbol.right = Int(Double(symbol.right - 12) / scale)
            return symbol
        }
    }

    private func engine(_ model: TesseractModel) throws(Trouble) -> TesseractEngine {
        if let engine = engines[model] { return engine }
        let engine = try TesseractEngine(model: model, dataPath: dataPath)
        engines[model] = engine
        return engine
    }
}
