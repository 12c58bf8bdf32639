import Imaging
import Paperwork
import Recognition
import Testing

@Suite(.enabled(if: SecondReader.installed.missing() == nil)) struct PageTextReaderTests {
    @Test func findsAndReadsTheLinesOfAPage() throws {
        let lines = [("請求書", 20.0, 20.0), ("請求番号 A-1024", 20, 35), ("合計金額 ¥128,700", 20, 50), ("令和8年4月12日", 120, 35)]
        let page = Drawing.picture(width: 210, height: 297) { drawing in
            for (text, x, y) in lines { drawing.text(text, font: "IPAexGothic", points: 11, x: x, y: y) }
        }
        .scanned()
        let reader = try #require(PageTextReader())
        let read = reader.read(page)
        #expect(read.count == lines.count)
        for (text, x, y) in lines {
            let line = try #require(read.first { $0.characters.map(\.text).joined() == text.filter { $0 != " " } })
            let first = try #require(line.characters.first)
            #expect(abs(Double(first.bounds.x) - Measure.pixels(mm: x, dpi: 300)) < 30)
            #expect(abs(Double(first.bounds.maxY) - Measure.pixels(mm: y, dpi: 300)) < 30)
        }
    }

    @Test(arguments: [UInt8(0), 255]) func anEmptyPageHasNoLines(level: UInt8) throws {
        let reader = try #require(PageTextReader())
        #expect(reader.read(GrayPixels(width: 1200, height: 1700, filledWith: level)).isEmpty)
    }
}
