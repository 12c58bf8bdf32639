extension CellReader {
    /// Room in lines that the words around it show: before a unit, in brackets, after a colon, before a seal.
    mutating func takeSlots() {
        var used: Set<PrintedLine.Glyph> = []
        for line in lines {
            let words = line.words.flatMap(Self.brackets)
            for index in words.indices.map({ $0 }) + [words.count] {
                let before = index > 0 ? words[index - 1] : nil
                let after = index < words.count ? words[index] : nil
                if let before, let slot = slot(behindLabel: before, in: line, until: after?.area.left) { add(slot) }
                guard let slot = slot(between: before, and: after, in: line) else { continue }
                add(slot)
                if let after,
                    glossary.unit(after.text.trimmingSeparators()) != nil || "）)".contains(after.text.prefix(1))
                {
                    used.formUnion(after.glyphs)
                }
                if let before, slot.label != nil { used.formUnion(before.glyphs) }
            }
            for word in words where glossary.unit(word.text) == "seal" {
                add(seal: word.area.grown(2.5, 2.5).clipped(to: area.grown(-0.3, -0.3)))
                used.formUnion(word.glyphs)
            }
        }
        take(used)
    }

    /// Millimetres between two letters of a label that is set as wide as those above and below it.
    private static let widestSpread = 30.0

    /// A word that ends with an opening bracket, or begins with a closing one, stays whole; one with both is two.
    private static func brackets(_ word: PrintedLine) -> [PrintedLine] {
        word.parted { $0 > leastSlot }
    }

    /// Room between a label and what is circled farther on in its line: 援助元　　　（年額・月額）.
    private func slot(
        behindLabel label: PrintedLine, in line: PrintedLine, until end: Double?
    ) -> CellParts.Slot? {
        guard isClosed, glossary.isLabel(label.text) else { return nil }
        let limit = end ?? area.right
        let circled: [Area] = parts.choices.flatMap { $0.options.map(\.area) }
        let next = circled.filter { (option: Area) -> Bool in
            option.left > label.area.right && option.left < limit
                && option.sharedHeight(line.area) > 0.3 * option.height
        }.map(\.left).min()
        // The bracket before the words that are circled.
        guard let right = next.map({ $0 - 2 }), right - label.area.right >= Self.leastSlot else { return nil }
        let reach = reach(of: line.area, from: label.area.right, to: right, obstacles: parts.taken)
        guard reach.bottom - reach.top >= 2.5 else { return nil }
        return CellParts.Slot(
            area: Area(left: label.area.right + 0.4, top: reach.top, right: right - 0.4, bottom: reach.bottom),
            label: label.text)
    }

    /// Whether more words follow closely: 年 of 年次・病気・特別 is no unit.
    private func goesOn(behind word: PrintedLine, in line: PrintedLine) -> Bool {
        let next = line.words.filter { $0.area.left > word.area.right }.min { $0.area.left < $1.area.left }
        guard let next, next.area.left - word.area.right < 1.5 * line.em, let first = next.text.first else {
            return false
        }
        return next.glyphs.count >= 2 && first.isLetter && glossary.unit(next.text) == nil
    }

    private func slot(between before: PrintedLine?, and after: PrintedLine?, in line: PrintedLine) -> CellParts.Slot? {
        guard before != nil || after != nil, isClosed || (before != nil && after != nil) else { return nil }
        let taken = parts.taken + lines.filter { $0 != line }.map(\.area)
        let onLine = taken.filter { $0.sharedHeight(line.area) > 0.3 * min($0.height, line.area.height) }
        var left = before?.area.right ?? area.left
        var right = after?.area.left ?? area.right
        guard right - left >= Self.leastSlot else { return nil }
        var label = before
        for other in onLine where other.centre > left && other.centre < right {
            label = nil
            // What stands in between ends the room at its nearer side.
            if after != nil { left = max(left, other.right) } else { right = min(right, other.left) }
        }
        guard right - left >= Self.leastSlot else { return nil }
        let first = after?.text.first.map(String.init) ?? ""
        let last = before?.text.last.map(String.init) ?? ""
        // 氏　　　名 is one word, widely set.
        if let before, let after, before.glyphs.count + after.glyphs.count <= 4, right - left <= Self.widestSpread,
            glossary.isLabel(before.text + after.text)
        {
            return nil
        }
        if before == nil, let after, goesOn(behind: after, in: line) { return nil }
        let unit = after.flatMap { glossary.unit($0.text.trimmingSeparators()) }
        let isBracketed = "（(".contains(last) && !last.isEmpty && !first.isEmpty && "）)".contains(first)
        let isAfterColon = !last.isEmpty && "：:".contains(last)
        guard unit != nil || isBracketed || (isAfterColon && isClosed) else { return nil }
        if !isClosed, unit != nil, before.map({ glossary.meaning(of: $0.text) == nil }) ?? true { return nil }
        let reach = reach(of: line.area, from: left, to: right, obstacles: taken)
        guard reach.bottom - reach.top >= 2.5 else { return nil }
        let words = label?.text.trimmingSeparators()
        return CellParts.Slot(
            area: Area(left: left + 0.4, top: reach.top, right: right - 0.4, bottom: reach.bottom),
            label: words?.isEmpty == false ? words : nil, type: unit == "seal" ? nil : unit)
    }
}
