import Imaging
import Paperwork

/// One question of a random form, drawn at a height of the page. Each function says how high it became, in millimetres.
struct MarkBlock {
    let layout: MarkLayout
    let name: String
    let top: Double

    private func answers(_ count: Int, using random: inout SeededRandom) -> [String] {
        Array(MarkLayout.answers.shuffled(using: &random).prefix(count))
    }

    private func type(using random: inout SeededRandom) -> String { random.pick(["choice", "mark-grid", "choice"]) }

    private func zone(around box: Zone) -> Zone {
        var zone = box.grown(by: layout.margin)
        zone.page = box.page
        return zone
    }

    private func frame(_ box: Zone, on sheet: inout Sheet) {
        switch layout.frame {
        case .single: sheet.print(.box(box, thickness: layout.thickness))
        case .double:
            sheet.print(.box(box, thickness: 0.12))
            sheet.print(.box(box.grown(by: 0.5), thickness: 0.2))
        case .dashed:
            sheet.horizontal(box.top, from: box.left, to: box.right, thickness: layout.thickness, dashed: true)
            sheet.horizontal(box.bottom, from: box.left, to: box.right, thickness: layout.thickness, dashed: true)
            sheet.vertical(box.left, from: box.top, to: box.bottom, thickness: layout.thickness, dashed: true)
            sheet.vertical(box.right, from: box.top, to: box.bottom, thickness: layout.thickness, dashed: true)
        case .round: sheet.print(.ellipse(box, thickness: layout.thickness))
        }
    }

    /// Boxes with words beside them, in rows; or each a checkbox of its own.
    func boxes(on sheet: inout Sheet, using random: inout SeededRandom) -> Double {
        let side = min(8, max(2, layout.side * random.real(0.9...1.1)))
        let columns = random.whole(2...6)
        let rows = random.whole(1...3)
        let pitch = max(side, 4) + random.real(1.5...5)
        let width = 176 / Double(columns)
        let type = type(using: &random)
        let areApart = random.chance(0.25)
        var options: [(name: String, zone: Zone)] = []
        for (index, answer) in answers(columns * rows, using: &random).enumerated() {
            let left = 18 + width * Double(index % columns)
            let y = top + pitch * Double(index / columns)
            let box = sheet.zone(left, y + (pitch - side) / 2, side, side)
            frame(box, on: &sheet)
            sheet.label(answer, left + side + 1.2, y, width - side - 2, pitch, points: layout.points, .left)
            options.append((answer, zone(around: box)))
        }
        if areApart {
            for (index, option) in options.enumerated() {
                sheet.field(
                    DesignedField(
                        name: "\(name)_\(index)", label: option.name, type: "checkbox", place: .zone(option.zone)))
            }
        } else {
            sheet.optioned(name, name, type, options, isOptional: true)
        }
        return pitch * Double(rows)
    }

    /// Ovals as machine-read sheets have them, with or without a number inside.
    func ovals(on sheet: inout Sheet, using random: inout SeededRandom) -> Double {
        let (wide, high) = (random.real(3.5...8), random.real(2.2...5))
        let count = random.whole(3...9)
        let rows = random.whole(1...4)
        let pitch = high + random.real(1.5...5)
        let apart = wide + random.real(1.5...(max(2, min(12, 120 / Double(count) - wide))))
        let hasNumbers = random.chance(0.5)
        for row in 0..<rows {
            let y = top + pitch * Double(row)
            sheet.label(random.pick(MarkLayout.answers), 18, y, 30, pitch, points: layout.points, .left)
            let options = (0..<count).map { index in
                let oval = sheet.zone(52 + apart * Double(index), y + (pitch - high) / 2, wide, high)
                sheet.print(.ellipse(oval, thickness: layout.thickness))
                if hasNumbers {
                    sheet.label("\(index + 1)", oval.left, oval.top, wide, high, points: min(9, high * 2))
                }
                return (name: "\(index + 1)", zone: zone(around: oval))
            }
            sheet.optioned("\(name)_\(row)", name, "choice", options, isOptional: true)
        }
        return pitch * Double(rows)
    }

