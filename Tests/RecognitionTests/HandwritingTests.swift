import FieldTypes
import Foundation
import Imaging
import Paperwork
import Recognition
import Testing

/// Cells that training never saw; `Training/digits/testset.py` draws them.
@Suite struct HandwritingTests {
    private static let digits = ReadingRequest(repertoire: .digits, hand: .hand, fieldType: "my-number")
    @Test func readsDigitsInBoxes() throws {
        let sheet = try Self.sheet()
        let recogniser = HandRecogniser()
        var (right, total, confident, confidentlyWrong) = (0, 0, 0, 0)
        for row in sheet.truths.indices {
            let reading = try #require(try recogniser.read(sheet.comb(row), as: Self.digits).first)
            #expect(reading.lattice.positions.count == 16)
            #expect(reading.recogniser == "hand/digits")
            for (position, character) in zip(reading.lattice.positions, sheet.truths[row]) {
                let best = try #require(position.first)
                let isRight = best.text == (character == " " ? "" : String(character))
                total += 1
                if isRight { right += 1 }
                if best.score > 0.99 { confident += 1 }
                if best.score > 0.99, !isRight { confidentlyWrong += 1 }
                #expect(position.count <= 10)
                #expect(position.reduce(0) { $0 + $1.score } <= 1.001)
            }
        }
        #expect(right * 100 >= total * 97)
        #expect(confidentlyWrong * 200 <= confident * 3)
    }

    @Test func leavesEmptyBoxesEmpty() throws {
        let blank = Crop(
            bitmap: Bitmap(GrayPixels(width: 192, height: 64)), dpi: 300,
            cells: (0..<3).map { PixelRect(x: 64 * $0, y: 0, width: 64, height: 64) })
        let reading = try #require(try HandRecogniser().read(blank, as: Self.digits).first)
        #expect(reading.text.isEmpty)
        #expect(reading.confidence.value > 0.99)
        #expect(reading.lattice.positions.map(\.first?.text) == ["", "", ""])
    }

    @Test func takesWhatIsLeftOfTheBoxesForNothing() throws {
        let width = 3.0 * 5.5
        let picture = Drawing.picture(width: width + 2, height: 9) { drawing in
            for edge in 0...3 {
                let x = 1 + 5.5 * Double(edge)
                drawing.stroke([(x, 1), (x, 2.4)], width: 0.15)
                drawing.stroke([(x, 6.6), (x, 8)], width: 0.15)
            }
        }
        let side = Int(Measure.pixels(mm: 5.5, dpi: 300))
        let edge = Int(Measure.pixels(mm: 1, dpi: 300))
        let cells = (0..<3).map { PixelRect(x: edge + side * $0, y: edge, width: side, height: 83) }
        let crop = Crop(bitmap: Bitmap(picture), dpi: 300, cells: cells)
        let reading = try #require(try HandRecogniser().read(crop, as: Self.digits).first)
        #expect(reading.text.isEmpty)
    }

    /// A 7 that hangs on the upper rule, a 2 that stands on the lower one, and nothing between them.
    @Test func keepsWritingThatTouchesTheRules() throws {
        let side = 5.5
        let picture = Drawing.picture(width: 3 * side + 2, height: side + 2) { drawing in
            for box in 0..<3 {
                drawing.rectangle(x: 1 + side * Double(box), y: 1, width: side, height: side, line: 0.2)
            }
            drawing.stroke([(2.2, 1.4), (4.8, 1.1), (3.7, 3), (3.2, 5.4)], width: 0.4)
            drawing.stroke(
                [(13.3, 2.7), (14, 2), (15, 2.1), (15.4, 2.9), (14.8, 4.2), (13.3, 6.3), (15.8, 6.4)], width: 0.4)
        }
        let pixels = { Int(Measure.pixels(mm: $0, dpi: 300)) }
        let cells = (0..<3).map {
            PixelRect(x: pixels(1 + side * Double($0)), y: pixels(1), width: pixels(side), height: pixels(side))
        }
        let crop = Crop(bitmap: Bitmap(picture), dpi: 300, cells: cells)
        let reading = try #require(try HandRecogniser().read(crop, as: Self.digits).first)
        #expect(reading.lattice.positions.map(\.first?.text) == ["7", "", "2"])
    }

