import Foundation
import Slips

/// Files that no scanner should write.
enum BadFiles {
    static let truncatedPDF = Slip.pdf([.plain]).prefix(700)

    /// A header and half a directory.
    static let truncatedTIFF = Data([0x49, 0x49, 0x2A, 0x00, 0x08, 0x00, 0x00, 0x00, 0x0C, 0x00, 0x00, 0x01])

    /// Its key fits neither the empty password nor any that a person would type.
    static let lockedPDF = pdf(
        [
            "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 72 72] >>",
            "<< /Filter /Standard /V 1 /R 2 /P -4 /O <\(String(repeating: "11", count: 32))> "
                + "/U <\(String(repeating: "22", count: 32))> >>",
        ], trailer: "/Encrypt 4 0 R /ID [<33> <33>]")

    static let pdfWithoutPages = pdf(
        ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 0 >>"])

    /// A PNG that says it is 60,000 × 60,000 pixels, in under a hundred bytes.
    static var hugePNG: Data {
        let side: [UInt8] = [0x00, 0x00, 0xEA, 0x60]
        return Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
            + chunk("IHDR", side + side + [8, 0, 0, 0, 0])
            + chunk("IDAT", [0x78, 0x01, 0x01, 0x01, 0x00, 0xFE, 0xFF, 0x00, 0x00, 0x01, 0x00, 0x01])
            + chunk("IEND", [])
    }

    private static func chunk(_ name: String, _ content: [UInt8]) -> Data {
        let checked = Array(name.utf8) + content
        return bigEndian(UInt32(content.count)) + Data(checked) + bigEndian(crc(checked))
    }

    private static func bigEndian(_ number: UInt32) -> Data { withUnsafeBytes(of: number.bigEndian) { Data($0) } }

    /// CRC-32 of ISO 3309, as the PNG specification has it.
    private static func crc(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(UInt32.max) { crc, byte in
            (0..<8).reduce(crc ^ UInt32(byte)) { rest, _ in (rest >> 1) ^ (rest & 1 == 1 ? 0xEDB8_8320 : 0) }
        }
    }

    private static func pdf(_ objects: [String], trailer: String = "") -> Data {
        var file = "%PDF-1.4\n"
        var places = ""
        for (index, object) in objects.enumerated() {
            places += String(format: "%010d 00000 n \n", file.utf8.count)
            file += "\(index + 1) 0 obj\n\(object)\nendobj\n"
        }
        let start = file.utf8.count
        file += "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n\(places)"
        file += "trailer\n<< /Size \(objects.count + 1) /Root 1 0 R \(trailer) >>\nstartxref\n\(start)\n%%EOF\n"
        return Data(file.utf8)
    }
}
