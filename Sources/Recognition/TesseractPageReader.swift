package import Imaging
package import Paperwork

/// Reads pages with Tesseract, where the second reader is not installed.
package final class TesseractPageReader: PageReading {
    package let name = "tesseract/page"
    private let dataPath: String?
    private var engine: TesseractEngine?

    /// Dots per inch that Tesseract is told of: it sizes its steps by it.
    private static let dpi = 200

    /// - Parameter dataPath: The folder with `*.traineddata`; nil for Tesseract's own.
    package init(dataPath: String? = nil) { self.dataPath = dataPath }

    package func read(_ page: GrayPixels) throws(Trouble) -> [PageTextReader.Line] {
        try warm().read(page: page, dpi: Self.dpi)
    }

    private func warm() throws(Trouble) -> TesseractEngine {
        if let engine { return engine }
        let engine = try TesseractEngine(model: .japanese, dataPath: dataPath)
        self.engine = engine
        return engine
    }

    package func quarterTurns(of page: GrayPixels) -> Int { 0 }
}
