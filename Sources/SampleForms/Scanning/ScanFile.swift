package import Foundation
import Imaging
package import Paperwork

/// Scanned pages as one file: a PDF with one picture per page, as office scanners write them, or a TIFF.
package enum ScanFile {
    /// The file's ending chooses: `tif` and `tiff` are TIFF, all else is PDF. The same pages give the same bytes.
    ///
    /// Throws `Trouble` of kind `file` when the file can't be written.
    package static func write(_ pages: [ScannedSheet], to file: URL) throws(Trouble) {
        if ["tif", "tiff"].contains(file.pathExtension.lowercased()) {
            try PictureEncoding.writeTIFF(pages.map { ($0.pixels, $0.dpi, $0.isBitonal) }, to: file)
            return
        }
        do {
            try pdf(pages).write(to: file)
        } catch {
            throw Trouble(
                .file,
                Wording(ja: "「\(file.lastPathComponent)」に書き込めません。", en: "Can't write \(file.path)."),
                remedy: Wording(
                    ja: "フォルダーがあるか、書き込めるか、空き容量があるかを確認してください。",
                    en: "See that the folder exists, may be written to and has room."))
        }
    }

    /// PDF 1.4 (ISO 32000-1): three objects per page, a cross-reference table, no dates and no identifiers.
    static func pdf(_ pages: [ScannedSheet]) -> Data {
        var data = Data("%PDF-1.4\n%\u{E2}\u{E3}\n".utf8)
        var offsets: [Int] = []
        func add(_ dictionary: String, stream: Data? = nil) {
            offsets.append(data.count)
            data.append(Data("\(offsets.count) 0 obj\n\(dictionary)\n".utf8))
            if let stream {
                data.append(Data("stream\n".utf8))
                data.append(stream)
                data.append(Data("\nendstream\n".utf8))
            }
            data.append(Data("endobj\n".utf8))
        }
        let kids = pages.indices.map { "\(3 + $0 * 3) 0 R" }.joined(separator: " ")
        add("<< /Type /Catalog /Pages 2 0 R >>")
        add("<< /Type /Pages /Kids [\(kids)] /Count \(pages.count) >>")
        for (index, page) in pages.enumerated() {
            let first = 3 + index * 3
            let width = String(format: "%.2f", Double(page.pixels.width) * 72 / page.dpi)
            let height = String(format: "%.2f", Double(page.pixels.height) * 72 / page.dpi)
            add(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 \(width) \(height)] /Contents \(first + 1) 0 R "
                    + "/Resources << /XObject << /Scan \(first + 2) 0 R >> >> >>")
            let content = Data("q \(width) 0 0 \(height) 0 0 cm /Scan Do Q".utf8)
            add("<< /Length \(content.count) >>", stream: content)
            let picture = encoded(page)
            add(
                "<< /Type /XObject /Subtype /Image /Width \(page.pixels.width) /Height \(page.pixels.height) "
                    + "/ColorSpace /DeviceGray \(picture.filter) /Length \(picture.data.count) >>",
                stream: picture.data)
        }
        let table = data.count
        let entries = offsets.map { String(format: "%010d 00000 n \n", $0) }.joined()
        data.append(Data("xref\n0 \(offsets.count + 1)\n0000000000 65535 f \n\(entries)".utf8))
        data.append(Data("trailer\n<< /Size \(offsets.count + 1) /Root 1 0 R >>\nstartxref\n\(table)\n%%EOF\n".utf8))
        return data
    }

    private static func encoded(_ page: ScannedSheet) -> (data: Data, filter: String) {
        guard page.isBitonal else {
            let data = PictureEncoding.jpeg(page.pixels, quality: page.jpegQuality)
            return (data, "/BitsPerComponent 8 /Filter /DCTDecode")
        }
        let fax = PictureEncoding.group4(page.pixels)
        return (
            fax.data,
            "/BitsPerComponent 1 /Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns \(page.pixels.width) "
                + "/Rows \(page.pixels.height) /BlackIs1 \(fax.blackIs1) >>"
        )
    }
}