    /// A free line: digits of the sheet put side by side without boxes.
    @Test func readsLinesWithoutBoxes() throws {
        let sheet = try Self.sheet()
        var crop = sheet.comb(1)
        crop.cells = []
        crop.bitmap = Bitmap(
            crop.bitmap.grayPixels().resampled(
                width: 64 * 6, height: 64, through: .translation(x: 0, y: 0)))
        let truth = sheet.truths[1].prefix(6).filter { $0 != " " }
        let reading = try #require(try HandRecogniser().read(crop, as: Self.digits).first)
        #expect(reading.text == String(truth))
        #expect(reading.lattice.best == reading.text)
    }

    /// A 2 wider than high, whose tail is no character of its own.
    @Test(arguments: [
        [(2.2, 3.6), (3.2, 2.1), (5.6, 2), (6.2, 3.4), (4.6, 5), (2.2, 6.6), (8.2, 6.6)],
        [
            (3.2, 3.6), (4, 2.2), (5.6, 2), (6.2, 3), (5.2, 4.6), (2.6, 6.3), (2.8, 5.2), (4, 5.4), (6, 6.6),
            (8.6, 6.2),
        ],
    ]) func readsAsOneWhatHangsTogether(line: [(Double, Double)]) throws {
        let picture = Drawing.picture(width: 14, height: 9) { $0.stroke(line, width: 0.5) }
        let crop = Crop(bitmap: Bitmap(picture), dpi: 300, cells: [])
        let request = ReadingRequest(repertoire: [.digits, .signs], hand: .hand, fieldType: "number")
        let text = try HandRecogniser().read(crop, as: request).first?.text
        #expect(text == "2")
    }

    /// A leaning stroke is a slash where a date or a fraction may be, and a 1 where neither is.
    @Test(arguments: [
        ("77L77", "77/77"), ("777L777", "7771777"), ("77L7L7", "77/7/7"), ("777-7L7-7777", "777-717-7777"),
    ])
    func readsSignsByTheFormatOfTheLine(drawn: String, read: String) throws {
        let picture = Drawing.picture(width: 5 * Double(drawn.count) + 4, height: 10) { drawing in
            for (place, character) in drawn.enumerated() {
                let x = 2 + 5 * Double(place)
                switch character {
                case "L": drawing.stroke([(x + 2.4, 2), (x + 1.2, 8)], width: 0.45)
                case "-": drawing.stroke([(x + 0.5, 5), (x + 3, 5)], width: 0.45)
                default: drawing.stroke([(x, 2.3), (x + 3.4, 2.1), (x + 2, 5), (x + 1.5, 8)], width: 0.45)
                }
            }
        }
        let crop = Crop(bitmap: Bitmap(picture), dpi: 300, cells: [])
        let request = ReadingRequest(repertoire: [.digits, .signs], hand: .hand, fieldType: "text")
        let reading = try #require(try HandRecogniser().read(crop, as: request).first)
        #expect(reading.text == read)
        #expect(reading.lattice.best == read)
    }

    /// Two zeros side by side, whose sides are one stroke where they touch.
    @Test func cutsRoundDigitsWhereTheyTouch() throws {
        let picture = Drawing.picture(width: 24, height: 10) { drawing in
            for x in [2.0, 17] {
                drawing.stroke([(x, 2.3), (x + 3.4, 2.1), (x + 2, 5), (x + 1.5, 8)], width: 0.45)
            }
            for x in [9.2, 13.2] { drawing.stroke(Self.ring(x: x, y: 5, across: 2, down: 3), width: 0.45) }
        }
        let crop = Crop(bitmap: Bitmap(picture), dpi: 300, cells: [])
        let request = ReadingRequest(repertoire: [.digits, .signs], hand: .hand, fieldType: "number")
        let text = try HandRecogniser().read(crop, as: request).first?.text
        #expect(text == "7007")
    }

