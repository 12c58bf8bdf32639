import Foundation
import Imaging
import Paperwork
import Testing

/// What the libraries below share between threads must not show.
@Suite struct TogetherTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test func `pages are rendered while text is drawn`() throws {
        let file = folder.url.appending(path: "letter.pdf")
        try Self.writeLetter(to: file)
        let alone = try PageSource(opening: file).page(1).bitmap.grayPixels()
        DispatchQueue.concurrentPerform(iterations: 8) { worker in
            for round in 0..<40 {
                if worker.isMultiple(of: 2) {
                    Self.drawInManySizes(from: Double(round) * 10)
                } else {
                    let again = try? PageSource(opening: file).page(1).bitmap.grayPixels()
                    #expect(again == alone)
                }
            }
        }
    }

    @Test func `one picture is encoded by many threads at once`() {
        let picture = Bitmap(Pictures.lopsided())
        let alone = [picture.jpegData(quality: 80), picture.pngData(), picture.tiffData(compression: .lzw)]
        DispatchQueue.concurrentPerform(iterations: 4000) { _ in
            let again = [picture.jpegData(quality: 80), picture.pngData(), picture.tiffData(compression: .lzw)]
            #expect(again == alone)
        }
        #expect(picture.grayPixels() == Pictures.lopsided())
    }

    /// A born-digital page in three typefaces, whose fonts are in the file.
    private static func writeLetter(to file: URL) throws {
        let canvas = try Canvas(pdf: file, width: 100, height: 60)
        for (line, family) in ["IPAexMincho", "IPAexGothic", "Noto Sans CJK JP"].enumerated() {
            canvas.text("手間の報告 2026", x: 10, baseline: 15 * Double(line + 1), Lettering(family, points: 14))
        }
        try canvas.finish(writing: file)
    }

    /// More typefaces and sizes than cairo keeps.
    private static func drawInManySizes(from first: Double) {
        let canvas = Canvas(pixelWidth: 200, pixelHeight: 100, dpi: 100)
        for size in 0..<150 {
            for family in ["IPAexMincho", "Noto Sans CJK JP"] {
                canvas.text("手", x: 5, baseline: 20, Lettering(family, points: 6 + first / 100 + Double(size) / 50))
            }
        }
    }
}
