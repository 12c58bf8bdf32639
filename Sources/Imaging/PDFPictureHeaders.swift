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
        var found: [(width: Int, height: Int)] = []
        var start = content.startIndex
        let (width, height) = (Data("/Width".utf8), Data("/Height".utf8))
        while let key = content.range(of: width, in: start..<content.endIndex) {
            start = key.upperBound
            let low = max(content.startIndex, key.lowerBound - reach)
            let high = min(content.endIndex, key.upperBound + reach)
            guard let across = number(after: key.upperBound, in: content) else { continue }
            let after = content.range(of: height, in: key.upperBound..<high)
            let before = content.range(of: height, options: .backwards, in: low..<key.lowerBound)
            let nearest = [after, before].compactMap { $0 }.min {
                abs($0.lowerBound - key.lowerBound) < abs($1.lowerBound - key.lowerBound)
            }
            guard let nearest, let down = number(after: nearest.upperBound, in: content) else { continue }
            found.append((across, down))
        }
        return found
    }

    private static func number(after offset: Data.Index, in content: Data) -> Int? {
        let digits = content[offset...].prefix(24).drop { $0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }
            .prefix { (0x30...0x39).contains($0) }
        return Int(String(decoding: digits, as: UTF8.self))
    }
}
