import Foundation
import Imaging
import Paperwork
import Testing

@Suite struct BadFileTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func trouble(_ url: URL, limits: PageLimits = .standard) throws -> Trouble {
        try #require(throws: Trouble.self) {
            let source = try PageSource(opening: url, limits: limits)
            for number in 1...source.pageCount { _ = try source.page(number) }
        }
    }

    private static let page = Bitmap(Pictures.lopsided(width: 240, height: 360))
    private static let files: [(name: String, content: Data)] = [
        ("a.png", page.pngData()), ("a.jpg", page.jpegData(quality: 80)),
        ("a.tif", page.tiffData(compression: .lzw)), ("b.tif", Pictures.bitonal().tiffData(compression: .group4)),
        ("a.pdf", TinyPDF.pages(["0 g 10 10 50 50 re f"])),
    ]

    @Test(arguments: 0..<files.count)
    func aWronglyNamedFileIsReadByItsContent(_ index: Int) throws {
        let url = try folder.file("scan.docx", Self.files[index].content)
        #expect(try PageSource(opening: url).page(1).bitmap.width > 0)
    }

    @Test(arguments: 0..<files.count, [0.1, 0.5, 0.9])
    func aFileCutShortIsRefused(_ index: Int, share: Double) throws {
        let (name, content) = Self.files[index]
        let url = try folder.file(name, content.prefix(Int(Double(content.count) * share)))
        let trouble = try trouble(url)
        #expect(trouble.kind == .file)
        #expect(trouble.remedy != nil)
    }

    @Test func anEmptyFileSaysSo() throws {
        let trouble = try trouble(folder.file("a.pdf", Data()))
        #expect(trouble.message.en.contains("empty"))
        #expect(trouble.message.ja.contains("空"))
    }

    @Test func aPasswordMustBeRemovedFirst() throws {
        let trouble = try trouble(folder.file("a.pdf", TinyPDF.locked()))
        #expect(trouble.message.ja.contains("パスワード"))
        #expect(trouble.remedy?.en.contains("Remove the password") == true)
    }

    @Test func aMissingFileAndAFolderAreNamed() throws {
        let missing = try trouble(folder.url.appendingPathComponent("none.pdf"))
        #expect(missing.message.en.contains("none.pdf"))
        #expect(try trouble(folder.url).message.en.contains("holds no file"))
    }

    @Test func anotherTypeIsToldWhatIsSupported() throws {
        let trouble = try trouble(folder.file("a.pdf", Data("PK\u{3}\u{4} and so on".utf8)))
        #expect(trouble.message.en.contains("ZIP"))
        #expect(trouble.remedy?.en.contains("PDF, TIFF, JPEG or PNG") == true)
    }

    /// Only headers: nothing of that size is ever decoded.
    @Test func aPictureAboveTheLimitIsRefusedByItsHeader() throws {
        var png = Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13]) + Data("IHDR".utf8)
        png += Data([0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60, 8, 0, 0, 0, 0])
        let huge = TinyTIFF(width: 60_000, height: 60_000, bytes: [0])
        let image = TinyPDF.grayImage(width: 60_000, height: 60_000, bytes: [0])
        let pdf = TinyPDF.scan(image: image, matrix: "60 0 0 60 0 0", width: 60, height: 60)
        for content in [png, TinyTIFF.file([huge]), pdf] {
            let trouble = try trouble(folder.file("bomb", content))
            #expect(trouble.message.en.contains("60000 × 60000"))
            #expect(trouble.remedy?.en.contains("limits: {pixels: 3600000000}") == true)
            #expect(trouble.remedy?.ja.contains("limits: {pixels: 3600000000}") == true)
        }
    }

    @Test func aSheetAboveTheLimitIsNotRendered() throws {
        let trouble = try trouble(
            folder.file("a.pdf", TinyPDF.pages(["0 g 0 0 9 9 re f"], width: 14_000, height: 14_000)))
        #expect(trouble.remedy?.en.contains("limits: {pixels:") == true)
    }

    @Test func pagesAndBytesHaveLimitsToo() throws {
        let url = try folder.file("a.pdf", TinyPDF.pages(["", "", ""]))
        let pages = try trouble(url, limits: PageLimits(pixels: 1_000_000, pages: 2, bytes: 1_000_000))
        #expect(pages.remedy?.en.contains("limits: {pages: 3}") == true)
        let bytes = try trouble(url, limits: PageLimits(pixels: 1_000_000, pages: 9, bytes: 100))
        #expect(bytes.remedy?.en.contains("limits: {megabytes: 1}") == true)
    }
}
