import FieldTypes
import Imaging
import Paperwork
import Recognition
import Testing

/// Dates and times whose numbers nothing parts but the gaps between them, as under printed 年 月 日.
@Suite struct DigitGapTests {
    private static let dates: Repertoire = [.digits, .signs, .dateWords]
    private static let times: Repertoire = [.digits, .signs, .timeWords]
    private static let fonts = [
        "IPAexGothic", "IPAexMincho", "Noto Sans CJK JP", "Noto Serif CJK JP", "DejaVu Sans Mono", "DejaVu Sans",
    ]

    /// - Parameter gap: millimetres between the groups, which are drawn as they are.
    private static func crop(_ groups: [String], gap: Double, font: String, points: Double) -> Crop {
        let em = points * 25.4 / 72
        let picture = Drawing.picture(width: 70, height: 12) { drawing in
            var x = 4.0
            for group in groups {
                drawing.text(group, font: font, points: points, x: x, y: 9)
                x += Double(group.count) * em * (font.hasSuffix("Mono") || font == "DejaVu Sans" ? 0.62 : 0.56) + gap
            }
        }
        return Crop(bitmap: Bitmap(picture.scanned()), dpi: 300)
    }

    private static func line(_ text: String, font: String, points: Double) -> Crop {
        let picture = Drawing.picture(width: 70, height: 12) { $0.text(text, font: font, points: points, x: 4, y: 9) }
        return Crop(bitmap: Bitmap(picture.scanned()), dpi: 300)
    }

    private static func print(_ crop: Crop, _ repertoire: Repertoire, _ type: String) throws -> Reading {
        let request = ReadingRequest(repertoire: repertoire, hand: .print, fieldType: type)
        return try #require(try PrintRecogniser().read(crop, as: request).first)
    }

    @Test(arguments: fonts, [["30", "9", "29"], ["6", "4", "1"], ["6", "11", "11"], ["R6", "4", "1"]])
    func printedDigitsStandInGroups(font: String, groups: [String]) throws {
        let reading = try Self.print(Self.crop(groups, gap: 4, font: font, points: 10), Self.dates, "date")
        #expect(reading.text == groups.joined(separator: " "))
        #expect(reading.lattice.best == reading.text)
        #expect(reading.confidence.value > 0.9)
    }

    @Test(arguments: fonts, ["30 9 29", "13 05"])
    func aBlankBetweenDigitsIsThere(font: String, text: String) throws {
        let reading = try Self.print(Self.line(text, font: font, points: 10), Self.dates, "date")
        #expect(reading.lattice.paths(limit: 8).contains { $0.text == text }, "\(reading.text)")
    }

    @Test(arguments: fonts, ["20110401", "平成30年11月11日", "R6.11.1"])
    func digitsOfOneNumberStandTogether(font: String, text: String) throws {
        guard !font.hasPrefix("DejaVu") || text.allSatisfy(\.isASCII) else { return }
        let reading = try Self.print(Self.line(text, font: font, points: 10), Self.dates, "era-date")
        #expect(reading.text == text)
    }

    @Test func otherFieldsKnowNoGaps() throws {
        let crop = Self.crop(["30", "9", "29"], gap: 4, font: "IPAexGothic", points: 10)
        #expect(try Self.print(crop, [.digits, .signs], "number").text == "30929")
    }

    @Test(arguments: ["Yusei Magic", "Klee One", "kiloji"], [["30", "9", "29"], ["6", "4", "11"]])
    func handwrittenDigitsStandInGroups(font: String, groups: [String]) throws {
        let request = ReadingRequest(repertoire: Self.dates, hand: .hand, fieldType: "era-date")
        let crop = Self.crop(groups, gap: 5, font: font, points: 20)
        let reading = try #require(try HandRecogniser().read(crop, as: request).first)
        #expect(reading.text == groups.joined(separator: " "))
        #expect(reading.lattice.best == reading.text)
    }

    @Test(arguments: fonts, ["13:05", "8:30", "13.05", "13時05分", "午後1時5分", "23:59", "11:11"])
    func printedTimesAreRead(font: String, text: String) throws {
        guard !font.hasPrefix("DejaVu") || text.allSatisfy(\.isASCII) else { return }
        #expect(try Self.print(Self.line(text, font: font, points: 10), Self.times, "time").text == text)
    }

    @Test(arguments: ["Yusei Magic", "Klee One", "kiloji"], ["13:05", "8:30", "23:59"])
    func handwrittenTimesAreRead(font: String, text: String) throws {
        let picture = Drawing.picture(width: 70, height: 14) { $0.text(text, font: font, points: 22, x: 4, y: 10) }
        let request = ReadingRequest(repertoire: Self.times, hand: .hand, fieldType: "time")
        let crop = Crop(bitmap: Bitmap(picture.scanned()), dpi: 300)
        let reading = try #require(try HandRecogniser().read(crop, as: request).first)
        #expect(reading.text == text)
        #expect(reading.doubt == nil)
    }

    @Test func aTimesDigitsStandInGroups() throws {
        let crop = Self.crop(["13", "05"], gap: 4, font: "IPAexGothic", points: 10)
        #expect(try Self.print(crop, Self.times, "time").text == "13 05")
    }
}
