import Foundation
import Imaging
import Paperwork
import Testing

@Suite struct CanvasTests {
    private let dpi = 254.0  // ten pixels a millimetre

    @Test func millimetresBecomePixels() {
        let canvas = Canvas(pixelWidth: 100, pixelHeight: 50, dpi: dpi)
        #expect(abs(canvas.width - 10) < 0.001 && abs(canvas.height - 5) < 0.001)
        canvas.area(Zone(left: 2, top: 1, width: 3, height: 2), ink: .black)
        let pixels = canvas.grayPixels()
        #expect(pixels[20, 10] == 0 && pixels[49, 29] == 0)
        #expect(pixels[19, 10] == 255 && pixels[50, 29] == 255 && pixels[20, 30] == 255)
    }

    @Test func aPictureComesBackAsItWasAndCanBeDrawnOver() {
        var picture = GrayPixels(width: 60, height: 40)
        for index in picture.bytes.indices { picture.bytes[index] = UInt8(index % 251) }
        let canvas = Canvas(over: picture, dpi: dpi)
        #expect(canvas.grayPixels() == picture)
        canvas.line(fromX: 0, y: 2, toX: 6, y: 2, thickness: 0.4)
        #expect(canvas.grayPixels()[30, 20] == 0)
    }

    @Test func textHasTheExtentsThatItTakes() {
        let canvas = Canvas(pixelWidth: 600, pixelHeight: 200, dpi: dpi)
        let lettering = Lettering("IPAexGothic", points: 20)
        let extents = canvas.extents(of: "手間", lettering)
        #expect(abs(extents.advance - 2 * lettering.em) < 0.05, "two full-width characters")
        canvas.text("手間", x: 5, baseline: 12, lettering)
        let pixels = canvas.grayPixels()
        let inked = (0..<600).filter { x in (0..<200).contains { pixels[x, $0] < 128 } }
        #expect(abs(Double(inked[0]) / 10 - (5 + extents.left)) < 0.15)
        #expect(abs(Double(inked[inked.count - 1]) / 10 - (5 + extents.left + extents.width)) < 0.2)
    }

    @Test func aPNGIsInColour() {
        let canvas = Canvas(pixelWidth: 8, pixelHeight: 8, dpi: dpi)
        canvas.area(Zone(left: 0, top: 0, width: 1, height: 1), ink: Ink(red: 1, green: 0, blue: 0))
        let png = canvas.png()
        #expect(png.starts(with: [0x89, 0x50, 0x4E, 0x47]))
        #expect(png[25] == 2, "colour type 2 is RGB")
        #expect(canvas.grayPixels()[4, 4] == 76, "red weighs 29.9 %")
    }

    @Test func faxAndJPEGHoldThePicture() {
        var picture = GrayPixels(width: 64, height: 64)
        for x in 10..<50 { for y in 20..<30 { picture[x, y] = 0 } }
        #expect(PictureEncoding.jpeg(picture, quality: 75).starts(with: [0xFF, 0xD8]))
        let fax = PictureEncoding.group4(picture)
        #expect(!fax.data.isEmpty && fax.data.count < 100)
    }
}
