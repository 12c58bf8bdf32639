package import FieldTypes
package import Foundation
internal import Imaging
internal import JapaneseText
package import Paperwork

/// Blank forms with a record's values drawn into their zones: what a citizen only signs.
package struct FilledBlank {
    /// A value that could not be drawn.
    package struct Misfit: Sendable, Hashable {
        package var form: String
        package var field: String
        package var reason: Wording
    }

    /// Of a code with the document's id, at the top right of each page, in mm.
    private static let codeSide = 14.0
    private static let codeMargin = 5.0
    private static let family = "Noto Serif CJK JP"
    /// Of text that has the room, in points.
    private static let points = 11.0
    /// Text is made narrower before it is made smaller.
    private static let narrowest = 0.6
    /// Millimetres from the zone's edges.
    private static let padding = 0.6

    private let templates: [FormTemplate]

    package init(_ templates: [FormTemplate]) { self.templates = templates }

    /// Writes all forms, one after the other, as one PDF.
    ///
    /// - Parameters:
    ///   - values: by field; forms that have a field of the same name get the same value.
    ///   - id: drawn as a QR code on each page, so that the sheet is known when it comes back; nil for none.
    /// - Returns: the values that did not fit their form.
    /// - Throws: `Trouble` of kind `file` where a blank can't be read or the PDF can't be written, of kind `definition` where the id
    ///   fits no code.
    package func write(_ values: [String: FieldValue], id: String?, to file: URL) throws(Trouble) -> [Misfit] {
        guard let first = templates.first else { return [] }
        let canvas = try Canvas(pdf: file, width: first.paper.width, height: first.paper.height)
        var misfits: [Misfit] = []
        var isFirst = true
        for template in templates {
            guard let blank = template.blank else { throw Self.noBlank(template.id) }
            for page in 1...max(1, template.pages) {
                if !isFirst { canvas.nextPage() }
                isFirst = false
                canvas.resizePage(width: template.paper.width, height: template.paper.height)
                try canvas.draw(
                    pageOf: blank, number: page, width: template.paper.width, height: template.paper.height)
                for field in template.fields {
                    guard let value = values[field.name], !value.isEmpty else { continue }
                    if let reason = draw(value, of: field, on: page, canvas) {
                        misfits.append(Misfit(form: template.id, field: field.name, reason: reason))
                    }
                }
                if let id { try drawCode(id, on: canvas, width: template.paper.width) }
            }
        }
        try canvas.finish(writing: file)
        return misfits
    }

    private static func noBlank(_ form: String) -> Trouble {
        Trouble(
            .file,
            Wording(ja: "様式「\(form)」には、空の様式の PDF がありません。", en: "the form '\(form)' has no blank PDF"),
            remedy: Wording(
                ja: "様式ファイルの blank に書いてください。", en: "name it as 'blank' in the template"))
    }

    private func draw(
        _ value: FieldValue, of field: FieldDefinition, on page: Int, _ canvas: Canvas
    ) -> Wording? {
        switch field.place {
        case .zone(let zone) where zone.page == page: draw(value, of: field, in: zone, canvas)
        case .cells(let cells) where cells.first?.page == page: draw(value, of: field, inCells: cells, canvas)
        case .options(let options) where options.first?.zone.page == page:
            draw(value, of: field, among: options, canvas)
        case .table(let zone, let rows, let columns) where zone.page == page:
            draw(value, in: zone, rows: rows, columns, canvas)
        case .find where page == 1:
            Wording(ja: "印字する枠がありません。", en: "the template has no zone to draw it into")
        default: nil
        }
    }

    private func draw(_ value: FieldValue, of field: FieldDefinition, in zone: Zone, _ canvas: Canvas) -> Wording? {
        if case .flag(let isOn) = value {
            if isOn { drawCheck(in: zone, canvas) }
            return nil
        }
        let text = FieldTypes.named(field.type)?.printed(value, language: .ja) ?? value.plainText
        return drawText(text, in: zone, lines: max(1, field.lines), canvas)
    }

    /// In as many lines as the zone has, none wider than it is.
    ///
    /// - Returns: why it can't be drawn legibly; nil where it is.
    private func drawText(_ text: String, in zone: Zone, lines: Int, _ canvas: Canvas) -> Wording? {
        let parts = Self.lines(of: text, count: lines)
        let height = zone.height / Double(parts.count)
        var lettering = Lettering(Self.family, points: min(Self.points, height * 0.72 * 72 / 25.4))
        let room = zone.width - 2 * Self.padding
        let widest = parts.map { canvas.extents(of: $0, lettering).advance }.max() ?? 0
        if widest > room {
            lettering.stretch = max(Self.narrowest, room / widest)
            let narrowed = widest * lettering.stretch
            if narrowed > room { lettering.points *= room / narrowed }
        }
        for (index, part) in parts.enumerated() {
            let middle = zone.top + height * (Double(index) + 0.5)
            let extents = canvas.extents(of: part, lettering)
            canvas.text(
                part, x: zone.left + Self.padding, baseline: middle - extents.top - extents.height / 2, lettering)
        }
        guard lettering.points < 4 else { return nil }
        return Wording(ja: "長すぎて、読める大きさで入りません。", en: "it is too long to be drawn legibly")
    }

    private static func lines(of text: String, count: Int) -> [String] {
        let given = text.split(whereSeparator: \.isNewline).map(String.init)
        guard given.count < count, let only = given.first, given.count == 1, only.count > 12 else {
            return given.isEmpty ? [""] : given
        }
        let characters = Array(only)
        let each = (characters.count + count - 1) / count
        return stride(from: 0, to: characters.count, by: each).map {
            String(characters[$0..<min($0 + each, characters.count)])
        }
    }

    /// One character in each cell; numbers end in the last one.
    private func draw(
        _ value: FieldValue, of field: FieldDefinition, inCells cells: [Zone], _ canvas: Canvas
    ) -> Wording? {
        let text = Self.combText(value, of: field, cells: cells.count)
        var characters =
            Self.parts(of: value, text, cells: cells.count) ?? text.map { String($0) }
        guard characters.count <= cells.count else {
            return Wording(ja: "マスが足りません。", en: "it has more characters than the form has cells")
        }
        if case .integer = value {
            characters = Array(repeating: " ", count: cells.count - characters.count) + characters
        }
        for (cell, character) in zip(cells, characters) where character != " " {
            var lettering = Lettering(Self.family, points: min(Self.points, cell.height * 0.75 * 72 / 25.4))
            let extents = canvas.extents(of: character, lettering)
            if extents.width > cell.width * 0.9 { lettering.points *= cell.width * 0.9 / extents.width }
            let fitted = canvas.extents(of: character, lettering)
            canvas.text(
                character, x: cell.left + (cell.width - fitted.width) / 2 - fitted.left,
                baseline: cell.top + (cell.height - fitted.height) / 2 - fitted.top, lettering)
        }
        return nil
    }

    /// A day in three boxes: its year, month and day; nil for what goes character by character.
    private static func parts(of value: FieldValue, _ digits: String, cells: Int) -> [String]? {
        guard cells == 3, value.plainText.wholeMatch(of: /\d{4}-\d{2}-\d{2}/) != nil else { return nil }
        let day = digits.suffix(4)
        return [digits.dropLast(4), day.prefix(2), day.suffix(2)].map { part in
            Int(part).map(String.init) ?? String(part)
        }
    }

    /// Without the signs that a comb prints between its cells; a day of an era as its year, month and day.
    private static func combText(_ value: FieldValue, of field: FieldDefinition, cells: Int) -> String {
        let text = value.plainText
        guard let day = text.wholeMatch(of: /(\d{4})-(\d{2})-(\d{2})/) else {
            return text.filter { !"-‐ー()（） 　".contains($0) || $0.isLetter }
        }
        let digits = text.filter(\.isNumber)
        guard cells < 8, field.era != nil, let year = Int(day.1), let month = Int(day.2), let number = Int(day.3),
            let date = try? JapaneseDate(year: year, month: month, day: number), let era = Era(of: date)
        else { return digits }
        let ofEra = year - era.firstDay.year + 1
        return (ofEra < 10 ? "0" : "") + String(ofEra) + digits.suffix(4)
    }

    private func draw(
        _ value: FieldValue, of field: FieldDefinition, among options: [FieldDefinition.Option], _ canvas: Canvas
    ) -> Wording? {
        let chosen: [String] = if case .list(let items) = value { items } else { [value.plainText] }
        for name in chosen {
            guard let option = options.first(where: { $0.name == name }) else {
                return Wording(ja: "「\(name)」という選択肢がありません。", en: "the form has no option '\(name)'")
            }
            if field.type == OptionType.circled.name {
                canvas.ellipse(in: option.zone, thickness: 0.4)
            } else {
                drawCheck(in: option.zone, canvas)
            }
        }
        return nil
    }

    private func drawCheck(in zone: Zone, _ canvas: Canvas) {
        let points = [(0.2, 0.5), (0.42, 0.75), (0.82, 0.22)].map {
            Point(zone.left + zone.width * $0.0, zone.top + zone.height * $0.1)
        }
        canvas.stroke(points, widths: points.map { _ in 0.5 })
    }

    private func draw(
        _ value: FieldValue, in zone: Zone, rows: Int, _ columns: [FieldDefinition.Column], _ canvas: Canvas
    ) -> Wording? {
        guard case .rows(let content) = value else {
            return Wording(ja: "表の値ではありません。", en: "it is no table")
        }
        guard content.count <= rows else { return Wording(ja: "行が足りません。", en: "the form has too few rows") }
        var misfit: Wording?
        let height = zone.height / Double(rows)
        for (index, row) in content.enumerated() {
            var left = zone.left
            for column in columns {
                let cell = Zone(
                    page: zone.page, left: left, top: zone.top + height * Double(index), width: column.width,
                    height: height)
                left += column.width
                guard let value = row[column.name], !value.isEmpty else { continue }
                let text = FieldTypes.named(column.type)?.printed(value, language: .ja) ?? value.plainText
                misfit = drawText(text, in: cell, lines: 1, canvas) ?? misfit
            }
        }
        return misfit
    }

    /// - Throws: `Trouble` of kind `definition` where no code holds the id.
    private func drawCode(_ id: String, on canvas: Canvas, width: Double) throws(Trouble) {
        guard let code = QRCode(id) else {
            throw Trouble(
                .definition,
                Wording(ja: "この番号はQRコードに入りません。", en: "this id does not fit a QR code"),
                remedy: Wording(ja: "短い番号にするか、code: false と書いてください。", en: "give a shorter one, or write code: false"))
        }
        let module = Self.codeSide / Double(code.size)
        for row in 0..<code.size {
            for column in 0..<code.size where code.isDark(row: row, column: column) {
                canvas.area(
                    Zone(
                        page: 1, left: width - Self.codeMargin - Self.codeSide + Double(column) * module,
                        top: Self.codeMargin + Double(row) * module, width: module, height: module), ink: .black)
            }
        }
    }
}
