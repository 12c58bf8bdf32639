internal import Foundation
internal import Paperwork

/// The end of a PDF file (ISO 32000-1, 7.5.5 and annex F): the word `startxref` with the place of the cross-references,
/// and `%%EOF`, in its last bytes.
struct PDFEnd {
    private let window: FileWindow
    private let head: Data

    /// Readers look for the end this far back; no dictionary of cross-references is longer.
    private static let tailLength = 2048

    init(_ window: FileWindow, head: Data) {
        self.window = window
        self.head = head
    }

    /// What the file lacks; nil where its end leads to its cross-references.
    var missing: Wording? {
        if let stated = linearizedLength, stated > window.count {
            return Wording(
                ja: "PDFの途中までしかありません（\(stated)バイトのうち\(window.count)バイト）。",
                en: "Only \(window.count) of the PDF's \(stated) bytes are there.")
        }
        let tail = window.bytes(max(0, window.count - Self.tailLength)..<window.count)
        let word = Array("startxref".utf8)
        guard let place = tail.lastPlace(of: word, in: 0..<tail.count),
            tail.firstPlace(of: Array("%%EOF".utf8), in: place..<tail.count) != nil
        else {
            return Wording(ja: "PDFの終わり（%%EOF）がまだありません。", en: "The PDF's end (%%EOF) is not there yet.")
        }
        var lexer = PDFLexer(tail, at: place + word.count)
        guard let offset = lexer.value()?.integer, (0..<window.count).contains(offset),
            [offset, offset + headerOffset].contains(where: isCrossReference)
        else {
            return Wording(
                ja: "PDFの目次（xref）が、示された場所にありません。",
                en: "The PDF's cross-references are not where its end says.")
        }
        return nil
    }

    /// Some programs write something of their own before the header, and count from the header on.
    private var headerOffset: Int { head.firstPlace(of: Array("%PDF-".utf8), in: 0..<head.count) ?? 0 }

    /// A table, or a stream's object.
    private func isCrossReference(at offset: Int) -> Bool {
        guard offset > 0, offset < window.count else { return false }
        var lexer = PDFLexer(window.bytes(offset..<min(window.count, offset + Self.tailLength)))
        if lexer.skip("xref") { return true }
        guard lexer.value()?.integer != nil, lexer.value()?.integer != nil, lexer.skip("obj") else { return false }
        return lexer.value()?.dictionary?["Type"]?.name == "XRef"
    }

    /// The length that a linearized file says it has, in its first object; nil for others.
    private var linearizedLength: Int? {
        guard let start = head.firstPlace(of: Array(" obj".utf8), in: 0..<head.count) else { return nil }
        var lexer = PDFLexer(head, at: start + 4)
        guard let entries = lexer.value()?.dictionary, entries["Linearized"] != nil else { return nil }
        return entries["L"]?.integer
    }
}
