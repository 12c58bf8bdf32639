package import Foundation
internal import Imaging
package import Paperwork

/// A way in which offices lay out and copy their forms. A first template is tuned by half of them, and judged by the others.
package enum BlankStyle: String, Sendable, CaseIterable {
    case ruled, reversed, underlined, landscape, roster, shaded, options
    case upright, fax, vector, dotted, boxes, slip, letter

    /// Whether programs may be tuned by it.
    package var isForTuning: Bool {
        switch self {
        case .ruled, .reversed, .underlined, .landscape, .roster, .shaded, .options: true
        default: false
        }
    }

    /// Millimetres.
    var paper: (width: Double, height: Double) {
        switch self {
        case .landscape: (297, 210)
        case .slip: (210, 148)
        default: (210, 297)
        }
    }

    /// What the copier made of it; nil where it is a program's own PDF.
    private var faults: ScanFaults? {
        switch self {
        case .vector: nil
        case .ruled, .landscape, .options, .letter: Self.scan(dpi: 200)
        case .reversed, .upright, .slip: Self.scan(dpi: 300)
        case .underlined: Self.scan(dpi: 200, skew: 0.7)
        case .roster: Self.scan(dpi: 200, noise: 2)
        case .shaded: Self.scan(dpi: 200, skew: -1.2, paper: 226)
        case .dotted: Self.scan(dpi: 300, paper: 205)
        case .boxes: Self.scan(dpi: 200, skew: 1.1)
        case .fax: Self.scan(dpi: 200, skew: 0.5, paper: 240, noise: 3, isBitonal: true)
        }
    }

    private static func scan(
        dpi: Double, skew: Double = 0, paper: Double = 252, noise: Double = 0.6, isBitonal: Bool = false
    ) -> ScanFaults {
        ScanFaults(
            skew: skew, scaleX: 1, scaleY: 1, shift: (0, 0), dpi: dpi, isBitonal: isBitonal, jpegQuality: 80,
            blur: 0.15, blurPasses: 1, noise: noise, paper: paper, unevenness: noise, specks: isBitonal ? 60 : 4,
            hasHoles: false, folds: [], quarterTurns: 0)
    }

    /// Draws a blank form of this style into `folder`: `STYLE-SEED.pdf`, and its truth as `STYLE-SEED.json`.
    ///
    /// - throws: `Trouble` where a file can't be written.
    package func draw(seed: UInt64, into folder: URL) throws(Trouble) {
        let stem = "\(rawValue)-\(seed)"
        let file = folder.appending(path: "\(stem).pdf")
        let random = SeededRandom(seed: seed).forked(UInt64(Self.allCases.firstIndex(of: self) ?? 0))
        let fields: [BlankField]
        if let faults {
            let canvas = Canvas(
                pixelWidth: Int(Measure.pixels(mm: paper.width, dpi: faults.dpi).rounded()),
                pixelHeight: Int(Measure.pixels(mm: paper.height, dpi: faults.dpi).rounded()), dpi: faults.dpi)
            fields = drawn(on: canvas, random)
            var scanner = PageScanner(faults: faults, random: random.forked(99))
            try ScanFile.write([scanner.scan(canvas.grayPixels())], to: file)
        } else {
            let canvas = try Canvas(pdf: file, width: paper.width, height: paper.height)
            fields = drawn(on: canvas, random)
            try canvas.finish(writing: file)
        }
        try write(fields, to: folder.appending(path: "\(stem).json"))
    }

    private func drawn(on canvas: Canvas, _ random: SeededRandom) -> [BlankField] {
        var pen = BlankPen(canvas: canvas, random: random)
        pen.family = pen.random.pick(["IPAexMincho", "IPAexGothic", "Noto Sans CJK JP", "Noto Serif CJK JP"])
        pen.thickness = pen.random.real(0.12...0.3)
        let items = Self.mixed(isForTuning ? BlankItem.tuning : BlankItem.final, using: &pen.random)
        draw(items, with: &pen)
        return pen.fields
    }

    /// The first four as forms have them, the others in any order.
    private static func mixed(_ items: [BlankItem], using random: inout SeededRandom) -> [BlankItem] {
        Array(items.prefix(4)) + items.dropFirst(4).shuffled(using: &random)
    }

    private struct Sheet: Encodable {
        var style: String
        var isForTuning: Bool
        var fields: [BlankField]
    }

    private func write(_ fields: [BlankField], to file: URL) throws(Trouble) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            try encoder.encode(Sheet(style: rawValue, isForTuning: isForTuning, fields: fields)).write(to: file)
        } catch {
            throw Trouble(
                .file,
                Wording(ja: "「\(file.lastPathComponent)」に書き込めません。", en: "Can't write \(file.path)."),
                remedy: Wording(ja: "フォルダーを確認してください。", en: "See that its folder is there and may be written to."))
        }
    }
}
