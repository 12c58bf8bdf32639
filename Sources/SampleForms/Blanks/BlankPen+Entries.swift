internal import Imaging
internal import Paperwork

/// What is printed in a place to fill in.
extension BlankPen {
    /// Prints what the item's place holds, without a frame, and notes its truth.
    mutating func entry(_ item: BlankItem, in room: Zone) {
        switch item.entry {
        case .text(let type): note(item.label, [type], .zone(room))
        case .unit(let type, let unit): self.unit(item.label, type, unit, in: room)
        case .comb(let type, let count): comb(item.label, type, count, in: room)
        case .date(let era): date(item.label, era: era, in: room)
        case .circledEra: circledEra(item.label, in: room)
        case .time: parts(item.label, "time", ["時", "分"], pitch: 13, in: room)
        case .circled(let words): circled(item.label, words, in: room)
        case .numbered(let words): numbered(item.label, words, in: room)
        case .ticked(let words, let isOneOnly): ticked(item.label, words, isOneOnly: isOneOnly, in: room)
        case .postal(let boxes): postal(item.label, boxes: boxes, in: room)
        case .circledWithOther(let words): circledWithOther(item.label, words, in: room)
        case .lines(let count): ruled(item.label, count, in: room)
        }
    }

    private mutating func unit(_ label: String, _ type: String, _ unit: String, in room: Zone) {
        let inside = zone(room.left, room.top, room.width - 2, room.height)
        let word = text(unit, in: inside, .right)
        note(label, [type], .zone(zone(room.left, room.top, word.left - room.left, room.height)))
    }

    /// Boxes that fill a cell of about their width, else stand in its middle.
    mutating func comb(_ label: String, _ type: String, _ count: Int, in room: Zone) {
        let pitch = min(8, (room.width - 3) / Double(count))
        let height = min(room.height - 2, 8)
        let row = zone(room.left + 1.5, room.top + (room.height - height) / 2, pitch * Double(count), height)
        box(row)
        let cells = Sheet.row(row, cells: count)
        for cell in cells.dropFirst() { line(cell.left, cell.top, cell.left, cell.bottom, dash: []) }
        note(label, [type], .cells(cells))
    }

    private mutating func date(_ label: String, era: String?, in room: Zone) {
        var start = room.left + 2
        if let era {
            start = text(era, in: zone(start, room.top, 20, room.height)).right
        }
        let place = zone(start, room.top, room.right - start, room.height)
        parts(label, era == nil ? "date" : "era-date", ["年", "月", "日"], pitch: 14, in: place)
    }

    /// Room before each word.
    private mutating func parts(_ label: String, _ type: String, _ words: [String], pitch: Double, in room: Zone) {
        let pitch = min(pitch, (room.width - 1) / Double(words.count))
        var cells: [Zone] = []
        for (index, word) in words.enumerated() {
            let left = room.left + pitch * Double(index) + (index == 0 ? 0 : em)
            let right = room.left + pitch * Double(index + 1)
            cells.append(zone(left, room.top, right - left, room.height))
            text(word, in: zone(right, room.top, em * 1.1, room.height))
        }
        note(label, [type], .cells(cells))
    }

    private mutating func circledEra(_ label: String, in room: Zone) {
        let words = random.chance(0.5) ? ["大正", "昭和", "平成", "令和"] : ["昭和", "平成", "令和"]
        let isShort = random.chance(0.4)
        let place = zone(room.left + 2, room.top, room.width, room.height)
        let zones = row(of: isShort ? words.map { String($0.prefix(1)) } : words, in: place, parted: "・")
        note("\(label)の元号", ["circled"], .options(zones))
        let left = zones.map(\.zone.right).max() ?? room.left
        parts(
            label, "era-date", ["年", "月", "日"], pitch: 13,
            in: zone(left + 2, room.top, room.right - left - 3, room.height))
    }

