internal import Foundation
internal import Imaging

/// Decoded pages between finding the form and reading it, so that a page is decoded once.
///
/// Best effort: a page that is not here is decoded again, so nothing depends on this folder, and whatever a crash leaves
/// in it may be deleted.
struct ScratchPages {
    let folder: URL

    private struct Header: Codable {
        var width: Int
        var height: Int
        var dpi: Double
        var glyphs: [TextGlyph]?
    }

    private struct TextGlyph: Codable {
        var text: String
        var box: [Double]
    }

    func keep(_ page: ScannedPage, batch: String) {
        let pixels = page.bitmap.grayPixels()
        let glyphs = page.textLayer?.glyphs.map {
            TextGlyph(text: $0.text, box: [$0.left, $0.top, $0.right, $0.bottom])
        }
        let header = Header(width: pixels.width, height: pixels.height, dpi: page.dpi, glyphs: glyphs)
        guard var data = try? JSONEncoder().encode(header) else { return }
        data.append(0x0A)
        data.append(contentsOf: pixels.bytes)
        let file = file(page.number, batch: batch)
        try? FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try? data.write(to: file, options: .atomic)
    }

    /// Gives the page and forgets it; nil where it is not here.
    func take(_ number: Int, batch: String) -> ScannedPage? {
        let file = file(number, batch: batch)
        defer { try? FileManager.default.removeItem(at: file) }
        guard let data = try? Data(contentsOf: file, options: .mappedIfSafe), let end = data.firstIndex(of: 0x0A),
            let header = try? JSONDecoder().decode(Header.self, from: data[..<end])
        else { return nil }
        let bytes = [UInt8](data[(end + 1)...])
        guard bytes.count == header.width * header.height else { return nil }
        let glyphs = header.glyphs?.map {
            TextLayer.Glyph(text: $0.text, left: $0.box[0], top: $0.box[1], right: $0.box[2], bottom: $0.box[3])
        }
        return ScannedPage(
            bitmap: Bitmap(GrayPixels(width: header.width, height: header.height, bytes: bytes)), dpi: header.dpi,
            number: number, textLayer: glyphs.map(TextLayer.init))
    }

    func forget(batch: String) {
        try? FileManager.default.removeItem(at: folder.appending(path: batch))
    }

    private func file(_ number: Int, batch: String) -> URL {
        folder.appending(path: batch).appending(path: "\(number).page")
    }
}
