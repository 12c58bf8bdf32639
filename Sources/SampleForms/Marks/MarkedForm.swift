package import Imaging
package import Paperwork

/// A random form that asks for marks, and sheets of it that people marked, badly scanned: what the reading of marks is
/// trained, calibrated and measured on. Each seed gives another form.
package struct MarkedForm: Sendable {
    /// A marked sheet with its truth.
    package struct Filled: Sendable {
        package var sheet: ScannedSheet
        /// The fields' values in normal form.
        package var values: [String: FieldValue]
        /// For each field, zone by zone, what was done there.
        package var deeds: [String: [Deed]]

        /// Whether each mark of the field can be told for what it is: none was struck out, and no line strays there.
        package func isClear(_ field: String) -> Bool {
            (deeds[field] ?? []).allSatisfy { $0 == .nothing || $0 == .mark }
        }
    }

    /// What a person did in a zone.
    package enum Deed: Sendable, Hashable {
        case nothing, mark, struckMark, stray, touch
        /// A second mark where one is asked for.
        case second
    }

    package let design: FormDesign
    private let source: SeededRandom

    /// - Parameter isApart: whether the form has fonts, frames and grounds that forms with `false` never have.
    package init(seed: UInt64, isApart: Bool) {
        source = SeededRandom(seed: seed).forked(isApart ? 77 : 76)
        var random = source.forked(0)
        let layout = MarkLayout.drawn(isApart: isApart, using: &random)
        design = layout.design(using: &random)
    }

    /// The blank form's page at `dpi` dots per inch.
    package func blank(dpi: Double) -> GrayPixels {
        let canvas = Paper.a4.canvas(dpi: dpi)
        design.draw(page: 1, on: canvas)
        return canvas.grayPixels()
    }

    /// The sheet of the person of that number; the same number gives the same sheet.
    ///
    /// - Parameter doubtful: the share of questions, between 0 and 1, in which something is done that only a person can
    ///   make out.
    package func filled(_ number: UInt64, level: ScanLevel, doubtful: Double) -> Filled {
        var random = source.forked(number + 1)
        let faults = ScanFaults.drawn(level, using: &random)
        var form = blank(dpi: faults.dpi)
        Printing.drawn(using: &random).print(&form)
        let canvas = Paper.a4.canvas(dpi: faults.dpi)
        var filled = MarkedSheet(person: .drawn(using: &random), doubtful: doubtful)
        for field in design.fields { filled.fill(field, on: canvas, using: &random) }
        let page = InkLayer(strength: 0.1).laid(canvas.grayPixels(), over: form, dpi: faults.dpi, using: &random)
        var scanner = PageScanner(faults: faults, random: random.forked(5))
        return Filled(sheet: scanner.scan(page), values: filled.values, deeds: filled.deeds)
    }
}

/// How one copy of a form was printed: paler or darker than the blank says, or bolder.
private struct Printing {
    var darkness: Double
    var isBold: Bool

    static func drawn(using random: inout SeededRandom) -> Printing {
        Printing(darkness: random.real(0.65...1.3), isBold: random.chance(0.15))
    }

    func print(_ page: inout GrayPixels) {
        let levels = (0...255).map { UInt8(max(0, min(255, 255 - Double(255 - $0) * darkness))) }
        let source = page
        for y in 0..<page.height {
            for x in 0..<page.width {
                var value = source.bytes[y * page.width + x]
                if isBold, x > 0, y > 0 {
                    value = min(
                        value, source.bytes[y * page.width + x - 1], source.bytes[(y - 1) * page.width + x])
                }
                page.bytes[y * page.width + x] = levels[Int(value)]
            }
        }
    }
}
