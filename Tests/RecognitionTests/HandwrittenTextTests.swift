import FieldTypes
import Imaging
import Paperwork
import Recognition
import Testing

/// Kana and kanji in a handwriting font that training never sees.
@Suite struct HandwrittenTextTests {
    private static let font = "kiloji"

    private static func crop(_ text: String, font: String = font, cells: Bool = false) -> Crop {
        let count = Double(text.count)
        let picture = Drawing.picture(width: 12 * count + 8, height: 14) { drawing in
            for (index, character) in text.enumerated() {
                drawing.text(String(character), font: font, points: 26, x: 4 + 11 * Double(index), y: 10.5)
            }
        }
        let pixels = { Int(Measure.pixels(mm: $0, dpi: 300)) }
        let boxes = text.indices.enumerated().map { index, _ in
            PixelRect(x: pixels(3.2 + 11 * Double(index)), y: pixels(1), width: pixels(11), height: pixels(12))
        }
        return Crop(bitmap: Bitmap(picture.scanned()), dpi: 300, cells: cells ? boxes : [])
    }

    private static func read(
        _ text: String, font: String = font, as repertoire: Repertoire, cells: Bool = false, fieldType: String
    ) throws -> Reading {
        let request = ReadingRequest(repertoire: repertoire, hand: .hand, fieldType: fieldType)
        return try #require(try HandRecogniser().read(crop(text, font: font, cells: cells), as: request).first)
    }

    private static let names: Repertoire = [.kanji, .hiragana, .katakana]

    private static let samples: [(text: String, repertoire: Repertoire, cells: Bool)] = [
        ("髙橋花子", names, true), ("架空市", names, false), ("カゴ", .katakana, false), ("さくら", .hiragana, true),
    ]

    @Test(arguments: samples)
    func readsWhatIsWritten(text: String, repertoire: Repertoire, cells: Bool) throws {
        let reading = try Self.read(text, as: repertoire, cells: cells, fieldType: "text")
        #expect(reading.text == text)
        #expect(reading.recogniser == "hand/kanji")
        #expect(reading.lattice.positions.count == text.count)
        #expect(reading.lattice.positions.allSatisfy { $0.count > 1 })
        #expect(reading.lattice.positions.allSatisfy { $0.reduce(0) { $0 + $1.score } < 1.001 })
        #expect(reading.lattice.best == reading.text)
    }

    @Test func readsManyCropsAsItReadsEach() throws {
        var tasks = Self.samples.map { sample in
            ReadingTask(
                crop: Self.crop(sample.text, cells: sample.cells),
                request: ReadingRequest(repertoire: sample.repertoire, hand: .hand))
        }
        tasks.insert(
            ReadingTask(
                crop: Crop(bitmap: Bitmap(GrayPixels(width: 1, height: 1)), dpi: 300),
                request: ReadingRequest(repertoire: .digits, hand: .hand)), at: 2)
        let recogniser = HandRecogniser()
        let each = try tasks.map { try recogniser.read($0.crop, as: $0.request) }
        for (index, together) in try recogniser.read(Array(repeating: tasks, count: 4).flatMap(\.self)).enumerated() {
            let alone = each[index % tasks.count]
            #expect(together.map(\.text) == alone.map(\.text))
            for (one, other) in zip(together, alone) {
                #expect(abs(one.confidence.value - other.confidence.value) < 1e-3)
            }
        }
    }

    @Test func keepsToTheRepertoire() throws {
        let kana = try Self.read("ニロ", as: .katakana, cells: true, fieldType: "kana")
        #expect(kana.text == "ニロ")
        #expect(kana.doubt == nil)
        #expect(try Self.read("二口", as: .kanji, cells: true, fieldType: "name").text == "二口")
    }

    @Test(arguments: [("ワ", .katakana), ("ノ", .katakana), ("へ", .hiragana)] as [(String, Repertoire)])
    func takesWhatIsLikeADigitOrAKanjiForKanaInAFieldOfKana(text: String, repertoire: Repertoire) throws {
        let reading = try Self.read(text, font: "Yusei Magic", as: repertoire, cells: true, fieldType: "kana")
        #expect(reading.text == text)
        #expect(reading.doubt == nil)
    }

