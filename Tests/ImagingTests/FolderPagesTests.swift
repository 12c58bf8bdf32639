import Foundation
import Imaging
import Paperwork
import Testing

@Suite struct FolderPagesTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func add(_ path: String, _ content: Data) throws {
        let file = folder.url.appending(path: path)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try content.write(to: file)
    }

    private static func picture(_ width: Int) -> Data { Bitmap(Pictures.lopsided(width: width, height: 90)).pngData() }

    @Test func `pages are numbered on from file to file in natural order`() throws {
        try add("page10.png", Self.picture(70))
        try add("page2.png", Self.picture(60))
        try add("page9/b.png", Self.picture(65))
        try add("two.pdf", TinyPDF.pages(["", ""]))
        try add("page9/Thumbs.db", Data("x".utf8))
        let source = try PageSource(opening: folder.url)
        #expect(source.pageCount == 5)
        #expect(try (1...3).map { try source.page($0).bitmap.width } == [60, 65, 70])
        #expect(try (1...5).map { try source.page($0).number } == [1, 2, 3, 4, 5])
        #expect(throws: Trouble.self) { try source.page(6) }
    }

    @Test func `a file that can't be opened is one page that says why`() throws {
        try add("1.png", Self.picture(60))
        try add("2.docx", Data("PK\u{3}\u{4}".utf8))
        try add("3.png", Self.picture(60).prefix(50))
        try FileManager.default.createSymbolicLink(
            at: folder.url.appending(path: "4.png"), withDestinationURL: folder.url.appending(path: "1.png"))
        try add("5.png", Self.picture(60))
        let source = try PageSource(opening: folder.url)
        #expect(source.pageCount == 5)
        for (number, word) in [(2, "2.docx"), (3, "3.png"), (4, "4.png")] {
            let trouble = #expect(throws: Trouble.self) { try source.page(number) }
            #expect(trouble?.message.ja.contains(word) == true)
        }
        #expect(try source.page(5).number == 5)
    }

    @Test func `limits hold for all files together`() throws {
        try add("1.pdf", TinyPDF.pages(["", ""]))
        try add("2.pdf", TinyPDF.pages(["", ""]))
        let pages = PageLimits(pixels: 1_000_000, pages: 3, bytes: 1_000_000)
        #expect(throws: Trouble.self) { try PageSource(opening: folder.url, limits: pages) }
        let bytes = PageLimits(pixels: 1_000_000, pages: 9, bytes: 1200)
        #expect(throws: Trouble.self) { try PageSource(opening: folder.url, limits: bytes) }
    }

    @Test(arguments: [
        ["page2", "page10", "Page11"], ["1-2", "1-10", "2-1"], ["００２", "3", "１０"], ["a", "a01", "a1", "a2", "b"],
        ["1", "a"], ["99999999999999999998", "99999999999999999999"], ["表面1", "表面2", "裏面1"],
    ])
    func `numbers in names count as numbers`(names: [String]) {
        #expect(names.shuffled().sorted(by: NaturalOrder.precedes) == names)
    }
}
