import Foundation
import Imaging
import Paperwork
import Testing

@Suite struct TIFFTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func pages(_ content: Data) throws -> PageSource {
        try PageSource(opening: folder.file("pages.tif", content))
    }

    @Test(arguments: [TIFFCompression.group4, .group3])
    func bitonalPagesComeBackDotByDot(_ compression: TIFFCompression) throws {
        let picture = Pictures.bitonal()
        let page = try pages(picture.tiffData(compression: compression, dpi: 400)).page(1)
        #expect(page.bitmap.depth == 1)
        #expect(page.dpi == 400)
        #expect(page.bitmap.grayPixels() == picture.grayPixels())
    }

    @Test(arguments: [(TIFFCompression.lzw, 0), (.deflate, 0), (.jpeg, 24)])
    func greyPagesComeBack(_ compression: TIFFCompression, within tolerance: Int) throws {
        let picture = Pictures.lopsided(width: 120, height: 180)
        let page = try pages(Bitmap(picture).tiffData(compression: compression, dpi: 300)).page(1)
        let difference = try #require(Pictures.difference(page.bitmap.grayPixels(), picture))
        #expect(difference <= tolerance)
        #expect(page.dpi == 300)
    }

    @Test func pagesAreReadInAnyOrder() throws {
        let url = folder.url.appendingPathComponent("many.tif")
        var writer = TIFFWriter(to: url, compression: .lzw, dpi: 200)
        for number in 1...12 { try writer.append(Bitmap(GrayPixels(width: 20 + number, height: 10, filledWith: 90))) }
        let source = try PageSource(opening: url)
        #expect(source.pageCount == 12)
        for number in [7, 1, 12, 3] { #expect(try source.page(number).bitmap.width == 20 + number) }
        #expect(try source.page(5).number == 5)
        #expect(throws: Trouble.self) { try source.page(13) }
        #expect(throws: Trouble.self) { try source.page(0) }
    }

    @Test(arguments: 1...8)
    func theOrientationTagTurnsThePage(_ orientation: Int) throws {
        let picture = Pictures.lopsided()
        let tiff = TinyTIFF(width: 60, height: 90, orientation: orientation, bytes: picture.bytes)
        let page = try pages(TinyTIFF.file([tiff])).page(1)
        #expect(page.bitmap.grayPixels() == Turning.apply(orientation, to: picture))
    }

    @Test func theLowestValueMayBeWhite() throws {
        let picture = Pictures.lopsided()
        let tiff = TinyTIFF(width: 60, height: 90, photometric: 0, bytes: picture.bytes.map { 255 - $0 })
        #expect(try pages(TinyTIFF.file([tiff])).page(1).bitmap.grayPixels() == picture)
    }

    /// A negative of a page would count as dark, or as blank.
    @Test(arguments: [4, 16]) func theLowestValueMayBeWhiteInAnyDepth(_ bits: Int) throws {
        let picture = GrayPixels(width: 64, height: 48, bytes: (0..<64 * 48).map { $0 % 64 < 20 ? 17 : 238 })
        let inverted = picture.bytes.map { 255 - $0 }
        let bytes =
            bits == 16
            ? inverted.flatMap { [$0, $0] }
            : stride(from: 0, to: inverted.count, by: 2).map { inverted[$0] & 0xF0 | inverted[$0 + 1] >> 4 }
        let tiff = TinyTIFF(width: 64, height: 48, bitsPerSample: bits, photometric: 0, bytes: bytes)
        let read = try pages(TinyTIFF.file([tiff])).page(1).bitmap.grayPixels()
        #expect(try #require(Pictures.difference(read, picture)) <= 1)
    }

    @Test(arguments: 1...8) func tilesAreAPictureLikeStrips(_ orientation: Int) throws {
        let picture = Pictures.lopsided(width: 64, height: 96)
        let tiff = TinyTIFF(width: 64, height: 96, isTiled: true, orientation: orientation, bytes: picture.bytes)
        let page = try pages(TinyTIFF.file([tiff])).page(1)
        #expect(page.bitmap.grayPixels() == Turning.apply(orientation, to: picture))
    }

    @Test func coloursMayStandInPlanes() throws {
        let picture = Pictures.lopsided(width: 60, height: 90)
        let tiff = TinyTIFF(
            width: 60, height: 90, photometric: 2, planes: 3, bytes: picture.bytes + picture.bytes + picture.bytes)
        let read = try pages(TinyTIFF.file([tiff])).page(1).bitmap.grayPixels()
        #expect(try #require(Pictures.difference(read, picture)) <= 1)
    }

    @Test func aKindThatIsNotReadIsNotCalledDamaged() throws {
        let tiff = TinyTIFF(width: 8, height: 8, bitsPerSample: 32, bytes: Array(repeating: 0, count: 256))
        let source = try pages(TinyTIFF.file([tiff]))
        let trouble = try #require(#expect(throws: Trouble.self) { try source.page(1) })
        #expect(trouble.message.en.contains("not supported"))
        #expect(trouble.remedy?.en.contains("changes nothing") == true)
    }

    @Test func theLowestBitMayComeFirst() throws {
        let tiff = TinyTIFF(
            width: 8, height: 1, bitsPerSample: 1, photometric: 0, fillOrder: 2, bytes: [0b0000_0011])
        let page = try pages(TinyTIFF.file([tiff])).page(1)
        #expect(page.bitmap.grayPixels().bytes == [0, 0, 255, 255, 255, 255, 255, 255])
    }

    @Test func aFaxIsBroughtToSquareDots() throws {
        let tiff = TinyTIFF(
            width: 80, height: 40, resolution: (204, 98), bytes: Array(repeating: 255, count: 3200))
        let page = try pages(TinyTIFF.file([tiff])).page(1)
        #expect(page.dpi == 204)
        #expect(page.bitmap.width == 80)
        #expect(page.bitmap.height == 83)
    }

    @Test func aChainOfPagesThatBitesItsTailEnds() throws {
        let page = TinyTIFF(width: 4, height: 4, bytes: Array(repeating: 9, count: 16))
        #expect(try pages(TinyTIFF.file([page, page], loops: true)).pageCount == 2)
    }

    @Test func aPageThatIsCutShortCostsOnlyItself() throws {
        let page = TinyTIFF(width: 60, height: 90, bytes: Pictures.lopsided().bytes)
        let whole = TinyTIFF.file([page, page])
        let source = try pages(whole.prefix(whole.count - 500))
        #expect(source.pageCount == 2)
        #expect(try source.page(1).bitmap.width == 60)
        #expect(throws: Trouble.self) { try source.page(2) }
    }
}
