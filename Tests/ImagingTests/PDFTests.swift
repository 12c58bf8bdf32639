import Foundation
import Imaging
import Paperwork
import Testing

@Suite struct PDFTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func first(_ content: Data) throws -> ScannedPage {
        try PageSource(opening: folder.file("page.pdf", content)).page(1)
    }

    /// Matrix of the image on a page of 60 × 90 points, and the EXIF value of what it does to the picture.
    private static let placements: [(matrix: String, orientation: Int)] = [
        ("60 0 0 90 0 0", 1), ("-60 0 0 90 60 0", 2), ("-60 0 0 -90 60 90", 3), ("60 0 0 -90 0 90", 4),
        ("0 60 90 0 0 0", 7), ("0 -60 90 0 0 60", 6), ("0 -60 -90 0 90 60", 5), ("0 60 -90 0 90 0", 8),
    ]

    /// Poppler shows the page; what the scan becomes must look the same from every side.
    @Test(arguments: 0..<8, [0, 90, 180, 270])
    func anImageIsReadAsThePageShowsIt(_ placement: Int, rotate: Int) throws {
        let picture = Pictures.lopsided()
        let (matrix, orientation) = Self.placements[placement]
        let lies = orientation > 4
        let image = TinyPDF.grayImage(width: 60, height: 90, bytes: picture.bytes)
        let page = try first(
            TinyPDF.scan(
                image: image, matrix: matrix, width: lies ? 90 : 60, height: lies ? 60 : 90, rotate: rotate))
        let placed = Turning.apply(orientation, to: picture)
        let expected = Bitmap(placed).turned(quarterTurns: rotate / 90).grayPixels()
        #expect(Pictures.difference(page.bitmap.grayPixels(), expected) == 0)
        #expect(abs(page.dpi - 72) < 0.01)
        #expect(page.textLayer == nil)
    }

    @Test(arguments: 0..<8, [0, 90, 180, 270])
    func aPhotographIsReadAsThePageShowsIt(_ placement: Int, rotate: Int) throws {
        let picture = Pictures.lopsided(width: 240, height: 360)
        let (matrix, orientation) = Self.placements[placement]
        let lies = orientation > 4
        let page = try first(
            TinyPDF.scan(
                image: TinyPDF.jpegImage(picture), matrix: matrix, width: lies ? 90 : 60, height: lies ? 60 : 90,
                rotate: rotate))
        let placed = Turning.apply(orientation, to: picture)
        let expected = Bitmap(placed).turned(quarterTurns: rotate / 90).grayPixels()
        #expect(try #require(Pictures.difference(page.bitmap.grayPixels(), expected)) < 16)
        #expect(abs(page.dpi - 288) < 0.01)
    }

    @Test func aDamagedPhotographIsNotReadAsEmptyPaper() throws {
        let picture = Pictures.lopsided(width: 240, height: 360)
        var content = TinyPDF.scan(image: TinyPDF.jpegImage(picture), matrix: "60 0 0 90 0 0", width: 60, height: 90)
        let scan = try #require(content.range(of: Data([0xFF, 0xDA])))
        let end = try #require(content.range(of: Data([0xFF, 0xD9]), in: scan.upperBound..<content.endIndex))
        for index in scan.upperBound + 40..<end.upperBound { content[index] = 0 }
        let source = try PageSource(opening: folder.file("page.pdf", content))
        #expect(throws: Trouble.self) { try source.page(1) }
    }

    @Test func aScanKeepsItsOwnResolution() throws {
        let picture = Pictures.lopsided(width: 413, height: 585)
        let image = TinyPDF.grayImage(width: 413, height: 585, bytes: picture.bytes)
        let page = try first(TinyPDF.scan(image: image, matrix: "198 0 0 281 0 0", width: 198, height: 281))
        #expect(abs(page.dpi - 150) < 0.5)
        #expect(Pictures.difference(page.bitmap.grayPixels(), picture) == 0)
    }

    @Test func anInvertedImageComesOutAsShown() throws {
        let picture = Pictures.lopsided()
        let image = TinyPDF.grayImage(
            width: 60, height: 90, bytes: picture.bytes.map { 255 - $0 }, entries: "/Decode [1 0]")
        let page = try first(TinyPDF.scan(image: image, matrix: "60 0 0 90 0 0", width: 60, height: 90))
        #expect(Pictures.difference(page.bitmap.grayPixels(), picture) == 0)
    }

    @Test func aStencilIsInkOnWhitePaper() throws {
        let image = TinyPDF.stream(
            Data([0b1010_0000, 0b0101_0000]),
            "/Type /XObject /Subtype /Image /ImageMask true /Width 4 /Height 2 /BitsPerComponent 1")
        let page = try first(TinyPDF.scan(image: image, matrix: "4 0 0 2 0 0", width: 4, height: 2))
        #expect(page.bitmap.depth == 1)
        #expect(page.bitmap.grayPixels().bytes == [255, 0, 255, 0, 0, 255, 0, 255])
    }

    @Test func bornDigitalPagesAreRenderedWithTheirText() throws {
        let font = "/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"
        let content = TinyPDF.pages(["BT /F 24 Tf 20 250 Td (Ab 7) Tj ET"], resources: font)
        let page = try first(content)
        #expect(page.dpi == 300)
        #expect(page.bitmap.width == 833 && page.bitmap.height == 1250)
        let glyphs = try #require(page.textLayer).glyphs
        #expect(glyphs.map(\.text).joined() == "Ab 7")
        let letter = try #require(glyphs.first)
        let zone = PixelRect(
            x: Int(letter.left), y: Int(letter.top), width: Int(letter.right - letter.left),
            height: Int(letter.bottom - letter.top))
        #expect(page.bitmap.grayPixels().inkShare(in: zone, threshold: 128) > 0.1)
        #expect(abs(letter.left - 20 * 300 / 72) < 8)
    }

    @Test(arguments: [true, false])
    func whatIsWrittenOverAScanIsSeen(isPhotograph: Bool) throws {
        let paper = GrayPixels(width: 600, height: 900)
        let white =
            isPhotograph
            ? TinyPDF.jpegImage(paper) : TinyPDF.grayImage(width: 600, height: 900, bytes: paper.bytes)
        let over = "BT /F 40 Tf 20 150 Td (SEEN) Tj ET"
        let typed = try first(
            TinyPDF.scan(image: white, matrix: "200 0 0 300 0 0", width: 200, height: 300, over: over))
        #expect(typed.bitmap.grayPixels().bytes.contains { $0 < 64 })
        let drawn = try first(
            TinyPDF.scan(
                image: white, matrix: "200 0 0 300 0 0", width: 200, height: 300, over: "0 g 20 20 50 5 re f"))
        let note = "<< /Type /Annot /Subtype /Square /Rect [20 20 90 90] /C [0 0 0] /IC [0 0 0] /F 4 >>"
        let noted = try first(
            TinyPDF.scan(
                image: white, matrix: "200 0 0 300 0 0", width: 200, height: 300, entries: "/Annots [\(note)]"))
        #expect(noted.bitmap.grayPixels().bytes.contains { $0 < 64 })
        #expect(drawn.bitmap.grayPixels().bytes.contains { $0 < 64 })
    }

    @Test func theInvisibleTextOfAnEarlierReadingChangesNothing() throws {
        let picture = Pictures.lopsided(width: 600, height: 900)
        let image = TinyPDF.grayImage(width: 600, height: 900, bytes: picture.bytes)
        let page = try first(
            TinyPDF.scan(
                image: image, matrix: "200 0 0 300 0 0", width: 200, height: 300,
                over: "BT 3 Tr /F 40 Tf 20 150 Td (hidden) Tj ET"))
        #expect(page.textLayer == nil)
        #expect(Pictures.difference(page.bitmap.grayPixels(), picture) == 0)
    }

    @Test func aDamagedPageCostsOnlyItself() throws {
        var content = TinyPDF.pages(["0 g 10 10 50 50 re f", "0 g 10 10 50 50 re f"])
        let kid = try #require(content.range(of: Data("5 0 R]".utf8)))
        content.replaceSubrange(kid, with: Data("9 0 R]".utf8))
        let source = try PageSource(opening: folder.file("half.pdf", content))
        #expect(try source.page(1).bitmap.width == 833)
        #expect(throws: Trouble.self) { try source.page(2) }
    }
}

/// The eight orientations by their definition (Exif 2.3, tag 274), pixel by pixel.
enum Turning {
    /// What a picture looks like that a viewer turns as the value says.
    static func apply(_ orientation: Int, to picture: GrayPixels) -> GrayPixels {
        let (w, h) = (picture.width, picture.height)
        let swaps = orientation > 4
        var result = GrayPixels(width: swaps ? h : w, height: swaps ? w : h)
        for y in 0..<result.height {
            for x in 0..<result.width {
                let place =
                    switch orientation {
                    case 2: (w - 1 - x, y)
                    case 3: (w - 1 - x, h - 1 - y)
                    case 4: (x, h - 1 - y)
                    case 5: (y, x)
                    case 6: (y, h - 1 - x)
                    case 7: (w - 1 - y, h - 1 - x)
                    case 8: (w - 1 - y, x)
                    default: (x, y)
                    }
                result[x, y] = picture[place.0, place.1]
            }
        }
        return result
    }
}