    /// Brackets nearly as straight as a 1, which as digits would make too many of a telephone number; `bow` is in mm.
    @Test(arguments: [0.3, 0.2]) func readsTheBracketsOfATelephoneNumber(bow: Double) throws {
        let picture = Drawing.picture(width: 62, height: 10) { drawing in
            for (place, character) in "077(777)7777".enumerated() {
                let x = 2 + 5 * Double(place)
                switch character {
                case "0": drawing.stroke(Self.ring(x: x + 1.8, y: 5, across: 1.8, down: 3), width: 0.45)
                case "(":
                    drawing.stroke(
                        [(x + 1.9 + bow, 1.8), (x + 1.9, 3.4), (x + 1.9, 6.6), (x + 1.9 + bow, 8.2)], width: 0.45)
                case ")":
                    drawing.stroke(
                        [(x + 1.5 - bow, 1.8), (x + 1.5, 3.4), (x + 1.5, 6.6), (x + 1.5 - bow, 8.2)], width: 0.45)
                default: drawing.stroke([(x, 2.3), (x + 3.4, 2.1), (x + 2, 5), (x + 1.5, 8)], width: 0.45)
                }
            }
        }
        let crop = Crop(bitmap: Bitmap(picture), dpi: 300, cells: [])
        let request = ReadingRequest(repertoire: [.digits, .signs], hand: .hand, fieldType: "phone")
        let text = try HandRecogniser().read(crop, as: request).first?.text
        #expect(text == "077(777)7777")
    }

    private static func ring(x: Double, y: Double, across: Double, down: Double) -> [(Double, Double)] {
        (0...40).map { step in
            let angle = Double(step) / 40 * 2 * Double.pi
            return (x + across * sin(angle), y - down * cos(angle))
        }
    }

    /// The frame of 区 keeps to the edges of its box as what is left of its rules would.
    @Test func keepsStrokesOfAKanjiAlongTheEdgesOfItsBox() throws {
        let picture = Drawing.picture(width: 12, height: 12) { drawing in
            drawing.stroke([(1.8, 1.8), (10, 1.7)], width: 0.45)
            drawing.stroke([(1.8, 1.8), (1.8, 10.2), (10.2, 10.2)], width: 0.45)
            drawing.stroke([(8, 3.4), (6, 6), (3.6, 8.2)], width: 0.45)
            drawing.stroke([(4, 3.8), (8.2, 8.2)], width: 0.45)
        }
        let pixels = { Int(Measure.pixels(mm: $0, dpi: 300)) }
        let cell = PixelRect(x: pixels(1), y: pixels(1), width: pixels(10), height: pixels(10))
        let crop = Crop(bitmap: Bitmap(picture), dpi: 300, cells: [cell])
        let request = ReadingRequest(repertoire: .kanji, hand: .hand, fieldType: "name")
        let text = try HandRecogniser().read(crop, as: request).first?.text
        #expect(text == "区")
    }

    /// Full stops of 0.4 mm between numbers 6 mm high, and of 0.6 mm below the numbers' overhang.
    @Test(arguments: [(behind: 4.5, wide: 0.37), (behind: 2.8, wide: 0.6)])
    func readsTheSmallFullStopsOfADate(behind: Double, wide: Double) throws {
        let picture = Drawing.picture(width: 32, height: 10) { drawing in
            for x in [2.0, 9, 16, 22] {
                drawing.stroke([(x, 2.3), (x + 3.4, 2.1), (x + 2, 5), (x + 1.5, 8)], width: 0.45)
            }
            for x in [2 + behind, 9 + behind] { drawing.stroke([(x, 7.6), (x + 0.06, 7.6)], width: wide) }
        }
        let crop = Crop(bitmap: Bitmap(picture), dpi: 300, cells: [])
        let request = ReadingRequest(repertoire: [.digits, .signs, .dateWords], hand: .hand, fieldType: "era-date")
        let text = try HandRecogniser().read(crop, as: request).first?.text
        #expect(text == "7.7.77")
    }

