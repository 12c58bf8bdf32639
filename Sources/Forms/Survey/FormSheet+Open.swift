extension FormSheet {
    /// Millimetres: shorter lines under nothing are ornaments.
    private static let leastUnderline = 18.0

    /// What is to be filled in on the paper around the cells.
    func openDrafts() -> [SheetDraft] {
        var drafts: [SheetDraft] = []
        for choice in openParts.choices where choice.type != SurveyType.circled || choice.name != nil {
            let isBox = choice.type == SurveyType.checkbox
            var draft = SheetDraft(place: isBox ? .zone(choice.options[0].area) : .options(choice.options))
            (draft.type, draft.name) = (choice.type, choice.name)
            draft.label = choice.label ?? openName(of: draft.area) ?? questionOver(draft.area)
            drafts.append(draft)
        }
        for date in openParts.dates {
            var draft = SheetDraft(place: .cells(date.cells))
            (draft.type, draft.era) = (date.type, date.era)
            draft.label = date.label ?? openName(of: draft.area)
            drafts.append(draft)
        }
        for comb in openParts.combs {
            var draft = SheetDraft(place: .cells(comb.cells))
            draft.label = comb.label ?? comb.cells.first.flatMap { openName(of: $0) }
            drafts.append(draft)
        }
        for slot in openParts.slots {
            var draft = SheetDraft(place: .zone(slot.area))
            (draft.label, draft.typeHint) = (slot.label, slot.type)
            drafts.append(draft)
        }
        let ruled = underlineDrafts().filter { draft in !drafts.contains { $0.area.overlaps(draft.area) } }
        for seal in openParts.seals where ruled.contains(where: { $0.area.grown(8, 3).overlaps(seal) }) {
            var draft = SheetDraft(place: .zone(seal))
            draft.type = "seal"
            drafts.append(draft)
        }
        return (drafts + ruled).filter { draft in
            !cells.contains { $0.kind != .gap && $0.area.overlaps(draft.area.grown(-0.5, -0.5)) }
        }
    }

    private func openName(of area: Area) -> String? { framedNaming(of: area)?.label ?? openLabel(before: area) }

    /// The line above some options: what is asked.
    private func questionOver(_ area: Area) -> String? {
        let above = openLines.filter {
            $0.area.bottom <= area.top + 0.5 && area.top - $0.area.bottom < 9 && $0.area.sharedWidth(area) > 0
        }
        return above.max { $0.area.bottom < $1.area.bottom }.map { String($0.text.prefix(24)) }
    }

    /// Room above lines that nothing else is enclosed by: 氏名＿＿＿＿.
    private func underlineDrafts() -> [SheetDraft] {
        let lines = underlines.filter { $0.length >= Self.leastUnderline && !isCuttingLine($0) }.sorted {
            $0.area.top < $1.area.top
        }
        var drafts: [SheetDraft] = []
        for line in lines {
            if let options = listedWords(on: line) {
                var draft = SheetDraft(place: .options(options))
                draft.type = SurveyType.circled
                draft.label = openLabel(before: draft.area)
                drafts.append(draft)
                continue
            }
            guard let room = room(above: line, among: lines) else { continue }
            let label = openLabel(before: room)
            if label == nil, !hasWords(before: room), let last = drafts.last, last.area.width > 40,
                abs(last.area.left - room.left) < 2,
                abs(last.area.right - room.right) < 2, room.top - last.area.bottom < 2
            {
                drafts[drafts.count - 1].place = .zone(last.area.union(room))
                drafts[drafts.count - 1].lines += 1
                continue
            }
            var draft = SheetDraft(place: .zone(room))
            draft.label = label
            draft.section = role(before: room)
            draft.typeHint = unit(behind: room, on: line)
            drafts.append(draft)
        }
        return drafts
    }

    /// Whether words stand before it with no other line between: it is a field of its own, whatever they say.
    private func hasWords(before room: Area) -> Bool {
        let words = openLines.flatMap(\.words).map(\.area).filter {
            $0.sharedHeight(room) > 0.5 * $0.height && $0.right <= room.left + 1 && room.left - $0.right < 60
        }
        let lines = underlines.map(\.area).filter {
            $0.middle > room.top && $0.middle < room.bottom + 2 && $0.right <= room.left + 1
        }
        return words.contains { word in !lines.contains { $0.centre > word.right } }
    }

    /// Words on the line, parted by signs or blanks, that no set of options has taken: one is circled.
    private func listedWords(on line: Rule) -> [(name: String, area: Area)]? {
        let onLine = openLines.filter { $0.area.middle > line.area.top - 5.5 && $0.area.middle < line.area.top + 0.5 }
        let glyphs = onLine.flatMap(\.glyphs).filter {
            $0.area.left > line.area.left - 0.5 && $0.area.right < line.area.right + 0.5
        }
        guard let words = PrintedLine(glyphs), words.area.left < line.area.left + 8 else { return nil }
        let listed = CellReader.listedWords(atBlanksIn: words, glossary: glossary)
        guard listed.count >= 2, listed.allSatisfy({ (1...8).contains($0.name.count) }) else { return nil }
        return listed.map { ($0.name, $0.area.grown(0.5, 0.6)) }
    }

    /// The type that a unit at the line's end speaks for.
    private func unit(behind room: Area, on line: Rule) -> String? {
        let words = openLines.flatMap(\.words).filter {
            $0.area.left > room.right - 0.5 && $0.area.left < max(line.area.right, room.right) + 4
                && $0.area.sharedHeight(room) > 0.3 * $0.area.height
        }
        let nearest = words.min { $0.area.left < $1.area.left }
        return nearest.flatMap { glossary.unit($0.text) }.flatMap { $0 == "seal" ? nil : $0 }
    }

    /// A dotted line from edge to edge, to cut the sheet along.
    private func isCuttingLine(_ line: Rule) -> Bool {
        let isFromEdge = line.area.left < paper.left + 9 || line.area.right > paper.right - 9
        guard line.isDotted || (isFromEdge && line.length > 40) else { return false }
        let beside = openLines.filter { abs($0.area.middle - line.area.middle) < 3 }
        return line.area.left < paper.left + 11 || line.area.right > paper.right - 11
            || beside.contains { $0.text.contains("切") }
    }

    private func room(above line: Rule, among lines: [Rule]) -> Area? {
        let reach = 9.0
        let above =
            lines.filter { $0.area.bottom < line.area.top - 1 && $0.area.sharedWidth(line.area) > 0 }
            .map(\.area.bottom).max() ?? 0
        let top = max(above + 0.3, line.area.top - reach)
        var room = Area(left: line.area.left, top: top, right: line.area.right, bottom: line.area.top - 0.2)
        guard room.height >= 4 else { return nil }
        let words = openLines.flatMap(\.words).filter { $0.area.sharedWidth(room) > 0.3 }
        let over = words.filter { $0.area.middle > line.area.top - 5.5 && $0.area.middle < line.area.top + 0.5 }
        let covered = over.reduce(0) { $0 + max(0, $1.area.sharedWidth(room)) }
        guard covered < 0.6 * room.width else { return nil }
        if let higher = words.filter({ $0.area.middle <= line.area.top - 5.5 }).map(\.area.bottom).max() {
            room.top = max(room.top, higher + 0.2)
        }
        guard room.height >= 3.5 else { return nil }
        // The widest gap between the words on the line.
        let stops = over.sorted { $0.area.left < $1.area.left }.map(\.area)
        let gaps = zip([room.left] + stops.map { $0.right + 0.6 }, stops.map { $0.left - 0.6 } + [room.right])
        guard let widest = gaps.max(by: { $0.1 - $0.0 < $1.1 - $1.0 }), widest.1 - widest.0 >= 12 else { return nil }
        (room.left, room.right) = (widest.0, widest.1)
        return cells.contains { $0.kind != .gap && $0.area.overlaps(room.grown(-0.5, -0.5)) } ? nil : room
    }

    /// Words farther left that say whose field it is, as 申請者 beside a bracket of three lines.
    private func role(before area: Area) -> String? {
        let beside = openLines.flatMap(\.words).filter {
            $0.area.right < area.left && abs($0.area.middle - area.middle) < 20 && area.left - $0.area.right < 70
        }
        return beside.map(\.text).first {
            glossary.role(of: $0) != nil && glossary.role(of: $0) != nil && $0.count <= 6
                && FormGlossary.folded($0).count >= 2 && !glossary.isLabelOfField($0)
        }
    }
}

extension FormGlossary {
    /// A label that names more than a person.
    func isLabelOfField(_ words: String) -> Bool {
        guard let meaning = meaning(of: words) else { return false }
        return role(of: words) == nil || meaning.words != Self.folded(words)
    }
}
