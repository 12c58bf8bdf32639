internal import Foundation
internal import Paperwork

/// The sizes of a PDF's images, from their dictionaries.
///
/// An image is a stream, and a stream's dictionary always stands in the file as plain text (ISO 32000-1, 7.5.7), so its
/// `/Width` and `/Height` can be seen before anything is decoded.
enum PDFPictureHeaders {
    /// - throws: `Trouble` where an image has more pixels than a page may have.
    static func check(_ content: Data, limits: PageLimits) throws(Trouble) {
        for size in sizes(in: content)
        where size.width.multipliedReportingOverflow(by: size.height).overflow
            || size.width * size.height > limits.pixels
        {
            try limits.check(width: size.width, height: size.height, page: nil)
        }
    }

    /// Pairs of a width and a height within one dictionary, either of which may come first.
    private static func sizes(in content: Data) -> [(width: Int, height: Int)] {
        let reach = 400
        let (width, height) = (Array("/Width".utf8), Array("/Height".utf8))
        var found: [(width: Int, height: Int)] = []
        var start = 0
        while let key = content.firstPlace(of: width, in: start..<content.count) {
            start = key + width.count
            let after = content.firstPlace(of: height, in: start..<max(start, min(content.count, start + reach)))
            let before = content.lastPlace(of: height, in: max(0, key - reach)..<key)
            let nearest = [after, before].compactMap { $0 }.min { abs($0 - key) < abs($1 - key) }
            guard let nearest, let across = number(at: start, in: content),
                let down = number(at: nearest + height.count, in: content)
            else { continue }
            found.append((across, down))
        }
        return found
    }

    private static func number(at offset: Int, in content: Data) -> Int? {
        var lexer = PDFLexer(content, at: offset)
        return lexer.value()?.integer
    }
}
