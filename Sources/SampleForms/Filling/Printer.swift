import Imaging
import Paperwork

/// How one employer's payroll software prints: fonts, sizes, notation, and how far off it lands.
struct Printer: Sendable {
    var textFamily: String
    var numberFamily: String
    /// Points.
    var textSize: Double
    /// Points.
    var numberSize: Double
    /// A stroke is drawn through each zero, as system printers do.
    var slashesZeros: Bool
    var usesHalfWidthKana: Bool
    var printsZeros: Bool
    var usesThousands: Bool
    var recipientDigits: Int
    var addressStyle: Address.Style
    /// Millimetres to the right and down.
    var offset: (x: Double, y: Double)
    /// Grey of the toner; 0 is black.
    var toner: Double
    /// Millimetres between an amount and the right edge of its zone: it may touch the rule.
    var rightMargin: Double

    static func drawn(misprint: Double, using random: inout SeededRandom) -> Printer {
        let styles: [(text: String, number: String, slashed: Bool)] = [
            ("IPAexMincho", "IPAexMincho", false), ("IPAexMincho", "IPAexMincho", false),
            ("IPAexGothic", "IPAexGothic", false), ("IPAexGothic", "DejaVu Sans Mono", false),
            ("IPAexGothic", "IPAexGothic", true), ("IPAexMincho", "DejaVu Sans Mono", false),
            ("Noto Serif CJK JP", "Noto Serif CJK JP", false), ("Noto Sans CJK JP", "Noto Sans Mono CJK JP", true),
        ]
        let style = random.pick(styles)
        return Printer(
            textFamily: style.text, numberFamily: style.number, textSize: random.pick([8, 8.5, 9, 9.5]),
            numberSize: random.pick([8, 8.5, 9, 9, 10]), slashesZeros: style.slashed,
            usesHalfWidthKana: random.chance(0.7), printsZeros: random.chance(0.4), usesThousands: random.chance(0.75),
            recipientDigits: random.pick([4, 5, 6, 8]), addressStyle: random.pick(Address.Style.allCases),
            offset: (random.jitter(misprint), random.jitter(misprint * 0.6)), toner: random.pick([0, 0, 0.1, 0.25]),
            rightMargin: random.real(-0.2...2.5))
    }

    // MARK: Notation

    func money(_ yen: Int) -> String {
        guard usesThousands else { return String(yen) }
        var digits = String(yen)
        var groups: [String] = []
        while digits.count > 3 {
            groups.insert(String(digits.suffix(3)), at: 0)
            digits = String(digits.dropLast(3))
        }
        return ([digits] + groups).joined(separator: ",")
    }

    func postalCode(_ digits: String) -> String { digits.prefix(3) + "-" + digits.suffix(4) }

    func phone(_ digits: String) -> String {
        "\(digits.prefix(3))-\(digits.dropFirst(3).prefix(3))-\(digits.suffix(4))"
    }

    func address(_ address: Address) -> String { address.written(addressStyle) }

    // MARK: Printing

    /// Prints the fields of one page of `design`.
    func fill(_ form: FilledForm, page: Int, of design: FormDesign, on canvas: Canvas) {
        for filled in form.fields {
            guard let field = design.field(filled.name), field.zones.first?.page == page else { continue }
            switch (filled.entry, field.place) {
            case (.text(let text), .zone(let zone)): print(text, type: field.type, in: zone, on: canvas)
            case (.cells(let texts), .cells(let zones)):
                for (text, zone) in zip(texts, zones) where !text.isEmpty {
                    printCentred(text, in: zone, on: canvas)
                }
            case (.marks(let names), .options(let options)):
                for option in options where names.contains(option.name) {
                    printCentred("○", in: option.zone, on: canvas)
                }
            default: continue
            }
        }
    }

    private var textLettering: Lettering { Lettering(textFamily, points: textSize) }
    private var numberLettering: Lettering { Lettering(numberFamily, points: numberSize) }

    private func print(_ text: String, type: String, in zone: Zone, on canvas: Canvas) {
        let isNumber = ["yen", "number", "phone", "postal-code"].contains(type)
        var lettering = isNumber ? numberLettering : textLettering
        if type == "name" { lettering.points += 2 }
        let room = zone.width - 2
        let parts = lines(text, lettering, room: room, zone: zone, on: canvas)
        let pitch = lettering.em * 1.35
        let top = zone.top + (zone.height - pitch * Double(parts.count)) / 2
        for (index, part) in parts.enumerated() {
            var shape = lettering
            let natural = canvas.extents(of: part, shape).advance
            if natural > room { shape.stretch = room / natural }
            let width = min(natural, room)
            let isRight = type == "yen" || type == "number"
            let x =
                isRight
                ? zone.right - rightMargin - width
                : type == "text" && zone.width < 30 ? zone.left + (zone.width - width) / 2 : zone.left + 1.2
            let baseline = top + pitch * Double(index) + pitch / 2 + lettering.em * 0.37
            draw(part, x: x + offset.x * (isRight ? 0.5 : 1), baseline: baseline + offset.y, shape, on: canvas)
        }
    }

    /// Breaks text at its spaces where one line can't hold it and the zone has room for two.
    private func lines(_ text: String, _ lettering: Lettering, room: Double, zone: Zone, on canvas: Canvas) -> [String]
    {
        guard zone.height > lettering.em * 4, canvas.extents(of: text, lettering).advance > room * 0.9 else {
            return [text]
        }
        if let space = text.firstIndex(of: "　") {
            return [String(text[..<space]), String(text[text.index(after: space)...])]
        }
        return [text]
    }

    private func printCentred(_ text: String, in zone: Zone, on canvas: Canvas) {
        let lettering = text == "○" ? textLettering : numberLettering
        let width = canvas.extents(of: text, lettering).advance
        draw(
            text, x: zone.left + (zone.width - width) / 2 + offset.x * 0.6,
            baseline: zone.top + zone.height / 2 + lettering.em * 0.37 + offset.y * 0.8, lettering, on: canvas)
    }

    private func draw(_ text: String, x: Double, baseline: Double, _ lettering: Lettering, on canvas: Canvas) {
        canvas.text(text, x: x, baseline: baseline, lettering, ink: Ink(gray: toner))
        guard slashesZeros else { return }
        for (index, character) in text.enumerated() where character == "0" {
            let before = canvas.extents(of: String(text.prefix(index)), lettering).advance
            let zero = canvas.extents(of: "0", lettering)
            canvas.line(
                fromX: x + before + zero.left + zero.width * 0.12, y: baseline + zero.top + zero.height * 0.86,
                toX: x + before + zero.left + zero.width * 0.88, y: baseline + zero.top + zero.height * 0.14,
                thickness: lettering.em * 0.05, ink: Ink(gray: toner))
        }
    }
}
