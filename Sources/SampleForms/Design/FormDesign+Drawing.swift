package import Foundation
package import Imaging
package import Paperwork

extension FormDesign {
    /// Writes the blank form as a PDF with embedded fonts. Throws `Trouble` when it can't be written.
    package func writeBlank(to file: URL) throws(Trouble) {
        let canvas = try Canvas(pdf: file, width: paper.width, height: paper.height)
        for number in pages.indices {
            if number > 0 { canvas.nextPage() }
            draw(page: number + 1, on: canvas)
        }
        try canvas.finish(writing: file)
    }

    /// Draws one page of the blank form, from 1.
    package func draw(page: Int, on canvas: Canvas) {
        for element in pages[page - 1] { element.draw(on: canvas) }
    }
}

extension Printed {
    func draw(on canvas: Canvas) {
        switch self {
        case .line(let x1, let y1, let x2, let y2, let thickness, let dashed):
            canvas.line(fromX: x1, y: y1, toX: x2, y: y2, thickness: thickness, dash: dashed ? [0.6, 0.5] : [])
        case .box(let zone, let thickness): canvas.box(zone, thickness: thickness)
        case .area(let zone, let gray): canvas.area(zone, ink: Ink(gray: gray))
        case .ellipse(let zone, let thickness): canvas.ellipse(in: zone, thickness: thickness)
        case .rounded(let zone, let radius, let thickness):
            canvas.roundedBox(zone, radius: radius, thickness: thickness)
        case .text(let text, let zone, let lettering, let alignment):
            Self.draw(text, in: zone, lettering, alignment, on: canvas)
        case .whiteText(let text, let zone, let lettering, let alignment):
            Self.draw(text, in: zone, lettering, alignment, ink: Ink(gray: 1), on: canvas)
        }
    }

    private static func draw(
        _ text: String, in zone: Zone, _ lettering: Lettering, _ alignment: Alignment, ink: Ink = .black,
        on canvas: Canvas
    ) {
        var lettering = lettering
        let baseline = zone.top + zone.height / 2 + lettering.em * 0.37
        if alignment == .spread, text.count > 1 {
            let pitch = (zone.width - lettering.em) / Double(text.count - 1)
            for (index, character) in text.enumerated() {
                canvas.text(
                    String(character), x: zone.left + pitch * Double(index), baseline: baseline, lettering, ink: ink)
            }
            return
        }
        let natural = canvas.extents(of: text, lettering).advance
        if natural > zone.width { lettering.stretch *= zone.width / natural }
        let room = zone.width - min(natural, zone.width)
        let offset =
            switch alignment {
            case .left, .spread: 0.0
            case .center: room / 2
            case .right: room
            }
        canvas.text(text, x: zone.left + offset, baseline: baseline, lettering, ink: ink)
    }
}
