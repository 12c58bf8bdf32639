internal import Forms
package import Foundation
package import Imaging

/// Decoded pages between finding the form and reading it, so that a page is decoded once.
///
/// Best effort: a page that is not here, or only in part, is decoded again, so nothing depends on this folder, and
/// whatever a crash leaves in it may be deleted.
package struct ScratchPages {
    package let folder: URL
    /// Holds what fits, so that it needs no file; nil where several processes share the work.
    let recent: RecentPages?

    private struct Header: Codable {
        var width: Int
        var height: Int
        var depth: Int
        var dpi: Double
        var glyphs: [TextGlyph]?
    }

    private struct TextGlyph: Codable {
        var text: String
        var box: [Double]
        var isSure: Bool
    }

    /// What is left for the store, the originals and the exports, which a page is not worth.
    private static let reservedBytes = 2_000_000_000

    /// The file is the header's length in 8 bytes, the header, then the bitmap's memory, written as it lies. A page with
    /// comments over it, which is two pictures, is not kept.
    package func keep(_ page: ScannedPage, batch: String) {
        guard page.overlay == nil, recent?.keep(page, batch: batch) != true else { return }
        let bitmap = page.bitmap
        let glyphs = page.textLayer?.glyphs.map {
            TextGlyph(text: $0.text, box: [$0.left, $0.top, $0.right, $0.bottom], isSure: $0.isSure)
        }
        let header = Header(
            width: bitmap.width, height: bitmap.height, depth: bitmap.depth, dpi: page.dpi, glyphs: glyphs)
        let file = file(page.number, batch: batch)
        guard let head = try? JSONEncoder().encode(header), let handle = try? Self.create(file) else { return }
        defer { try? handle.close() }
        let length = withUnsafeBytes(of: UInt64(head.count)) { Data($0) }
        try? handle.write(contentsOf: length + head)
        bitmap.withMemory { memory in
            guard let start = UnsafeMutableRawPointer(mutating: memory.baseAddress) else { return }
            try? handle.write(contentsOf: Data(bytesNoCopy: start, count: memory.count, deallocator: .none))
        }
    }

    /// Gives the page and forgets it; nil where it is not here.
    package func take(_ number: Int, batch: String) -> ScannedPage? {
        if let page = recent?.take(number, batch: batch) { return page }
        let file = file(number, batch: batch)
        guard let handle = try? FileHandle(forReadingFrom: file) else { return nil }
        defer {
            try? handle.close()
            try? FileManager.default.removeItem(at: file)
        }
        guard let header = Self.header(from: handle),
            let bitmap = Bitmap(
                width: header.width, height: header.height, depth: header.depth,
                filledBy: { Self.fill($0, from: handle) })
        else { return nil }
        let glyphs = header.glyphs?.map {
            TextLayer.Glyph(
                text: $0.text, left: $0.box[0], top: $0.box[1], right: $0.box[2], bottom: $0.box[3], isSure: $0.isSure)
        }
        return ScannedPage(bitmap: bitmap, dpi: header.dpi, number: number, textLayer: glyphs.map(TextLayer.init))
    }

    /// Keeps what stands on a page without a form.
    func keep(_ text: PaperText, of number: Int, batch: String) {
        let file = textFile(number, batch: batch)
        try? FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try? JSONEncoder().encode(text).write(to: file)
    }

    /// Gives it and forgets it; nil where it is not here.
    func takeText(of number: Int, batch: String) -> PaperText? {
        let file = textFile(number, batch: batch)
        defer { try? FileManager.default.removeItem(at: file) }
        return (try? Data(contentsOf: file)).flatMap { try? JSONDecoder().decode(PaperText.self, from: $0) }
    }

    private func textFile(_ number: Int, batch: String) -> URL {
        folder.appending(path: batch).appending(path: "\(number).text")
    }

    /// Removes what is kept of the batch's pages.
    package func forget(batch: String) {
        recent?.forget(batch: batch)
        try? FileManager.default.removeItem(at: folder.appending(path: batch))
    }

    private func file(_ number: Int, batch: String) -> URL {
        folder.appending(path: batch).appending(path: "\(number).page")
    }

    /// Nil where the disk has little room left.
    private static func create(_ file: URL) throws -> FileHandle? {
        let folder = file.deletingLastPathComponent()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        guard let free = FreeSpace.bytes(at: folder), free > reservedBytes else { return nil }
        try Data().write(to: file)
        return try FileHandle(forWritingTo: file)
    }

    private static func header(from handle: FileHandle) -> Header? {
        guard let length = try? handle.read(upToCount: 8), length.count == 8 else { return nil }
        let count = length.withUnsafeBytes { $0.loadUnaligned(as: UInt64.self) }
        guard let head = try? handle.read(upToCount: Int(clamping: count)) else { return nil }
        return try? JSONDecoder().decode(Header.self, from: head)
    }

    /// Whether the file held enough.
    private static func fill(_ memory: UnsafeMutableRawBufferPointer, from handle: FileHandle) -> Bool {
        var filled = 0
        while filled < memory.count {
            let count = read(handle.fileDescriptor, memory.baseAddress! + filled, memory.count - filled)
            guard count > 0 else { return false }
            filled += count
        }
        return true
    }
}
