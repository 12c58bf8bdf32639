import Foundation
import Paperwork

/// Windows code page 932, by the C library's iconv.
enum CP932 {
    /// Throws `Trouble` when `text` holds a character that the encoding lacks.
    static func encode(_ text: String) throws(Trouble) -> Data {
        let converter = iconv_open("CP932", "UTF-8")
        defer { iconv_close(converter) }
        var source = Array(text.utf8CString.dropLast())
        var target = [CChar](repeating: 0, count: source.count + 16)
        var sourceLeft = source.count
        var targetLeft = target.count
        let status = source.withUnsafeMutableBufferPointer { sourceBuffer in
            target.withUnsafeMutableBufferPointer { targetBuffer in
                var from = sourceBuffer.baseAddress
                var to = targetBuffer.baseAddress
                return iconv(converter, &from, &sourceLeft, &to, &targetLeft)
            }
        }
        guard status >= 0, sourceLeft == 0 else {
            throw Trouble(
                .file,
                Wording(ja: "CP932にない文字が名簿に含まれています。", en: "The register holds a character that CP932 lacks."),
                remedy: Wording(ja: "名前の一覧からその文字を除いてください。", en: "Take the character out of the lists of names."))
        }
        return Data(target.prefix(target.count - targetLeft).map(UInt8.init(bitPattern:)))
    }
}
