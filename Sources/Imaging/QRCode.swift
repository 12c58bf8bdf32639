internal import CQREncode

/// A QR code (ISO/IEC 18004) with error correction of level M, by libqrencode.
package struct QRCode: Sendable, Hashable {
    /// Modules on each side.
    package let size: Int
    private let dark: [Bool]

    /// The least version: ZBar does not read every code of version 1, which lacks the pattern that codes are straightened by.
    private static let version: Int32 = 2

    /// Nil where the text is empty, or has more bytes than a code holds (2,331).
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard let code = QRcode_encodeData(Int32(bytes.count), bytes, Self.version, QR_ECLEVEL_M) else { return nil }
        defer { QRcode_free(code) }
        size = Int(code.pointee.width)
        dark = UnsafeBufferPointer(start: code.pointee.data, count: size * size).map { $0 & 1 == 1 }
    }

    /// Whether the module is dark; row 0 is at the top.
    package func isDark(row: Int, column: Int) -> Bool { dark[row * size + column] }
}
