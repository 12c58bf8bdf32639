package import Imaging
import Paperwork

/// Fills one form in one person's hand or by one employer's printer.
struct DocumentPainter {
    private enum Tool {
        case printer(Printer)
        case hand(Hand, Marker)
        case marker(Marker)
    }

    private let design: FormDesign
    private let filled: FilledForm
    private let tool: Tool
    private let hasSeal: Bool

    init(
        design: FormDesign, level: ScanLevel, register: ResidentRegister, using random: inout SeededRandom
    ) {
        self.design = design
        let adults = register.residents.filter { (1945...2004).contains($0.birth.year) }
        let isStranger = random.chance(0.1) || adults.isEmpty
        let variants = random.chance(0.15) ? adults.filter { NameVariants.common($0.surname) != $0.surname } : []
        let resident =
            isStranger ? ResidentRegister.stranger(using: &random) : random.pick(variants.isEmpty ? adults : variants)
        hasSeal = level == .hard && design.id != "survey" && random.chance(0.3)
        switch design.id {
        case "payroll":
            let printer = Printer.drawn(misprint: level.misprint, using: &random)
            filled = .payroll(of: resident, by: random.pick(Employer.all), printer: printer, using: &random)
            tool = .printer(printer)
        case "onestop":
            let hand = Hand.drawn(using: &random)
            filled = .onestop(of: resident, hand: hand, using: &random)
            tool = .hand(hand, Marker.drawn(circling: true, using: &random))
        default:
            filled = .survey(using: &random)
            tool = .marker(Marker.drawn(circling: false, using: &random))
        }
    }

    /// The filled page, from 1, as it goes into the scanner.
    func picture(page: Int, dpi: Double, using random: inout SeededRandom) -> GrayPixels {
        let canvas = design.paper.canvas(dpi: dpi)
        design.draw(page: page, on: canvas)
        if case .printer(let printer) = tool { printer.fill(filled, page: page, of: design, on: canvas) }
        if hasSeal, page == 1, let name = design.field("name")?.zones.first {
            Seal.draw(in: name, on: canvas, using: &random)
        }
        let form = canvas.grayPixels()
        let sheet = design.paper.canvas(dpi: dpi)
        switch tool {
        case .printer: return form
        case .hand(let hand, let marker):
            hand.fill(filled, page: page, of: design, on: sheet, using: &random)
            marker.fill(filled, page: page, of: design, on: sheet, using: &random)
            return InkLayer(strength: 0.28 * hand.unsteadiness)
                .laid(sheet.grayPixels(), over: form, dpi: dpi, using: &random)
        case .marker(let marker):
            marker.fill(filled, page: page, of: design, on: sheet, using: &random)
            return InkLayer(strength: 0.1).laid(sheet.grayPixels(), over: form, dpi: dpi, using: &random)
        }
    }

    func truth(pages: [Int]) -> Truth.Document {
        let values = Dictionary(uniqueKeysWithValues: filled.fields.map { ($0.name, $0.value) })
        return Truth.Document(
            pages: pages, form: filled.form, fields: values, registerKey: filled.registerKey)
    }
}
