import FieldTypes
import Imaging
import Paperwork
import Recognition
import Testing

@Suite struct TesseractRecogniserTests {
    private static func crop(_ text: String) -> Crop {
        let line = Drawing.picture(width: 75, height: 7) {
            $0.text(text, font: "IPAexGothic", points: 10, x: 3, y: 5)
        }
        return Crop(bitmap: Bitmap(line.scanned()), dpi: 300)
    }

    @Test func readsALine() throws {
        let readings = try TesseractRecogniser().read(Self.crop("1234567"), as: ReadingRequest(repertoire: .digits))
        #expect(readings.map(\.text) == ["1234567"])
        #expect(readings.map(\.recogniser) == ["tesseract/eng"])
    }

    @Test func amountsGoToTheModelThatKnowsTheirSigns() throws {
        let request = ReadingRequest(repertoire: [.digits, .signs])
        let reading = try #require(try TesseractRecogniser().read(Self.crop("△2,000円"), as: request).first)
        #expect(reading.recogniser == "tesseract/jpn")
    }

    @Test func saysWhichPackageIsMissing() throws {
        let withoutModels = TesseractRecogniser(dataPath: "/nonexistent")
        let trouble = #expect(throws: Trouble.self) {
            try withoutModels.read(Self.crop("12"), as: ReadingRequest(repertoire: .anyJapanese))
        }
        #expect(trouble?.kind == .installation)
        #expect(trouble?.remedy?.ja.contains("apt-get install tesseract-ocr-jpn") == true)
    }
}
