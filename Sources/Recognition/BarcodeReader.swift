internal import CZBar
package import Imaging
package import Paperwork

/// A barcode that was found.
package struct Barcode: Hashable, Sendable {
    /// The standards that are read.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case code39 = "CODE-39"
        case code128 = "CODE-128"
        case ean13 = "EAN-13"
        case ean8 = "EAN-8"
        case interleaved2of5 = "I2/5"
        /// Also called NW-7.
        case codabar = "Codabar"
        case qr = "QR-Code"
    }

    package var kind: Kind
    /// All that it holds; empty where that is no text.
    package var text: String
    /// Why `text` must not be believed; nil where nothing speaks against it.
    package var doubt: Wording?
    /// Around what was seen of it, in pixels.
    package var box: PixelRect

    package init(kind: Kind, text: String, doubt: Wording? = nil, box: PixelRect) {
        self.kind = kind
        self.text = text
        self.doubt = doubt
        self.box = box
    }
}

/// Reads barcodes and QR codes with ZBar; the one type that touches its C API.
package struct BarcodeReader {
    package init() {}

    /// The barcodes in a picture, top to bottom and left to right; none where none can be read.
    package func read(_ pixels: GrayPixels) -> [Barcode] {
        guard pixels.width > 1, pixels.height > 1, let scanner = zbar_image_scanner_create() else { return [] }
        defer { zbar_image_scanner_destroy(scanner) }
        zbar_image_scanner_set_config(scanner, ZBAR_NONE, ZBAR_CFG_ENABLE, 0)
        for type in [ZBAR_CODE39, ZBAR_CODE128, ZBAR_EAN13, ZBAR_EAN8, ZBAR_I25, ZBAR_CODABAR, ZBAR_QRCODE] {
            zbar_image_scanner_set_config(scanner, type, ZBAR_CFG_ENABLE, 1)
        }
        // Else it guesses the encoding, and ends the text at a NUL.
        zbar_image_scanner_set_config(scanner, ZBAR_QRCODE, ZBAR_CFG_BINARY, 1)
        guard let image = zbar_image_create() else { return [] }
        defer { zbar_image_destroy(image) }
        zbar_image_set_format(image, Self.grayFormat)
        zbar_image_set_size(image, UInt32(pixels.width), UInt32(pixels.height))
        return Self.withoutNoise(pixels).withUnsafeBytes { bytes in
            zbar_image_set_data(image, bytes.baseAddress, UInt(bytes.count), nil)
            guard zbar_scan_image(scanner, image) > 0 else { return [] }
            return symbols(of: image).sorted { ($0.box.y, $0.box.x) < ($1.box.y, $1.box.x) }
        }
    }

    /// "Y800", as a number: eight bits of grey per pixel.
    private static let grayFormat = "Y800".utf8.reversed().reduce(UInt(0)) { $0 << 8 | UInt($1) }

    /// The bytes with all that is nearly paper white and all that is nearly ink black: ZBar takes noise for edges.
    private static func withoutNoise(_ pixels: GrayPixels) -> [UInt8] {
        let levels = InkLevels(of: pixels, ink: Ink(in: pixels))
        let range = max(1, levels.paper - levels.ink)
        let table = (0...255).map { level -> UInt8 in
            let light = (Float(level) - levels.ink) / range
            return light > 0.8 ? 255 : light < 0.2 ? 0 : UInt8(light * 255)
        }
        return pixels.bytes.map { table[Int($0)] }
    }

    private func symbols(of image: OpaquePointer) -> [Barcode] {
        var barcodes: [Barcode] = []
        var next = zbar_image_first_symbol(image)
        while let symbol = next {
            next = zbar_symbol_next(symbol)
            let name = String(cString: zbar_get_symbol_name(zbar_symbol_get_type(symbol)))
            guard let kind = Barcode.Kind(rawValue: name), let data = zbar_symbol_get_data(symbol) else { continue }
            let length = Int(zbar_symbol_get_data_length(symbol))
            let bytes = UnsafeRawBufferPointer(start: data, count: length)
            let content = CodeText([UInt8](bytes))
            barcodes.append(Barcode(kind: kind, text: content.text, doubt: content.doubt, box: box(of: symbol)))
        }
        return barcodes
    }

    private func box(of symbol: OpaquePointer) -> PixelRect {
        let corners = (0..<zbar_symbol_get_loc_size(symbol)).map { index in
            (x: Int(zbar_symbol_get_loc_x(symbol, index)), y: Int(zbar_symbol_get_loc_y(symbol, index)))
        }
        let left = corners.map(\.x).min() ?? 0
        let top = corners.map(\.y).min() ?? 0
        return PixelRect(
            x: left, y: top, width: (corners.map(\.x).max() ?? left) - left + 1,
            height: (corners.map(\.y).max() ?? top) - top + 1)
    }
}
