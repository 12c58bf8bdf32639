internal import Foundation
internal import Paperwork

/// The end of a PDF file (ISO 32000-1, 7.5.5 and annex F): the word `startxref` with the place of the cross-references,
/// and `%%EOF`, near its last bytes.
///
/// Neither what stands behind the end nor a place that is wrong says that something is missing: copiers and servers write
/// something of their own there, and text mode of a file transfer moves places. Readers find the objects all the same.
struct PDFEnd {
    private let window: FileWindow
    private let head: Data

    /// No dictionary of cross-references is longer, and nor is what stands behind one.
    private static let tailLength = 2048

    init(_ window: FileWindow, head: Data) {
        self.window = window
        self.head = head
    }

    /// What the file lacks; nil where its end is there.
    var missing: Wording? {
        let linearized = linearizedLength
        if let linearized, linearized > window.count {
            return Wording(
                ja: "PDFの途中までしかありません（\(linearized)バイトのうち\(window.count)バイト）。",
                en: "Only \(window.count) of the PDF's \(linearized) bytes are there.")
        }
        guard let end else {
            return Wording(ja: "PDFの終わり（%%EOF）がまだありません。", en: "The PDF's end (%%EOF) is not there yet.")
        }
        // The first page of a linearized file has an end of its own, which states 0.
        if linearized != nil, end.stated == 0 { return Self.noReferences }
        return end.isKnown ? nil : Self.noReferences
    }

    private static let noReferences = Wording(
        ja: "PDFの目次（xref）がまだありません。", en: "The PDF's cross-references are not there yet.")

    /// The last end in the file: the place that it states, and whether cross-references are there or
    /// before it. Nil where there is none, or where objects follow it that have no end yet.
    private var end: (stated: Int?, isKnown: Bool)? {
        let start = max(0, window.count - PDFReferences.reach)
        let tail = window.bytes(start..<window.count)
        let word = Array("startxref".utf8)
        guard let place = tail.lastPlace(of: word, in: 0..<tail.count),
            let close = tail.firstPlace(of: Array("%%EOF".utf8), in: place..<min(tail.count, place + Self.tailLength)),
            tail.firstPlace(of: Array(" obj".utf8), in: close..<tail.count) == nil
        else { return nil }
        var lexer = PDFLexer(tail, at: place + word.count)
        let stated = lexer.value()?.integer
        let isThere = stated.map { [$0, $0 + headerOffset].contains(where: isCrossReference) } ?? false
        return (stated, isThere || hasReferences(tail, before: place))
    }

    /// Whether a table or a stream of cross-references stands in what was read, wherever the end says that it is.
    private func hasReferences(_ tail: Data, before place: Int) -> Bool {
        if let trailer = tail.lastPlace(of: Array("trailer".utf8), in: 0..<place) {
            var lexer = PDFLexer(tail, at: trailer + 7)
            if lexer.value()?.dictionary != nil { return true }
        }
        return tail.lastPlace(of: Array("/XRef".utf8), in: 0..<place) != nil
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
