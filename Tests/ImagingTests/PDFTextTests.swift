import Foundation
import Imaging
import Paperwork
import Testing

/// A page's own text counts as far as it is seen.
@Suite struct PDFTextTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private static let font = "/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"

    private func first(_ content: Data) throws -> ScannedPage {
        try PageSource(opening: folder.file("page.pdf", content)).page(1)
    }

    private func layer(_ content: String) throws -> TextLayer? {
        try first(TinyPDF.pages([content], resources: Self.font)).textLayer
    }

    private static func typed(_ text: String, at y: Int = 200, _ setting: String = "0 g") -> String {
        "\(setting) BT 0 Tr /F 20 Tf 20 \(y) Td (\(text)) Tj ET "
    }

    /// What is believed, and what is not.
    private static func split(_ layer: TextLayer) -> (sure: String, unsure: String) {
        (
            layer.glyphs.filter(\.isSure).map(\.text).joined(),
            layer.glyphs.filter { !$0.isSure }.map(\.text).joined()
        )
    }

    @Test(arguments: ["0 g", "0.8 g", "0 0 1 rg"])
    func `text of any visible tone is seen`(setting: String) throws {
        let layer = try #require(try layer(Self.typed("Ab 7", setting)))
        #expect(Self.split(layer) == ("Ab 7", ""))
    }

    @Test func `white text on black is seen`() throws {
        let layer = try #require(try layer("0 g 0 190 200 40 re f " + Self.typed("Ab 7", "1 g")))
        #expect(Self.split(layer) == ("Ab 7", ""))
    }

    @Test(arguments: ["1 g", "0.99 g"])
    func `white text on white is not there`(setting: String) throws {
        let content = Self.typed("123") + Self.typed("456", at: 100, setting)
        let layer = try #require(try layer(content))
        #expect(Self.split(layer) == ("123", ""))
    }

    @Test func `text that is covered is not there`() throws {
        let content = Self.typed("123", at: 100) + "1 g 0 90 200 40 re f " + Self.typed("ABC")
        let layer = try #require(try layer(content))
        #expect(Self.split(layer) == ("ABC", ""))
    }

    @Test func `text that was written over a covered one is in doubt, and so is the other`() throws {
        let content =
            Self.typed("1234") + "1 g 0 190 200 40 re f " + Self.typed("8765") + Self.typed("Certain words", at: 100)
        let layer = try #require(try layer(content))
        let (sure, unsure) = Self.split(layer)
        #expect(sure == "Certain words")
        #expect(Set(unsure).isSubset(of: Set("12345678")) && unsure.count == 8)
    }

    @Test func `two characters in one place are in doubt even where both are drawn`() throws {
        let layer = try #require(try layer(Self.typed("3") + Self.typed("8") + Self.typed("Certain words", at: 100)))
        #expect(Self.split(layer).sure == "Certain words")
    }

    @Test func `what a line is printed under is not in doubt`() throws {
        let layer = try #require(try layer(Self.typed("____") + Self.typed("Ab 7")))
        #expect(Self.split(layer).sure.contains("Ab 7"))
    }

    @Test func `the invisible text under a scan is no text, wherever it lies`() throws {
        let picture = Pictures.lopsided(width: 200, height: 300)
        let image = TinyPDF.grayImage(width: 200, height: 300, bytes: picture.bytes)
        for hidden in ["BT 3 Tr /F 20 Tf 5 270 Td (hidden) Tj ET", Self.typed("hidden", at: 270)] {
            let content = "\(hidden) q 200 0 0 300 0 0 cm /Im Do Q 0 g 10 10 30 1 re f"
            let page = try first(
                TinyPDF.pages([content], resources: "/XObject << /Im 3 0 R >> \(Self.font)", more: [image]))
            #expect(page.textLayer == nil, "\(hidden)")
        }
    }

    /// A font whose letter Q is said to be a mark of direction.
    @Test func `a mark of direction shifts nothing and stands in no text`() throws {
        let map = """
            /CIDInit /ProcSet findresource begin 12 dict begin begincmap
            /CMapName /Odd def /CMapType 2 def 1 begincodespacerange <00> <FF> endcodespacerange
            1 beginbfchar <51> <202E> endbfchar endcmap end end
            """
        let font = "/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 3 0 R >> >>"
        func page(_ word: String) throws -> TextLayer {
            let content = Self.typed(word) + Self.typed("After it", at: 100)
            let page = try first(
                TinyPDF.pages([content], resources: font, more: [TinyPDF.stream(Data(map.utf8))]))
            return try #require(page.textLayer)
        }
        let (odd, plain) = (try page("AQ12"), try page("A912"))
        #expect(Self.split(odd).sure == "A12After it")
        for glyph in odd.glyphs where glyph.isSure && glyph.top > 500 {
            #expect(plain.glyphs.contains { $0.text == glyph.text && abs($0.left - glyph.left) < 0.5 }, "\(glyph)")
        }
    }
}

