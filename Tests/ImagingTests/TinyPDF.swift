import Foundation
import Imaging

/// Writes PDF files by hand, for tests that need to say exactly what a page holds.
struct TinyPDF {
    private var objects: [Data] = []

    /// Pages of `width` × `height` points, each with its content stream; `resources` and `entries` go into every page.
    static func pages(
        _ contents: [String], width: Int = 200, height: Int = 300, resources: String = "", entries: String = "",
        more: [Data] = []
    ) -> Data {
        let first = 3 + more.count
        let kids = contents.indices.map { "\(first + 2 * $0) 0 R" }.joined(separator: " ")
        var pdf = TinyPDF()
        pdf.add("<< /Type /Catalog /Pages 2 0 R >>")
        pdf.add("<< /Type /Pages /Kids [\(kids)] /Count \(contents.count) >>")
        more.forEach { pdf.objects.append($0) }
        for (index, content) in contents.enumerated() {
            pdf.add(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 \(width) \(height)] \(entries) "
                    + "/Resources << \(resources) >> /Contents \(first + 2 * index + 1) 0 R >>")
            pdf.objects.append(stream(Data(content.utf8)))
        }
        return pdf.data()
    }

    /// A page that an image covers; `matrix` places it, `image` is object 3.
    static func scan(
        image: Data, matrix: String, width: Int, height: Int, rotate: Int = 0, over: String = "", entries: String = "",
        more: [Data] = []
    ) -> Data {
        pages(
            ["q \(matrix) cm /Im Do Q \(over)"], width: width, height: height,
            resources: "/XObject << /Im 3 0 R >> /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>",
            entries: "/Rotate \(rotate) \(entries)", more: [image] + more)
    }

    static func grayImage(width: Int, height: Int, bytes: [UInt8], entries: String = "") -> Data {
        stream(
            Data(bytes),
            "/Type /XObject /Subtype /Image /Width \(width) /Height \(height) /BitsPerComponent 8 "
                + "/ColorSpace /DeviceGray \(entries)")
    }

    static func jpegImage(_ pixels: GrayPixels) -> Data {
        stream(
            Bitmap(pixels).jpegData(quality: 95),
            "/Type /XObject /Subtype /Image /Width \(pixels.width) /Height \(pixels.height) /BitsPerComponent 8 "
                + "/ColorSpace /DeviceGray /Filter /DCTDecode")
    }

    static func stream(_ content: Data, _ entries: String = "") -> Data {
        Data("<< /Length \(content.count) \(entries) >>\nstream\n".utf8) + content + Data("\nendstream".utf8)
    }

    /// A page behind a password: its key fits neither the empty password nor any that a person would type.
    static func locked() -> Data {
        var pdf = TinyPDF()
        pdf.add("<< /Type /Catalog /Pages 2 0 R >>")
        pdf.add("<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
        pdf.add("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 72 72] >>")
        let (owner, user) = (String(repeating: "11", count: 32), String(repeating: "22", count: 32))
        pdf.add("<< /Filter /Standard /V 1 /R 2 /P -4 /O <\(owner)> /U <\(user)> >>")
        return pdf.data(trailer: "/Encrypt 4 0 R /ID [<33> <33>]")
    }

    /// A file of those objects, numbered from 1; the first is its catalog.
    static func file(_ objects: [Data]) -> Data {
        var pdf = TinyPDF()
        pdf.objects = objects
        return pdf.data()
    }

    private mutating func add(_ object: String) { objects.append(Data(object.utf8)) }

    private func data(trailer: String = "") -> Data {
        var file = Data("%PDF-1.4\n".utf8)
        var offsets: [Int] = []
        for (index, object) in objects.enumerated() {
            offsets.append(file.count)
            file += Data("\(index + 1) 0 obj\n".utf8) + object + Data("\nendobj\n".utf8)
        }
        let start = file.count
        file += Data("xref\n0 \(objects.count + 1)\n0000000000 65535 f \n".utf8)
        for offset in offsets {
            file += Data((String(repeating: "0", count: 10 - "\(offset)".count) + "\(offset) 00000 n \n").utf8)
        }
        file += Data(
            "trailer\n<< /Size \(objects.count + 1) /Root 1 0 R \(trailer) >>\nstartxref\n\(start)\n%%EOF\n".utf8)
        return file
    }
}
