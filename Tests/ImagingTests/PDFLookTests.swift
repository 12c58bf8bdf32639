import Foundation
import Imaging
import Paperwork
import Testing

/// At what resolution a PDF page is taken, and which damage does not matter.
@Suite struct PDFLookTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func first(_ content: Data) throws -> ScannedPage {
        try PageSource(opening: folder.file("page.pdf", content)).page(1)
    }

    private static let white = [UInt8](repeating: 255, count: 64)

    @Test func `writing in a soft mask over a tiny image is seen`() throws {
        let picture = Pictures.lopsided(width: 600, height: 900)
        let mask = TinyPDF.grayImage(width: 600, height: 900, bytes: picture.bytes.map { 255 - $0 })
        let black = TinyPDF.grayImage(
            width: 8, height: 8, bytes: [UInt8](repeating: 0, count: 64), entries: "/SMask 4 0 R")
        let page = try first(
            TinyPDF.scan(image: black, matrix: "200 0 0 300 0 0", width: 200, height: 300, more: [mask]))
        #expect(page.dpi == 300)
        #expect(page.bitmap.width == 833 && page.bitmap.height == 1250)
        #expect(page.bitmap.grayPixels()[20, 20] < 64)
        #expect(page.bitmap.grayPixels()[400, 700] > 200)
    }

    @Test func `drawings over a tiny image are seen`() throws {
        let tint = TinyPDF.grayImage(width: 8, height: 8, bytes: Self.white)
        let page = try first(
            TinyPDF.scan(
                image: tint, matrix: "200 0 0 300 0 0", width: 200, height: 300, over: "0 g 20 150 60 1 re f"))
        #expect(page.dpi == 300)
        #expect(page.bitmap.grayPixels().bytes.contains { $0 < 64 })
    }

    @Test func `a mask finer than 300 dpi is drawn as fine as it is`() throws {
        let mask = TinyPDF.grayImage(width: 800, height: 1200, bytes: [UInt8](repeating: 255, count: 960_000))
        let base = TinyPDF.grayImage(width: 8, height: 8, bytes: Self.white, entries: "/SMask 4 0 R")
        let page = try first(
            TinyPDF.scan(image: base, matrix: "144 0 0 216 0 0", width: 144, height: 216, more: [mask]))
        #expect(abs(page.dpi - 400) < 0.1)
    }

    /// 1240 × 1754 dots are A4 at 150 dpi.
    @Test(arguments: [(1240, 1754), (40, 57), (595, 842)])
    func `a page whose size contradicts its scan is taken for A4`(width: Int, height: Int) throws {
        let image = TinyPDF.grayImage(
            width: 1240, height: 1754, bytes: [UInt8](repeating: 255, count: 1240 * 1754))
        let page = try first(
            TinyPDF.scan(image: image, matrix: "\(width) 0 0 \(height) 0 0", width: width, height: height))
        #expect(abs(page.dpi - 150) < 1)
        #expect(abs(page.bitmap.width - 1240) <= 1)
    }

    @Test func `a page's own unit counts`() throws {
        let page = try first(
            TinyPDF.pages(["0 g 10 10 50 50 re f"], width: 100, height: 150, entries: "/UserUnit 2"))
        #expect(page.dpi == 300)
        #expect(page.bitmap.width == 833 && page.bitmap.height == 1250)
    }

    @Test func `a scan in strips brings no text, whatever lies under it`() throws {
        let strip = TinyPDF.grayImage(width: 400, height: 300, bytes: [UInt8](repeating: 255, count: 120_000))
        let content = "BT 3 Tr /F 20 Tf 20 200 Td (hidden) Tj ET q 200 0 0 150 0 0 cm /Im Do Q "
        let page = try first(
            TinyPDF.pages(
                [content + "q 200 0 0 150 0 150 cm /Im Do Q"],
                resources: "/XObject << /Im 3 0 R >> /Font << /F << /Type /Font /Subtype /Type1 "
                    + "/BaseFont /Helvetica >> >>", more: [strip]))
        #expect(page.dpi == 300)
        #expect(page.textLayer == nil)
    }

    private static let sound = TinyPDF.scan(
        image: TinyPDF.jpegImage(Pictures.lopsided(width: 600, height: 900)), matrix: "200 0 0 300 0 0", width: 200,
        height: 300)
    private static let text = String(decoding: sound, as: Unicode.ASCII.self)

    private static func withReferences(at shift: Int?) -> Data {
        let word = Data("startxref\n".utf8)
        guard let start = sound.range(of: word, options: .backwards) else { return sound }
        let end = sound[start.upperBound...].firstIndex(of: 0x0A) ?? sound.endIndex
        let place = Int(String(decoding: sound[start.upperBound..<end], as: UTF8.self)) ?? 0
        var damaged = sound
        damaged.replaceSubrange(start.upperBound..<end, with: Data("\(shift.map { place + $0 } ?? 0)".utf8))
        return damaged
    }

    static let damages: [(name: String, content: Data)] = [
        ("zeros behind the end", sound + Data(count: 4845)),
        ("a page of the web behind the end", sound + Data("<html><body>200 OK</body></html>\n".utf8)),
        ("startxref 4 too far", withReferences(at: 4)), ("startxref 5 too near", withReferences(at: -5)),
        ("startxref 0", withReferences(at: nil)), ("startxref outside", withReferences(at: 900_000)),
        ("something before the header", Data("\u{1B}%-12345X@PJL\r\n".utf8) + sound),
        (
            "places moved by the text mode of a transfer",
            Data("%PDF-1.4\r\n".utf8) + sound.dropFirst("%PDF-1.4\n".utf8.count)
        ),
        (
            "an older part that is not there",
            {
                var damaged = sound
                if let key = damaged.range(of: Data("/Root 1 0 R".utf8)) {
                    damaged.replaceSubrange(key, with: Data("/Prev 99999999 /Root 1 0 R".utf8))
                }
                return damaged
            }()
        ),
    ]

    @Test(arguments: damages.indices)
    func `a file that readers open is whole, and read as if it had no damage`(_ index: Int) throws {
        let (name, content) = Self.damages[index]
        let page = try first(content)
        let expected = try first(Self.sound)
        #expect(page.dpi == expected.dpi, "\(name)")
        #expect(Pictures.difference(page.bitmap.grayPixels(), expected.bitmap.grayPixels()) == 0, "\(name)")
        #expect(try FileCompleteness.of(folder.file("scan", content)) == .whole, "\(name)")
    }

    /// A file that was added to; its addition is still being copied.
    @Test func `an addition without its end is awaited`() throws {
        let addition = "9 0 obj\n<< /Type /Annot >>\nendobj\n"
        for content in [Self.sound + Data(addition.utf8), Self.sound + Data("9 0 obj\n<<".utf8)] {
            guard case .notYet = try FileCompleteness.of(folder.file("scan", content)) else {
                Issue.record("\(content.count)")
                continue
            }
        }
    }

    @Test(arguments: [true, false])
    func `packed content is unpacked with or without its checksum, and not beyond its end`(isWhole: Bool) throws {
        let picture = Pictures.lopsided(width: 413, height: 585)
        let plain = Data("q 198 0 0 281 0 0 cm /Im Do Q".utf8)
        let image = TinyPDF.grayImage(width: 413, height: 585, bytes: picture.bytes)
        let length = UInt8(plain.count)
        let block = Data([0x78, 0x01, 0x01, length, 0, ~length, 255]) + plain
        let packed = isWhole ? block : block.dropLast(10)
        let content = TinyPDF.file([
            Data("<< /Type /Catalog /Pages 2 0 R >>".utf8), Data("<< /Type /Pages /Kids [3 0 R] /Count 1 >>".utf8),
            Data(
                ("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 198 281] /Resources << /XObject << /Im 5 0 R >> >> "
                    + "/Contents 4 0 R >>").utf8), TinyPDF.stream(packed, "/Filter /FlateDecode"), image,
        ])
        let page = try first(content)
        // What can't be seen into is drawn at 300 dpi.
        #expect(abs(page.dpi - (isWhole ? 150 : 300)) < 0.5)
    }
}

