import FieldTypes
import Imaging
import Paperwork
import Recognition
import Testing

@Suite struct PrintRecogniserTests {
    private let recogniser = PrintRecogniser()

    struct Sample: Sendable, CustomTestStringConvertible {
        var text: String
        var font: String
        var points: Double
        var repertoire: Repertoire
        var seen: String

        init(_ text: String, _ font: String, _ points: Double, _ repertoire: Repertoire, seen: String? = nil) {
            self.text = text
            self.font = font
            self.points = points
            self.repertoire = repertoire
            self.seen = seen ?? text
        }

        var testDescription: String { "\(text) \(font) \(points) pt" }
    }

    private static func line(_ text: String, font: String, points: Double) -> GrayPixels {
        Drawing.picture(width: 75, height: 7) { $0.text(text, font: font, points: points, x: 3, y: 5) }.scanned()
    }

    @Test(arguments: [
        Sample("1,234,567", "DejaVu Sans Mono", 8, [.digits, .signs]),
        Sample("8006900", "DejaVu Sans Mono", 8.5, .digits),
        Sample("¥30,080", "IPAexGothic", 8, [.digits, .signs]),
        Sample("▲2,000,000", "IPAexMincho", 8, [.digits, .signs]),
        Sample("68,364円", "IPAexGothic", 9, [.digits, .signs]),
        Sample("(099)224-1111", "IPAexMincho", 8, [.digits, .signs]),
        Sample("ﾔﾏﾀﾞﾀﾛｳ", "IPAexGothic", 8.5, .katakana, seen: "ヤマダタロウ"),
        Sample("ｶｺﾞｼﾏﾊﾟｰｸ", "IPAexGothic", 9, .katakana, seen: "カゴシマパーク"),
        Sample("ショッピングヤマダ", "IPAexMincho", 8, .katakana),
        Sample("髙橋三四郎", "IPAexMincho", 8, .anyJapanese),
        Sample("二宮さくら", "IPAexGothic", 9, .anyJapanese),
        Sample("鹿児島市山下町11番1号", "IPAexMincho", 8.5, .anyJapanese),
        Sample("令和7年10月20日", "IPAexMincho", 9, [.digits, .signs, .dateWords]),
    ])
    func readsPrintAsItStands(_ sample: Sample) throws {
        let crop = Crop(bitmap: Bitmap(Self.line(sample.text, font: sample.font, points: sample.points)), dpi: 300)
        let readings = try recogniser.read(crop, as: ReadingRequest(repertoire: sample.repertoire, hand: .print))
        let reading = try #require(readings.first)
        #expect(reading.text == sample.seen)
        #expect(reading.lattice.best == reading.text)
        #expect(reading.lattice.positions.count == reading.text.count)
        for position in reading.lattice.positions {
            #expect(position.reduce(0) { $0 + $1.score } <= 1.000_001)
            #expect(position == position.sorted { $0.score > $1.score })
        }
    }

    @Test func readsZerosWithAStrokeThroughThem() throws {
        let em = 9 * 25.4 / 72
        let picture = Drawing.picture(width: 30, height: 7) { drawing in
            for (index, digit) in "1006834".enumerated() {
                let x = 3 + 0.63 * em * Double(index)
                drawing.text(String(digit), font: "IPAexGothic", points: 9, x: x, y: 5)
                guard digit == "0" else { continue }
                drawing.stroke([(x + 0.12 * em, 5 - 0.1 * em), (x + 0.51 * em, 5 - 0.63 * em)], width: 0.05 * em)
            }
        }
        let crop = Crop(bitmap: Bitmap(picture.scanned()), dpi: 300)
        let readings = try recogniser.read(crop, as: ReadingRequest(repertoire: .anyJapanese))
        #expect(readings.first?.text == "1006834")
    }

    @Test(arguments: ["鹿児島市入佐町5630", "鹿児島市松陽台町6022"])
    func readsATypefaceThatItKnows(address: String) throws {
        let line = Self.line(address, font: "Noto Serif CJK JP", points: 8.5)
        let readings = try recogniser.read(
            Crop(bitmap: Bitmap(line), dpi: 300), as: ReadingRequest(repertoire: .anyJapanese))
        #expect(readings.map(\.text) == [address])
    }

