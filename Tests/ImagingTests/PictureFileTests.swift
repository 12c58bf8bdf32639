import Foundation
import Imaging
import Paperwork
import Testing

@Suite struct PictureFileTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func page(_ content: Data) throws -> ScannedPage {
        try PageSource(opening: folder.file("picture", content)).page(1)
    }

    @Test func pngComesBackToneByTone() throws {
        let picture = Pictures.lopsided()
        let page = try page(Bitmap(picture).pngData(dpi: 300))
        #expect(page.bitmap.grayPixels() == picture)
        #expect(abs(page.dpi - 300) < 0.1)
        let bitonal = Pictures.bitonal()
        #expect(try self.page(bitonal.pngData()).bitmap.grayPixels() == bitonal.grayPixels())
    }

    /// What a decoder only wonders at: bytes that belong to nothing, an unknown revision.
    @Test(arguments: ["bytes before the end", "revision 2.01", "height after the scan"])
    func aJPEGWithAllItsPixelsIsRead(_ oddity: String) throws {
        let picture = Pictures.lopsided()
        var jpeg = Bitmap(picture).jpegData(quality: 95, dpi: 200)
        switch oddity {
        case "bytes before the end": jpeg.insert(contentsOf: [0, 0, 7, 0], at: jpeg.endIndex - 2)
        case "revision 2.01":
            let place = try #require(jpeg.firstRange(of: Data("JFIF\0".utf8))).upperBound
            jpeg[place] = 2
        default:
            let frame = try #require(jpeg.firstRange(of: Data([0xFF, 0xC0]))).lowerBound
            jpeg.insert(contentsOf: [0xFF, 0xDC, 0, 4, jpeg[frame + 5], jpeg[frame + 6]], at: jpeg.endIndex - 2)
            jpeg[frame + 5] = 0
            jpeg[frame + 6] = 0
        }
        let difference = try #require(Pictures.difference(page(jpeg).bitmap.grayPixels(), picture))
        #expect(difference <= 24)
    }

    @Test(arguments: [200, 600]) func aJPEGWithMissingPixelsIsNotRead(_ missing: Int) throws {
        let jpeg = Bitmap(Pictures.lopsided(width: 240, height: 320)).jpegData(quality: 95, dpi: 200)
        let cut = jpeg.prefix(jpeg.count - missing) + [0xFF, 0xD9]
        #expect(throws: Trouble.self) { try page(Data(cut)) }
    }

    @Test func jpegComesBackNearly() throws {
        let picture = Pictures.lopsided(width: 240, height: 360)
        let page = try page(Bitmap(picture).jpegData(quality: 95, dpi: 200))
        let difference = try #require(Pictures.difference(page.bitmap.grayPixels(), picture))
        #expect(difference < 16)
        #expect(page.dpi == 200)
    }

    @Test(arguments: 1...8, [true, false])
    func theExifOrientationTurnsThePhotograph(_ orientation: Int, littleEndian: Bool) throws {
        let picture = Pictures.lopsided(width: 240, height: 360)
        let jpeg = Self.exif(orientation, littleEndian: littleEndian, in: Bitmap(picture).jpegData(quality: 95))
        let expected = Turning.apply(orientation, to: picture)
        let difference = try #require(Pictures.difference(page(jpeg).bitmap.grayPixels(), expected))
        #expect(difference < 16)
    }

    @Test(arguments: [
        (248, 351, 30), (351, 248, 30), (2480, 3508, 300), (1654, 2339, 200), (1240, 100, 12),
    ])
    func aPictureWithoutResolutionIsTakenForA4(width: Int, height: Int, dpi: Double) throws {
        let page = try page(Bitmap(GrayPixels(width: width, height: height)).pngData())
        #expect(page.dpi == dpi)
    }

    @Test func coloursBecomeTheirLuminance() throws {
        let page = try page(Self.colouredPNG)
        #expect(page.bitmap.grayPixels().bytes == [77, 149, 29, 255])
    }

    @Test func whatIsTransparentIsWhitePaper() throws {
        let page = try page(Self.transparentPNG)
        #expect(page.bitmap.grayPixels().bytes == [255, 0])
    }

    private static func exif(_ orientation: Int, littleEndian: Bool, in jpeg: Data) -> Data {
        func number(_ value: Int, _ count: Int) -> [UInt8] {
            let bytes = (0..<count).map { UInt8(value >> (8 * $0) & 255) }
            return littleEndian ? bytes : bytes.reversed()
        }
        let tiff =
            Array((littleEndian ? "II" : "MM").utf8) + number(42, 2) + number(8, 4) + number(1, 2)
            + number(274, 2) + number(3, 2) + number(1, 4) + number(orientation, 2) + number(0, 2) + number(0, 4)
        let body = Array("Exif\0\0".utf8) + tiff
        let length = body.count + 2
        return jpeg.prefix(2) + Data([0xFF, 0xE1, UInt8(length >> 8), UInt8(length & 255)] + body) + jpeg.dropFirst(2)
    }

    /// Red, green, blue and white, one pixel each.
    private static let colouredPNG =
        Data(
            base64Encoded:
                "iVBORw0KGgoAAAANSUhEUgAAAAQAAAABCAIAAAB2XpiaAAAAEElEQVR4nGP4z8DAAMZAAAAd7wX7DUR5XwAAAABJRU5ErkJggg==")
        ?? Data()
    /// A wholly transparent black pixel and an opaque one.
    private static let transparentPNG =
        Data(
            base64Encoded:
                "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAYAAAD0In+KAAAADElEQVR4nGNggID/AAEIAQBNGY85AAAAAElFTkSuQmCC")
        ?? Data()
}