/// Small files that ask for work without end.
@Suite struct PDFWorkTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func open(_ content: Data) throws -> PageSource {
        try PageSource(opening: folder.file("page.pdf", content))
    }

    /// How a form's content is packed.
    enum Packing: CaseIterable {
        case none, runLength, lzw

        func packed(_ content: [UInt8]) -> (bytes: [UInt8], entries: String) {
            switch self {
            case .none: return (content, "")
            case .runLength:
                let pieces = stride(from: 0, to: content.count, by: 128).flatMap { start in
                    let piece = content[start..<min(content.count, start + 128)]
                    return [UInt8(piece.count - 1)] + piece
                }
                return (pieces + [128], "/Filter /RunLengthDecode")
            case .lzw:
                // Each byte as itself in nine bits, the table cleared before it.
                let bits = (content.flatMap { [256, Int($0)] } + [257]).flatMap { code in
                    (0..<9).reversed().map { code >> $0 & 1 }
                }
                let bytes = stride(from: 0, to: bits.count, by: 8).map { start in
                    UInt8((0..<8).reduce(0) { $0 << 1 | (start + $1 < bits.count ? bits[start + $1] : 0) })
                }
                return (bytes, "/Filter /LZWDecode")
            }
        }
    }

    /// Each form shows the next one ten times; the last one draws.
    private static func forms(levels: Int, _ packing: Packing = .none) -> [Data] {
        (0..<levels).map { level in
            let isLast = level == levels - 1
            let content = isLast ? "0 g 1 1 1 1 re f" : String(repeating: "/X Do ", count: 10)
            let next = isLast ? "" : "/XObject << /X \(4 + level) 0 R >>"
            let (bytes, filter) = packing.packed(Array(content.utf8))
            return TinyPDF.stream(
                Data(bytes), "/Type /XObject /Subtype /Form /BBox [0 0 200 300] /Resources << \(next) >> \(filter)")
        }
    }

    @Test(arguments: Packing.allCases)
    func `forms that show ten others each, ten levels deep, are refused`(packing: Packing) throws {
        let content = TinyPDF.pages(
            ["/X Do", "0 g 1 1 1 1 re f"], resources: "/XObject << /X 3 0 R >>", more: Self.forms(levels: 10, packing))
        let source = try open(content)
        let trouble = #expect(throws: Trouble.self) { try source.page(1) }
        #expect(trouble?.message.en.contains("Page 1") == true)
        #expect(trouble?.remedy != nil)
    }

    @Test(arguments: Packing.allCases)
    func `forms that show ten others each, three levels deep, are drawn`(packing: Packing) throws {
        let content = TinyPDF.pages(
            ["/X Do"], resources: "/XObject << /X 3 0 R >>", more: Self.forms(levels: 3, packing))
        #expect(try open(content).page(1).bitmap.grayPixels().bytes.contains { $0 < 64 })
    }

    @Test(arguments: EncryptedPDF.allCases)
    func `forms that show too many others are refused in an encrypted file too`(file: EncryptedPDF) throws {
        let source = try open(file.content)
        let trouble = #expect(throws: Trouble.self) { try source.page(1) }
        #expect(trouble?.message.en.contains("Page 1") == true)
    }

    @Test(arguments: EncryptedPDF.allCases)
    func `a scan in an encrypted file is taken as it is`(file: EncryptedPDF) throws {
        let page = try open(file.content).page(2)
        #expect(page.dpi == 100)
        #expect(page.bitmap.width == 64 && page.bitmap.height == 96)
        let pixels = page.bitmap.grayPixels()
        #expect(pixels[24, 20] < 64 && pixels[56, 88] > 200)
    }

    /// Its objects are found all the same. (Where they are packed too, nobody opens such a file.)
    @Test(arguments: [EncryptedPDF.rc4With40Bits, .rc4With128Bits])
    func `an encrypted file with damaged cross-references is seen into`(file: EncryptedPDF) throws {
        let text = try #require(file.content.range(of: Data("startxref\n".utf8), options: .backwards))
        var content = file.content
        content.replaceSubrange(text.upperBound..<text.upperBound + 1, with: Data("9".utf8))
        let trouble = #expect(throws: Trouble.self) { try open(content).page(1) }
        #expect(trouble?.message.en.contains("Page 1") == true)
    }

    @Test func `a stamp that shows itself ends`() throws {
        let form = TinyPDF.stream(
            Data("0 g 1 1 50 50 re f /X Do /X Do".utf8),
            "/Type /XObject /Subtype /Form /BBox [0 0 200 300] /Resources << /XObject << /X 3 0 R >> >>")
        let content = TinyPDF.pages(["/X Do"], resources: "/XObject << /X 3 0 R >>", more: [form])
        #expect(try open(content).page(1).bitmap.grayPixels().bytes.contains { $0 < 64 })
    }

    @Test(arguments: ["<< /A 1 ", "[ 1 ", "<< /A << /B 2 "])
    func `values nested in each other end`(opening: String) throws {
        let nested = String(repeating: opening, count: 40)
        let content = TinyPDF.pages(["0 g 1 1 50 50 re f"], entries: "/Nested \(nested)")
        _ = try? open(content).page(1)
    }

    @Test func `a tree of pages that leads to the same pages again and again ends`() throws {
        let nodes = (0..<10).map { level in
            let next = level == 9 ? 13 : 4 + level
            let kids = String(repeating: "\(next) 0 R ", count: 10)
            return Data("<< /Type /Pages /Count 1 /Kids [\(kids)] >>".utf8)
        }
        let objects =
            [
                Data("<< /Type /Catalog /Pages 2 0 R >>".utf8),
                Data("<< /Type /Pages /Count 1 /Kids [3 0 R] >>".utf8),
            ] + nodes + [
                Data("<< /Type /Page /Parent 12 0 R /MediaBox [0 0 200 300] /Contents 14 0 R >>".utf8),
                TinyPDF.stream(Data("0 g 1 1 50 50 re f".utf8)),
            ]
        _ = try? open(TinyPDF.file(objects)).page(1)
    }
}