    /// Brackets with room between them.
    func bracketed(on sheet: inout Sheet, using random: inout SeededRandom) -> Double {
        let (wide, high) = (random.real(4...9), random.real(4.5...7))
        let columns = random.whole(2...5)
        let rows = random.whole(1...2)
        let width = 176 / Double(columns)
        let pitch = high + random.real(1...4)
        var options: [(name: String, zone: Zone)] = []
        let isBefore = random.chance(0.7)
        for (index, answer) in answers(columns * rows, using: &random).enumerated() {
            let y = top + pitch * Double(index / columns)
            let left = 18 + width * Double(index % columns) + (isBefore ? 4 : 24)
            let points = layout.points + 1
            sheet.label(layout.brackets.0, left - 4, y, 4, high, points: points, .right)
            sheet.label(layout.brackets.1, left + wide, y, 4, high, points: points, .left)
            let word = isBefore ? left + wide + 4.5 : left - 26
            sheet.label(answer, word, y, isBefore ? width - wide - 10 : 20, high, points: layout.points, .left)
            options.append((answer, sheet.zone(left, y, wide, high)))
        }
        sheet.optioned(name, name, type(using: &random), options, isOptional: true)
        return pitch * Double(rows)
    }

    /// Numbers of which one is circled.
    func numbers(on sheet: inout Sheet, using random: inout SeededRandom) -> Double {
        let columns = random.whole(2...7)
        let rows = random.whole(1...2)
        let width = 176 / Double(columns)
        let side = random.real(5...8)
        let pitch = side + random.real(1...5)
        var options: [(name: String, zone: Zone)] = []
        for (index, answer) in answers(columns * rows, using: &random).enumerated() {
            let (left, y) = (18 + width * Double(index % columns), top + pitch * Double(index / columns))
            sheet.label("\(index + 1)", left, y, side, side, points: layout.points + 1)
            sheet.label(answer, left + side + 1.5, y, width - side - 3, side, points: layout.points, .left)
            options.append((answer, sheet.zone(left, y, side, side)))
        }
        sheet.optioned(name, name, type(using: &random), options, isOptional: true)
        return pitch * Double(rows)
    }

    /// Words of which one is circled, with dots between them.
    func words(on sheet: inout Sheet, using random: inout SeededRandom) -> Double {
        let words = random.pick([
            ["男", "女"], ["有", "無"], ["大正", "昭和", "平成", "令和"], ["可", "否"], ["同居", "別居"], ["はい", "いいえ"],
            ["普通", "当座", "貯蓄"],
        ])
        let em = layout.points * 25.4 / 72
        let gap = random.real(3...9)
        let high = em + random.real(1.5...3.5)
        var left = random.real(30...90)
        sheet.label(random.pick(["区分", "該当", "元号", "性別"]), 18, top, 12, high + 3, points: layout.points, .left)
        let isBoxed = random.chance(0.4)
        if isBoxed { sheet.box(left - 4, top, 100, high + 3) }
        var options: [(name: String, zone: Zone)] = []
        for (index, word) in words.enumerated() {
            let width = em * Double(word.count)
            if index > 0 {
                sheet.label("・", left - gap / 2 - em / 2, top + 1.5, em, high, points: layout.points)
            }
            sheet.label(word, left, top + 1.5, width, high, points: layout.points)
            let side = min(1.2, gap * 0.3)
            options.append((word, sheet.zone(left - side, top + 1.5, width + 2 * side, high)))
            left += width + gap
        }
        sheet.optioned(name, name, random.pick(["circled", "choice"]), options, isOptional: true)
        return high + 3
    }

