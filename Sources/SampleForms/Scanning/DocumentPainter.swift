import Imaging
import Paperwork

/// Fills one form in one person's hand or by one employer's printer.
struct DocumentPainter {
    let design: FormDesign
    let filled: FilledForm
    private let paint: (FilledForm, Int, FormDesign, Canvas, inout SeededRandom) -> Void
    private let hasSeal: Bool

    init(
        design: FormDesign, level: ScanLevel, register: ResidentRegister, using random: inout SeededRandom
    ) {
        self.design = design
        let adults = register.residents.filter { (1945...2004).contains($0.birth.year) }
        let resident =
            random.chance(0.1) || adults.isEmpty ? ResidentRegister.stranger(using: &random) : random.pick(adults)
        hasSeal = level == .hard && design.id != "survey" && random.chance(0.3)
        let printer = Printer.drawn(misprint: level.misprint, using: &random)
        filled = .payroll(of: resident, by: random.pick(Employer.all), printer: printer, using: &random)
        paint = { form, page, design, canvas, _ in printer.fill(form, page: page, of: design, on: canvas) }
    }

    func draw(page: Int, on canvas: Canvas, using random: inout SeededRandom) {
        design.draw(page: page, on: canvas)
        paint(filled, page, design, canvas, &random)
        if hasSeal, page == 1, let name = design.field("name")?.zones.first {
            Seal.draw(in: name, on: canvas, using: &random)
        }
    }

    func truth(pages: [Int]) -> Truth.Document {
        let values = Dictionary(uniqueKeysWithValues: filled.fields.map { ($0.name, $0.value) })
        return Truth.Document(
            pages: pages, form: filled.form, fields: values, registerKey: filled.registerKey)
    }
}

/// A seal in vermilion that lies over the writing.
enum Seal {
    static func draw(in zone: Zone, on canvas: Canvas, using random: inout SeededRandom) {
        let size = random.real(10...14)
        let left = zone.left + min(zone.width - size, random.real(8...30))
        let top = zone.top + (zone.height - size) / 2 + random.jitter(2)
        let red = Ink(red: 0.85, green: 0.2, blue: 0.15, opacity: 0.8)
        let ring = Zone(left: left, top: top, width: size, height: size)
        canvas.ellipse(in: ring, thickness: 0.6, ink: red)
        let lettering = Lettering("IPAexMincho", points: size * 0.95, rotation: random.jitter(0.15))
        for (index, character) in "見本".enumerated() {
            canvas.text(
                String(character), x: left + size * 0.32, baseline: top + size * (0.45 + 0.36 * Double(index)),
                lettering,
                ink: red)
        }
    }
}