    @Test(arguments: [(2, 60), (60, 2), (8000, 5001)])
    func doubtsWhatIsTooSmallOrTooLargeToBeRead(size: (Int, Int)) throws {
        let crop = Crop(bitmap: Bitmap(GrayPixels(width: size.0, height: size.1)), dpi: 300)
        let reading = try #require(try recogniser.read(crop, as: ReadingRequest(repertoire: .anyJapanese)).first)
        #expect(reading.text == "")
        #expect(reading.confidence == .none)
        #expect(reading.doubt != nil)
    }

    @Test func readsLinesTopToBottom() throws {
        let picture = Drawing.picture(width: 60, height: 14) { drawing in
            drawing.text("薩摩川内市永利町", font: "IPAexMincho", points: 9, x: 3, y: 5)
            drawing.text("4107番地1", font: "IPAexMincho", points: 9, x: 3, y: 10.5)
        }
        let crop = Crop(bitmap: Bitmap(picture.scanned()), dpi: 300)
        let request = ReadingRequest(repertoire: .anyJapanese, hand: .print, lines: 2)
        #expect(try recogniser.read(crop, as: request).first?.text == "薩摩川内市永利町4107番地1")
    }

    @Test func readsCombsBoxByBox() throws {
        let digits: [Character?] = ["8", nil, "0", "6", "9", "1", "3"]
        let (crop, _) = Self.comb(digits)
        let reading = try #require(try recogniser.read(crop, as: ReadingRequest(repertoire: .digits)).first)
        #expect(reading.text == "806913")
        #expect(reading.lattice.positions.map { $0.first?.text } == ["8", "", "0", "6", "9", "1", "3"])
    }

    private static func comb(_ digits: [Character?]) -> (Crop, GrayPixels) {
        let picture = Drawing.picture(width: 6 * Double(digits.count), height: 8) { drawing in
            for (index, digit) in digits.enumerated() {
                guard let digit else { continue }
                drawing.text(String(digit), font: "IPAexGothic", points: 12, x: 6 * Double(index) + 1.8, y: 5.8)
            }
        }
        .scanned()
        let cells = digits.indices.map { index in
            let left = Int(Measure.pixels(mm: 6 * Double(index), dpi: 300))
            return PixelRect(x: left, y: 0, width: Int(Measure.pixels(mm: 6, dpi: 300)), height: picture.height)
        }
        return (Crop(bitmap: Bitmap(picture), dpi: 300, cells: cells), picture)
    }

    @Test(arguments: [0, 4])
    func readsNothingWithConfidenceWhereNothingIsWritten(cells: Int) throws {
        let paper = Drawing.picture(width: 40, height: 8) { _ in }.scanned()
        let boxes = (0..<cells).map { PixelRect(x: $0 * 100, y: 0, width: 100, height: paper.height) }
        let crop = Crop(bitmap: Bitmap(paper), dpi: 300, cells: boxes)
        let reading = try #require(try recogniser.read(crop, as: ReadingRequest(repertoire: .anyJapanese)).first)
        #expect(reading.text == "")
        #expect(reading.confidence > Confidence(0.99))
        #expect(reading.lattice.positions.count == cells)
    }

    @Test(arguments: [(1, 1), (1, 50), (50, 1), (3, 3), (300, 40), (20, 900)], [UInt8(0), 128, 255])
    func givesAReadingForAnyPicture(size: (Int, Int), level: UInt8) throws {
        let picture = GrayPixels(width: size.0, height: size.1, filledWith: level)
        for cells in [
            [], [PixelRect(x: -5, y: -5, width: 20, height: 2000), PixelRect(x: 0, y: 0, width: 0, height: 0)],
        ] {
            let crop = Crop(bitmap: Bitmap(picture), dpi: 300, cells: cells)
            #expect(try !recogniser.read(crop, as: ReadingRequest(repertoire: .anyJapanese)).isEmpty)
        }
    }

    @Test func isUnsureOfScribbles() throws {
        let crop = Crop(bitmap: Bitmap(Self.scribble), dpi: 300)
        let readings = try recogniser.read(crop, as: ReadingRequest(repertoire: .digits))
        #expect(readings.allSatisfy { $0.confidence < Confidence(0.5) })
    }

    private static let scribble = Drawing.picture(width: 30, height: 9) { drawing in
        let points: [(Double, Double)] = (0..<40).map { (index: Int) -> (Double, Double) in
            let swing = 2.5 * Double(index % 7) / 6
            return (3 + 0.6 * Double(index), index % 2 == 0 ? 4.5 + swing : 4.5 - swing)
        }
        drawing.stroke(points, width: 0.4)
    }
}
