import Foundation
import JapaneseText
import Paperwork

/// Brings the bytes of a definition file to text.
enum DefinitionText {
    /// With `\n` between lines and without a byte order mark.
    ///
    /// - Throws: where they are no UTF-8 text; with the line where that shows, if there is one.
    static func decode(_ bytes: Data) throws(DefinitionTree.Mistake) -> String {
        if let kind = otherKind(of: bytes) { throw notText(kind) }
        guard let decoded = String(bytes: bytes, encoding: .utf8) else { throw otherEncoding(bytes) }
        let text = decoded.replacingOccurrences(of: "\r\n", with: "\n").replacingOccurrences(of: "\u{FEFF}", with: "")
        if let mistake = controlCharacter(in: text) { throw mistake }
        return text
    }

    /// How files begin that people take for a definition file now and then.
    private static let beginnings: [(bytes: [UInt8], name: String)] = [
        (Array("%PDF-".utf8), "PDF"), ([0x89, 0x50, 0x4E, 0x47], "PNG"), ([0xFF, 0xD8, 0xFF], "JPEG"),
        ([0x49, 0x49, 0x2A, 0x00], "TIFF"), ([0x4D, 0x4D, 0x00, 0x2A], "TIFF"), (Array("GIF8".utf8), "GIF"),
        (Array("PK\u{3}\u{4}".utf8), "ZIP / Excel / Word"), ([0xD0, 0xCF, 0x11, 0xE0], "Excel / Word"),
        (Array("SQLite format 3".utf8), "SQLite"), ([0x1F, 0x8B], "gzip"), ([0x7F, 0x45, 0x4C, 0x46], "ELF"),
    ]

    private static func otherKind(of bytes: Data) -> String? {
        beginnings.first { bytes.starts(with: $0.bytes) }?.name
    }

    private static func notText(_ kind: String) -> DefinitionTree.Mistake {
        DefinitionTree.Mistake(
            line: 0, column: 0,
            message: Wording(
                ja: "テキストファイルではありません（\(kind) のファイルです）。YAMLのファイルを指定してください",
                en: "no text file but one of \(kind): give a YAML file"))
    }

    private static func otherEncoding(_ bytes: Data) -> DefinitionTree.Mistake {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            return notUTF8(
                ja: "文字コードがUTF-16（メモ帳の「Unicode」）です", en: "it was saved as UTF-16, Notepad's 'Unicode'", line: 0,
                column: 0)
        }
        let controls = bytes.lazy.filter { $0 < 0x20 && ![0x09, 0x0A, 0x0C, 0x0D].contains($0) }.count
        if controls * 100 > bytes.count {
            return DefinitionTree.Mistake(
                line: 0, column: 0,
                message: Wording(
                    ja: "テキストファイルではありません。YAMLのファイルを指定してください", en: "no text file: give a YAML file"))
        }
        let (line, column) = firstForeignByte(bytes)
        if (try? CP932.decode(bytes)) != nil {
            return notUTF8(
                ja: "文字コードがShift_JISのようです", en: "it seems to be Shift_JIS", line: line, column: column)
        }
        return DefinitionTree.Mistake(
            line: line, column: column,
            message: Wording(
                ja: "文字コードがUTF-8ではありません。UTF-8で保存し直してください", en: "not UTF-8 text: save it again as UTF-8"))
    }

    private static func notUTF8(
        ja: String, en: String, line: Int, column: Int
    ) -> DefinitionTree.Mistake {
        DefinitionTree.Mistake(
            line: line, column: column,
            message: Wording(ja: "\(ja)。UTF-8で保存し直してください", en: "not UTF-8 text (\(en)): save it again as UTF-8"))
    }

    private static func firstForeignByte(_ bytes: Data) -> (line: Int, column: Int) {
        for (index, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated()
        where String(bytes: line, encoding: .utf8) == nil {
            let scalars = String(decoding: line, as: UTF8.self).unicodeScalars
            let sound = scalars.prefix { $0 != "\u{FFFD}" }.count
            return (index + 1, sound + 1)
        }
        return (0, 0)
    }

    /// The first character that YAML does not allow: control characters but for tabs and line ends.
    private static func controlCharacter(in text: String) -> DefinitionTree.Mistake? {
        var (line, column) = (1, 0)
        for scalar in text.unicodeScalars {
            column += 1
            switch scalar.value {
            case 0x0A: (line, column) = (line + 1, 0)
            case 0x00...0x08, 0x0B...0x0C, 0x0E...0x1F, 0x7F...0x84, 0x86...0x9F, 0xFFFE...0xFFFF:
                let code = String(format: "U+%04X", scalar.value)
                let name =
                    scalar.value == 0
                    ? Wording(ja: "NUL文字", en: "a NUL") : Wording(ja: "制御文字", en: "a control character")
                return DefinitionTree.Mistake(
                    line: line, column: column,
                    message: Wording(
                        ja: "使えない\(name.ja)（\(code)）があります。この文字を消してください",
                        en: "\(name.en) (\(code)), which can't stand in YAML: delete it"))
            default: break
            }
        }
        return nil
    }
}