    @Test(arguments: ["愛", "8"]) func doubtsWhatIsNoKanaInAFieldOfKana(text: String) throws {
        let reading = try Self.read(text, as: .katakana, cells: true, fieldType: "kana")
        #expect(reading.doubt?.en.contains("looks like no character that can stand here") == true)
    }

    @Test func readsDatesWithAndWithoutWords() throws {
        let dates: Repertoire = [.digits, .signs, .dateWords]
        #expect(try Self.read("4月2日", as: dates, cells: true, fieldType: "era-date").text == "4月2日")
        #expect(try Self.read("26", as: dates, cells: true, fieldType: "date").text == "26")
    }

    /// A line written without boxes.
    private static func read(
        line text: String, font: String = font, as repertoire: Repertoire, _ mark: (Drawing) -> Void = { _ in }
    ) throws -> Reading {
        let picture = Drawing.picture(width: 8 * Double(text.count) + 8, height: 12) { drawing in
            drawing.text(text, font: font, points: 22, x: 4, y: 9)
            mark(drawing)
        }
        let crop = Crop(bitmap: Bitmap(picture.scanned()), dpi: 300)
        return try #require(
            try HandRecogniser().read(crop, as: ReadingRequest(repertoire: repertoire, hand: .hand)).first)
    }

    @Test(
        arguments: [
            ("R8.4.15", [.digits, .signs, .dateWords]), ("令和8年1月", [.digits, .signs, .dateWords]),
            ("099(200)3081", [.digits, .signs]),
            ("03-1234-5678", [.digits, .signs]), ("ヤヨイ", .katakana),
        ] as [(String, Repertoire)])
    func readsLinesWithoutBoxes(text: String, repertoire: Repertoire) throws {
        let reading = try Self.read(line: text, as: repertoire)
        #expect(reading.text == text)
        #expect(reading.doubt == nil)
    }

    @Test(arguments: ["田島国男", "岡田園"])
    func takesNoKanjiForASeal(text: String) throws {
        let reading = try Self.read(line: text, as: Self.names)
        #expect(reading.doubt == nil)
    }

    @Test(arguments: ["ッ", "ツ", "ャ", "ヤ"])
    func tellsAKanaAloneByItsBox(text: String) throws {
        let reading = try Self.read(text, as: .katakana, cells: true, fieldType: "kana")
        #expect(reading.text == text)
    }

    @Test(arguments: ["キョウコ", "キヨコ", "ショウタ", "マツリ"])
    func tellsSmallKanaFromLargeOnes(text: String) throws {
        let reading = try Self.read(line: text, font: "Klee One", as: .katakana)
        #expect(reading.text == text)
    }

    /// One kana is written smaller than the others, yet not where a small one can stand.
    @Test(arguments: [("ナカガワ", 1), ("オチアイ", 3), ("マツオ", 1), ("エンドウ", 0)])
    func readsNoSmallKanaWhereJapaneseHasNone(text: String, smaller: Int) throws {
        let picture = Drawing.picture(width: 8 * Double(text.count) + 8, height: 12) { drawing in
            for (index, character) in text.enumerated() {
                let points = index == smaller ? 15.5 : 22.0
                drawing.text(String(character), font: "Klee One", points: points, x: 4 + 8 * Double(index), y: 9)
            }
        }
        let request = ReadingRequest(repertoire: .katakana, hand: .hand, fieldType: "kana")
        let reading = try #require(
            try HandRecogniser().read(Crop(bitmap: Bitmap(picture.scanned()), dpi: 300), as: request).first)
        #expect(reading.text == text)
    }

    @Test func leavesOutWhatReachesInFromBelow() throws {
        let reading = try Self.read(line: "架空市", as: Self.names) { drawing in
            drawing.stroke([(26, 12.6), (27.5, 11), (29.5, 10.4), (31.5, 11), (33, 12.6)], width: 0.5)
        }
        #expect(reading.text == "架空市")
    }

    @Test func sendsTwoCharactersInACellToReview() throws {
        let crop = Self.crop("田中")
        let whole = PixelRect(x: 0, y: 0, width: crop.bitmap.width, height: crop.bitmap.height)
        let request = ReadingRequest(repertoire: .kanji, hand: .hand, fieldType: "text")
        let reading = try #require(
            try HandRecogniser().read(Crop(bitmap: crop.bitmap, dpi: 300, cells: [whole]), as: request).first)
        #expect(reading.doubt != nil || reading.confidence.value < 0.5)
    }
}