    @Test(arguments: [
        ("struck through", "Check the picture and type the right value."), ("sealed", "correction seal"),
    ])
    func doubtsCorrections(kind: String, words: String) throws {
        let sheet = try Self.sheet()
        var crop = sheet.comb(3)
        crop.cells = Array(crop.cells.prefix(3))
        var pixels = crop.bitmap.grayPixels().resampled(
            width: 64 * 3, height: 64, through: .translation(x: 0, y: 0))
        if kind == "sealed" {
            pixels.addRing(x: 96, y: 32, radius: 30)
        } else {
            for x in 4..<188 {
                for y in [26, 27, 28, 38, 39, 40] { pixels[x, y] = 20 }
            }
        }
        crop.bitmap = Bitmap(pixels)
        let reading = try #require(try HandRecogniser().read(crop, as: Self.digits).first)
        let doubt = try #require(reading.doubt)
        #expect(doubt.en.contains(words) || doubt.en.contains("looks like no character"))
    }

    @Test(arguments: [("3", "7"), ("5", "2"), ("4", "8")])
    func doubtsWhatWasWrittenOver(first: String, second: String) throws {
        let picture = Drawing.picture(width: 12, height: 12) { drawing in
            for digit in [first, second] { drawing.text(digit, font: "kiloji", points: 26, x: 3.5, y: 9.5) }
        }
        let pixels = { Int(Measure.pixels(mm: $0, dpi: 300)) }
        let box = PixelRect(x: pixels(1), y: pixels(1), width: pixels(10), height: pixels(10))
        let crop = Crop(bitmap: Bitmap(picture.scanned()), dpi: 300, cells: [box])
        let reading = try #require(try HandRecogniser().read(crop, as: Self.digits).first)
        #expect(reading.doubt?.en.contains("written over another") == true)
    }

    @Test func doubtsWhiteOnBlackAndShadows() throws {
        let sheet = try Self.sheet()
        for tone: (Int, UInt8) -> UInt8 in [
            { _, byte in 255 - byte }, { x, byte in x % 64 > 24 ? byte / 4 : byte },
        ] {
            var crop = sheet.comb(0)
            crop.cells = Array(crop.cells.prefix(1))
            var pixels = crop.bitmap.grayPixels().resampled(
                width: 64, height: 64, through: .translation(x: 0, y: 0))
            for index in pixels.bytes.indices { pixels.bytes[index] = tone(index % 64, pixels.bytes[index]) }
            crop.bitmap = Bitmap(pixels)
            let reading = try #require(try HandRecogniser().read(crop, as: Self.digits).first)
            #expect(reading.doubt != nil)
            #expect(reading.confidence.value < 0.5)
        }
    }

    private static let requests: [(repertoire: Repertoire, hand: ReadingRequest.Hand, canRead: Bool)] = [
        (.digits, .hand, true), ([.digits, .signs], .either, true), (.digits, .print, false),
        ([.digits, .kanji], .hand, true), (.katakana, .hand, true), (.katakana, .print, false), (.latin, .hand, false),
        ([.digits, .signs, .dateWords], .hand, true),
    ]

    @Test(arguments: requests)
    func readsWhatItsModelsKnowByHandOnly(repertoire: Repertoire, hand: ReadingRequest.Hand, canRead: Bool) {
        #expect(HandRecogniser().canRead(ReadingRequest(repertoire: repertoire, hand: hand)) == canRead)
    }

    private static func sheet() throws -> CellSheet { try CellSheet() }
}

extension GrayPixels {
    fileprivate mutating func addRing(x centerX: Int, y centerY: Int, radius: Int) {
        for y in 0..<height {
            for x in 0..<width {
                let distance = Double((x - centerX) * (x - centerX) + (y - centerY) * (y - centerY)).squareRoot()
                if abs(distance - Double(radius)) < 2 { self[x, y] = 40 }
            }
        }
    }
}