    /// A table whose cells are marked: empty, or with a number or a word in them, on a ground.
    func cells(on sheet: inout Sheet, using random: inout SeededRandom) -> Double {
        let columns = random.whole(3...7)
        let rows = random.whole(2...5)
        let (width, height) = (random.real(8...min(24, 120 / Double(columns))), random.real(6...11))
        let left = 62.0
        let content = random.whole(0...2)
        let head = 6.0
        let striped = random.chance(0.5)
        let inset = random.real(0.3...1.2)
        for row in 0..<rows {
            let y = top + head + height * Double(row)
            if !striped || row % 2 == 0 {
                ground(sheet.zone(left, y, width * Double(columns), height), on: &sheet)
            }
            sheet.label(random.pick(MarkLayout.answers), 18, y, 42, height, points: layout.points, .left)
            let options = (0..<columns).map { column in
                let x = left + width * Double(column)
                let cell = sheet.zone(x, y, width, height)
                if content == 1 { sheet.label("\(column + 1)", x, y, width, height, points: layout.points + 1) }
                if content == 2 {
                    sheet.label(
                        ["良", "可", "不可", "優", "普通", "無", "有"][column], x, y, width, height, points: layout.points)
                }
                let zone =
                    content == 0 || width < 11 ? cell.grown(by: -inset) : cell.grown(by: -inset).narrowed(to: 10)
                return (name: "\(column + 1)", zone: zone)
            }
            sheet.optioned("\(name)_\(row)", name, type(using: &random), options, isOptional: true)
        }
        let (right, bottom) = (left + width * Double(columns), top + head + height * Double(rows))
        for row in 0...rows { sheet.horizontal(top + head + height * Double(row), from: 15, to: right) }
        for column in 0...columns {
            let x = left + width * Double(column)
            sheet.vertical(x, from: top, to: bottom)
            if column < columns { sheet.label("\(column + 1)", x, top, width, head, points: 8) }
        }
        sheet.box(15, top, right - 15, bottom - top, thickness: 0.35)
        return head + height * Double(rows)
    }

    private func ground(_ area: Zone, on sheet: inout Sheet) {
        switch layout.ground {
        case .white: break
        case .gray(let gray): sheet.print(.area(area, gray: gray))
        case .hatched:
            for x in stride(from: area.left, to: area.right - area.height, by: 1.3) {
                sheet.print(
                    .line(
                        x1: x, y1: area.bottom, x2: x + area.height, y2: area.top, thickness: 0.07, dashed: false))
            }
        case .dotted:
            for y in stride(from: area.top + 0.4, to: area.bottom, by: 0.8) {
                for x in stride(from: area.left + 0.4, to: area.right, by: 0.8) {
                    sheet.print(.area(sheet.zone(x, y, 0.14, 0.14), gray: 0.1))
                }
            }
        }
    }

    /// A place for a signature or a seal.
    func signed(on sheet: inout Sheet, using random: inout SeededRandom) -> Double {
        let height = random.real(9...14)
        let width = random.real(35...80)
        sheet.label("署名", 18, top, 12, height, points: layout.points, .left)
        if random.chance(0.5) {
            sheet.box(32, top, width, height)
        } else {
            sheet.horizontal(top + height, from: 32, to: 32 + width)
        }
        sheet.field(
            DesignedField(
                name: "\(name)_signature", label: "署名", type: "signature",
                place: .zone(sheet.zone(32.5, top + 0.5, width - 1, height - 1))))
        let side = random.real(11...17)
        let x = 32 + width + random.real(4...12)
        if random.chance(0.5) { sheet.box(x, top, side, side) }
        sheet.label(random.pick(["印", "㊞"]), x, top, side, side, points: random.real(8...12))
        sheet.field(
            DesignedField(
                name: "\(name)_seal", label: "印", type: "seal", place: .zone(sheet.zone(x, top, side, side))))
        return max(height, side)
    }
}

extension Zone {
    /// No wider than `width`, about the same middle.
    fileprivate func narrowed(to width: Double) -> Zone {
        Zone(
            page: page, left: left + max(0, (self.width - width) / 2), top: top, width: min(width, self.width),
            height: height)
    }
}
