package import Foundation

/// Writes small born-digital PDF files: A6 pages of lines, boxes and Latin text.
struct SlipPDF {
    /// Millimetres.
    static let width = 105.0
    static let height = 148.0
    private static let scale = 72 / 25.4

    /// What one page shows; places are in millimetres from the top left.
    struct Page {
        fileprivate(set) var content = ""
        /// How many times as wide and high as A6 the sheet is.
        var enlargement = 1.0

        mutating func box(left: Double, top: Double, width: Double, height: Double) {
            content +=
                "0.7 w \(SlipPDF.place(left, top + height)) \(SlipPDF.points(width)) \(SlipPDF.points(height)) re S\n"
        }

        mutating func bar(left: Double, top: Double, width: Double, height: Double) {
            content += "\(SlipPDF.place(left, top + height)) \(SlipPDF.points(width)) \(SlipPDF.points(height)) re f\n"
        }

        mutating func cross(left: Double, top: Double, size: Double) {
            content += "1.6 w \(SlipPDF.place(left, top)) m \(SlipPDF.place(left + size, top + size)) l S\n"
            content += "\(SlipPDF.place(left + size, top)) m \(SlipPDF.place(left, top + size)) l S\n"
        }

        /// - Parameter layerSaysEightForZero: the page's own text has an 8 wherever the ink has a 0.
        mutating func text(
            _ text: String, left: Double, baseline: Double, points: Double = 9, layerSaysEightForZero: Bool = false
        ) {
            let font = layerSaysEightForZero ? "/Liar" : "/Plain"
            let codes = text.unicodeScalars.map { String($0.value & 0xFF, radix: 16).leftPadded(to: 2) }.joined()
            content += "BT \(font) \(points) Tf \(SlipPDF.place(left, baseline)) Td <\(codes)> Tj ET\n"
        }
    }

    static func file(_ pages: [Page]) -> Data {
        let kids = pages.indices.map { "\(6 + 2 * $0) 0 R" }.joined(separator: " ")
        var objects = [
            Data("<< /Type /Catalog /Pages 2 0 R >>".utf8),
            Data("<< /Type /Pages /Kids [\(kids)] /Count \(pages.count) >>".utf8),
            Data("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".utf8),
            Data(
                "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode 5 0 R >>"
                    .utf8),
            stream(zeroIsEight),
        ]
        for (index, page) in pages.enumerated() {
            objects.append(
                Data(
                    """
                    << /Type /Page /Parent 2 0 R \
                    /MediaBox [0 0 \(points(width * page.enlargement)) \(points(height * page.enlargement))] \
                    /Resources << /Font << /Plain 3 0 R /Liar 4 0 R >> >> /Contents \(7 + 2 * index) 0 R >>
                    """.utf8))
            objects.append(stream(page.content))
        }
        return assembled(objects)
    }

    /// A font's map from its codes to Unicode, in which digits are themselves but for the 0, which is an 8.
    private static let zeroIsEight = """
        /CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Liar def /CMapType 2 def
        1 begincodespacerange <00> <FF> endcodespacerange
        2 beginbfrange <30> <30> <0038> <31> <39> <0031> endbfrange
        endcmap CMapName currentdict /CMap defineresource pop end end
        """

    private static func stream(_ text: String) -> Data {
        Data("<< /Length \(text.utf8.count) >>\nstream\n\(text)\nendstream".utf8)
    }

    private static func assembled(_ objects: [Data]) -> Data {
        var file = Data("%PDF-1.4\n".utf8)
        var offsets: [Int] = []
        for (index, object) in objects.enumerated() {
            offsets.append(file.count)
            file += Data("\(index + 1) 0 obj\n".utf8) + object + Data("\nendobj\n".utf8)
        }
        let start = file.count
        file += Data("xref\n0 \(objects.count + 1)\n0000000000 65535 f \n".utf8)
        for offset in offsets { file += Data("\("\(offset)".leftPadded(to: 10)) 00000 n \n".utf8) }
        file += Data(
            "trailer\n<< /Size \(objects.count + 1) /Root 1 0 R >>\nstartxref\n\(start)\n%%EOF\n".utf8)
        return file
    }

    private static func place(_ x: Double, _ y: Double) -> String { "\(points(x)) \(points(height - y))" }
    private static func points(_ millimetres: Double) -> Double { (millimetres * scale * 100).rounded() / 100 }
}

extension String {
    fileprivate func leftPadded(to count: Int) -> String {
        String(repeating: "0", count: max(0, count - self.count)) + self
    }
}