/// What annotations put over a page.
@Suite struct PDFAnnotationTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private static let paper = TinyPDF.jpegImage(Pictures.lopsided(width: 600, height: 900))

    /// A scan with annotations; objects 4 and on are `more`.
    private func page(_ annotations: String, more: [Data] = []) throws -> ScannedPage {
        let content = TinyPDF.scan(
            image: Self.paper, matrix: "200 0 0 300 0 0", width: 200, height: 300,
            entries: "/Annots [\(annotations)]", more: more)
        return try PageSource(opening: folder.file("page.pdf", content)).page(1)
    }

    @Test(arguments: ["Text /Name /Comment", "FileAttachment /Name /PaperClip", "Popup", "Link /Border [0 0 3]"])
    func `what only points at something is no writing`(kind: String) throws {
        let noted = try page("<< /Type /Annot /Subtype /\(kind) /Rect [60 60 120 120] /Contents (look) >>")
        let plain = try page("")
        #expect(Pictures.difference(noted.bitmap.grayPixels(), plain.bitmap.grayPixels()) == 0)
        #expect(noted.overlay == nil)
    }

    private static let look = TinyPDF.stream(
        Data("1 g 0 0 60 20 re f 0 g 5 5 30 8 re f".utf8), "/Type /XObject /Subtype /Form /BBox [0 0 60 20]")

    @Test(arguments: ["FreeText /DA (/Helv 12 Tf 0 g)", "Stamp", "Highlight /QuadPoints [0 300 60 300 0 280 60 280]"])
    func `what is written over a page is seen, and what lies beneath is known`(kind: String) throws {
        let page = try page(
            "<< /Type /Annot /Subtype /\(kind) /Rect [0 280 60 300] /F 4 /AP << /N 4 0 R >> >>", more: [Self.look])
        let overlay = try #require(page.overlay)
        #expect(overlay.areas.count == 1)
        let area = try #require(overlay.areas.first)
        #expect(abs(area.maxX - 250) <= 2 && area.y == 0 && abs(area.maxY - 84) <= 2)
        // The black corner of the paper is there beneath, and covered above; a highlight lets it show.
        #expect(overlay.beneath.grayPixels()[5, 5] < 64)
        #expect((page.bitmap.grayPixels()[5, 5] > 200) == !kind.hasPrefix("Highlight"))
        #expect(page.bitmap.width == overlay.beneath.width)
    }

    @Test func `an annotation that is hidden hides nothing`() throws {
        let page = try page(
            "<< /Type /Annot /Subtype /Stamp /Rect [0 280 60 300] /F 2 /AP << /N 4 0 R >> >>", more: [Self.look])
        #expect(page.overlay == nil)
        #expect(page.bitmap.grayPixels()[5, 5] < 64)
    }

    /// A page with one form field; `look` is its appearance, object 4.
    private func form(_ entries: String, look: Data?) throws -> ScannedPage {
        let widget =
            "<< /Type /Annot /Subtype /Widget /FT /Tx /T (amount) /Rect [20 200 120 220] /F 4 /DA (/Helv 12 Tf 0 g) "
            + "\(entries) \(look == nil ? "" : "/AP << /N 6 0 R >>") >>"
        let font = "/Font << /Helv << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"
        let content = TinyPDF.file(
            [
                Data("<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [5 0 R] /DR << \(font) >> >> >>".utf8),
                Data("<< /Type /Pages /Kids [3 0 R] /Count 1 >>".utf8),
                Data(
                    ("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 300] /Annots [5 0 R] /Contents 4 0 R "
                        + "/Resources << \(font) >> >>").utf8),
                TinyPDF.stream(Data("BT /Helv 12 Tf 20 250 Td (Amount) Tj ET".utf8)), Data(widget.utf8),
            ] + (look.map { [$0] } ?? []))
        return try PageSource(opening: folder.file("form.pdf", content)).page(1)
    }

    @Test func `a field's value is drawn with its appearance or without`() throws {
        let look = TinyPDF.stream(
            Data("BT /Helv 12 Tf 2 5 Td (654321) Tj ET".utf8),
            "/Type /XObject /Subtype /Form /BBox [0 0 100 20] /Resources << /Font << /Helv << /Type /Font "
                + "/Subtype /Type1 /BaseFont /Helvetica >> >> >>")
        for page in [try form("/V (654321)", look: look), try form("/V (654321)", look: nil)] {
            let overlay = try #require(page.overlay)
            #expect(overlay.areas.count == 1)
            #expect(overlay.undrawn.isEmpty)
            let area = try #require(overlay.areas.first)
            #expect(page.bitmap.grayPixels().inkShare(in: area, threshold: 128) > 0.02)
        }
    }

    @Test func `a field's value that is not drawn is told`() throws {
        let empty = TinyPDF.stream(Data("".utf8), "/Type /XObject /Subtype /Form /BBox [0 0 100 20]")
        #expect(try form("/V (654321)", look: empty).overlay?.undrawn.count == 1)
        #expect(try form("", look: empty).overlay == nil)
    }
}
