import Forms
import Foundation

/// Sizes of paper by their names, in millimetres, upright.
///
/// A sizes by ISO 216; B sizes by JIS P 0138, as Japanese offices use them; letter by ANSI Y14.1; the postcard as
/// Japan Post sells it.
enum Paper {
    static let sizes: [(name: String, size: PaperSize)] = [
        ("A3", PaperSize(width: 297, height: 420)), ("A4", PaperSize(width: 210, height: 297)),
        ("A5", PaperSize(width: 148, height: 210)), ("B4", PaperSize(width: 257, height: 364)),
        ("B5", PaperSize(width: 182, height: 257)), ("letter", PaperSize(width: 215.9, height: 279.4)),
        ("postcard", PaperSize(width: 100, height: 148)), ("はがき", PaperSize(width: 100, height: 148)),
    ]

    /// Every way to name a paper: `A4`, `A4 portrait`, `A4 landscape`.
    static let names = sizes.flatMap { [$0.name, "\($0.name) portrait", "\($0.name) landscape"] }

    static func size(_ name: String) -> PaperSize? {
        let words = name.split(separator: " ")
        guard let first = words.first, words.count <= 2,
            let size = sizes.first(where: { $0.name.lowercased() == first.lowercased() })?.size
        else { return nil }
        switch words.dropFirst().first {
        case nil, "portrait": return size
        case "landscape": return PaperSize(width: size.height, height: size.width)
        default: return nil
        }
    }

    /// As a template file writes it.
    static func text(_ size: PaperSize) -> String {
        names.first { Self.size($0) == size && $0.contains(" ") }
            ?? "{width: \(ReadableNumber.text(size.width))mm, height: \(ReadableNumber.text(size.height))mm}"
    }
}