    /// Words in a row, with a sign or a wide blank between.
    private func row(of words: [String], in room: Zone, parted sign: String) -> [BlankOption] {
        var left = room.left
        return words.enumerated().map { index, word in
            let covered = text(word, in: zone(left, room.top, 80, room.height))
            left = covered.right
            if index < words.count - 1 { left = text(sign, in: zone(left, room.top, 20, room.height)).right }
            return BlankOption(name: word, zone: covered)
        }
    }

    private mutating func circled(_ label: String, _ words: [String], in room: Zone) {
        let sign = random.pick(["・", "　・　", "　", "／"])
        let natural = width(of: words.joined(separator: sign))
        let isCentred = random.chance(0.5)
        let left = isCentred ? max(1, (room.width - natural) / 2) : 3
        let place = zone(room.left + left, room.top, room.width, room.height)
        note(label, ["circled"], .options(row(of: words, in: place, parted: sign)))
    }

    private mutating func numbered(_ label: String, _ words: [String], in room: Zone) {
        let isBracketed = random.chance(0.3)
        var left = room.left + 2.5
        let options = words.enumerated().map { index, word in
            let number = text(
                isBracketed ? "(\(index + 1))" : "\(index + 1)", in: zone(left, room.top, 10, room.height))
            let rest = text(isBracketed ? word : "．\(word)", in: zone(number.right, room.top, 60, room.height))
            left = rest.right + 3.5
            return BlankOption(name: word, zone: number)
        }
        note(label, ["circled"], .options(options))
    }

    private mutating func ticked(_ label: String, _ words: [String], isOneOnly: Bool, in room: Zone) {
        let side = random.real(2.8...3.6)
        var left = room.left + 3
        let options = words.map { word in
            let square = zone(left, room.top + (room.height - side) / 2, side, side)
            canvas.box(square, thickness: 0.2)
            left = text(word, in: zone(left + side + 1.2, room.top, 70, room.height)).right + 4
            return BlankOption(name: word, zone: square)
        }
        note(label, isOneOnly ? ["choice"] : ["mark-grid"], .options(options))
    }

    private mutating func postal(_ label: String, boxes: Bool, in room: Zone) {
        let upper = zone(room.left + 2, room.top + 0.5, room.width - 2, 6)
        let sign = text("〒", in: upper)
        if boxes {
            let cells = (0..<7).map { index in
                zone(sign.right + 1.5 + Double(index) * 4.6 + (index > 2 ? 3 : 0), room.top + 0.9, 4, 4.8)
            }
            for cell in cells { canvas.box(cell, thickness: 0.15) }
            line(cells[2].right + 0.9, cells[2].top + 2.4, cells[3].left - 0.9, cells[2].top + 2.4, dash: [])
            note("〒", ["postal-code"], .cells(cells))
        } else {
            let dash = text("－", in: zone(sign.right + 12, upper.top, 6, upper.height))
            note("〒", ["postal-code"], .zone(zone(sign.right, room.top, dash.right + 14 - sign.right, 6.5)))
        }
        note(label, ["address"], .zone(zone(room.left, room.top + 6.5, room.width, room.height - 6.5)))
    }

    private mutating func circledWithOther(_ label: String, _ words: [String], in room: Zone) {
        let place = zone(room.left + 2.5, room.top, room.width, room.height)
        let options = row(of: words, in: place, parted: "・")
        note(label, ["circled"], .options(options))
        let open = text("（", in: zone((options.last?.zone.right ?? room.left) + 0.5, room.top, 6, room.height))
        let close = text("）", in: zone(room.right - 6, room.top, 5, room.height))
        note("\(label)（その他）", ["text"], .zone(zone(open.right, room.top, close.left - open.right, room.height)))
    }

    private mutating func ruled(_ label: String, _ count: Int, in room: Zone) {
        let pitch = room.height / Double(count)
        for index in 1..<count {
            let y = room.top + pitch * Double(index)
            line(room.left + 1, y, room.right - 1, y, dash: [0.5, 0.6])
        }
        note(label, ["text"], .zone(room))
    }
}
