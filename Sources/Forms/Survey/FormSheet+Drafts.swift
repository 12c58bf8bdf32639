extension FormSheet {
    /// All that is to be filled in, cells first.
    func drafts() -> [SheetDraft] {
        let combs = combs()
        var used = Set(combs.flatMap(\.self))
        let scales = scaleRows()
        used.formUnion(scales.flatMap(\.self))
        let tables = tables(besides: used)
        used.formUnion(tables.flatMap { $0.rows.flatMap(\.self) })
        var drafts = combs.map(draft(ofComb:)) + scales.map(draft(ofScale:)) + tables.map(draft(ofTable:))
        let merged = ruledLines(besides: used)
        used.formUnion(merged.flatMap(\.self))
        drafts += merged.map(draft(ofLines:))
        let rests = cells.indices.filter { isRest($0, beside: combs) }
        used.formUnion(rests)
        for index in cells.indices where !used.contains(index) && cells[index].isForFilling {
            drafts += self.drafts(of: index)
        }
        return (drafts + frameRooms() + openDrafts()).filter { draft in !(draft.label.map(glossary.isOffice) ?? false) }
    }

    /// Paper behind a comb whose boxes reach from line to line of their cell: nothing of its own, unless something else
    /// names it.
    private func isRest(_ index: Int, beside combs: [[Int]]) -> Bool {
        guard cells[index].kind == .empty,
            let comb = combs.first(where: { run in
                !run.contains(index) && run.contains { cells[$0].isLeft(of: cells[index]) }
            })
        else { return false }
        let own = naming(of: index)
        return own.label == nil || own.from != nil && own.from == naming(of: comb[0]).from
    }

    private func draft(ofComb run: [Int]) -> SheetDraft {
        let naming = naming(of: run[0])
        var draft = SheetDraft(place: .cells(run.map { cells[$0].area }))
        (draft.label, draft.section, draft.cell) = (naming.label, naming.section, run[0])
        return draft
    }

    private func draft(ofScale run: [Int]) -> SheetDraft {
        let options = run.map { index in
            let name = heading(over: index).map { cells[$0].text } ?? cells[index].text
            let number = cells[index].lines.first?.area ?? cells[index].area
            return (name: name, area: number.grown(2, 1.5).clipped(to: cells[index].area))
        }
        var draft = SheetDraft(place: .options(options))
        draft.type = "choice"
        draft.label = leftLabel(of: run[0]).map { cells[$0].text }
        draft.cell = run[0]
        return draft
    }

    private func draft(ofTable table: Table) -> SheetDraft {
        let areas = table.rows.flatMap { $0 }.map { cells[$0].area }
        let whole = Area.enclosing(areas) ?? areas[0]
        let first = table.rows[0].map { cells[$0].area }
        let edges = [whole.left] + zip(first, first.dropFirst()).map { ($0.right + $1.left) / 2 } + [whole.right]
        let columns = table.headings.indices.map { column in
            let cell = cells[table.rows[0][column]]
            return SheetDraft.Column(
                label: table.headings[column], width: edges[column + 1] - edges[column],
                hint: cell.isBoxAlone
                    ? SurveyType.checkbox : cell.parts.dates.first?.type ?? cell.parts.slots.first?.type)
        }
        var draft = SheetDraft(place: .table(whole, rows: table.rows.count, columns: columns))
        draft.type = "table"
        draft.section = naming(of: table.rows[0][0]).section
        draft.cell = table.rows[0][0]
        return draft
    }

    private func draft(ofLines rows: [Int]) -> SheetDraft {
        let naming = naming(of: rows[0])
        var draft = SheetDraft(place: .zone(Area.enclosing(rows.map { cells[$0].area }) ?? cells[rows[0]].area))
        (draft.label, draft.section, draft.cell) = (naming.label, naming.section, rows[0])
        draft.lines = rows.count
        return draft
    }

    /// Wide empty cells under each other that one label names: the lines of one text.
    private func ruledLines(besides used: Set<Int>) -> [[Int]] {
        let free = cells.indices.filter { !used.contains($0) && cells[$0].kind == .empty && cells[$0].area.width >= 50 }
            .sorted { cells[$0].area.top < cells[$1].area.top }
        var runs: [[Int]] = []
        for index in free {
            let found = runs.firstIndex { run in
                guard let last = run.last else { return false }
                let (above, below) = (cells[last], cells[index])
                return above.isAbove(below) && above.isColumn(with: below)
                    && abs(above.area.height - below.area.height) <= 0.25 * below.area.height
                    && isOneText(last, index)
            }
            if let found { runs[found].append(index) } else { runs.append([index]) }
        }
        return runs.filter { $0.count >= 2 && $0.count <= 12 }
    }

    private func isOneText(_ above: Int, _ below: Int) -> Bool {
        let (first, second) = (naming(of: above), naming(of: below))
        guard let from = first.from, from == second.from else { return false }
        let meaning = glossary.meaning(of: first.label ?? "")
        let isFree = meaning.map { ["text", "address"].contains($0.type) } ?? true
        let isBeside = cells[from].isLeft(of: cells[above]) && cells[from].isLeft(of: cells[below])
        return isFree && (isBeside || (cells[above].area.width >= 100 && !isHeadingRow(from)))
    }

    /// What is to be filled in in one cell.
    private func drafts(of index: Int) -> [SheetDraft] {
        let cell = cells[index]
        let naming = naming(of: index)
        func draft(_ place: SheetDraft.Place) -> SheetDraft {
            var draft = SheetDraft(place: place)
            (draft.label, draft.section, draft.cell) = (naming.label, naming.section, index)
            return draft
        }
        if cell.kind == .empty { return [draft(.zone(cell.area.grown(-0.1, -0.1)))] }
        var drafts = parts(cell.parts, as: draft)
        let listed = listedChoice(in: cell, of: index)
        if let listed { drafts.append(listed) }
        if let room = plainRoom(in: index, besides: drafts) { drafts.append(draft(.zone(room))) }
        return drafts
    }

    private func parts(_ parts: CellParts, as draft: (SheetDraft.Place) -> SheetDraft) -> [SheetDraft] {
        var drafts: [SheetDraft] = []
        for choice in parts.choices {
            let isBox = choice.type == SurveyType.checkbox
            var made = draft(isBox ? .zone(choice.options[0].area) : .options(choice.options))
            made.type = choice.type
            made.name = choice.name
            if let label = choice.label { made.label = label }
            drafts.append(made)
        }
        for date in parts.dates {
            var made = draft(.cells(date.cells))
            made.type = date.type
            made.era = date.era
            if let label = date.label { made.label = label }
            drafts.append(made)
        }
        for comb in parts.combs {
            var made = draft(.cells(comb.cells))
            if let label = comb.label { made.label = label }
            drafts.append(made)
        }
        for slot in parts.slots {
            var made = draft(.zone(slot.area))
            made.typeHint = slot.type
            if let label = slot.label {
                if made.label == nil || glossary.isLabel(label) && FormGlossary.folded(label) != "その他" {
                    made.label = label
                } else if FormGlossary.folded(label) == "その他" {
                    made.name = "other"
                }
            }
            drafts.append(made)
        }
        for seal in parts.seals {
            var made = draft(.zone(seal))
            made.type = "seal"
            drafts.append(made)
        }
        return drafts
    }

    /// Words with signs between them in a cell that another cell names: one is circled.
    private func listedChoice(in cell: SheetCell, of index: Int) -> SheetDraft? {
        guard leftLabel(of: index) != nil || heading(over: index) != nil else { return nil }
        let options = cell.parts.rest.flatMap { CellReader.listedWords(atBlanksIn: $0, glossary: glossary) }
        guard options.count >= 2, options.allSatisfy({ (1...8).contains($0.name.count) }) else { return nil }
        let naming = naming(of: index)
        var draft = SheetDraft(
            place: .options(options.map { ($0.name, $0.area.grown(0.5, 0.6).clipped(to: cell.area)) }))
        (draft.label, draft.section, draft.type, draft.cell) = (naming.label, naming.section, SurveyType.circled, index)
        return draft
    }

    /// Room that a postal code's boxes leave for the address in the frame around them.
    private func frameRooms() -> [SheetDraft] {
        frames.filter { $0.height < 45 }.compactMap { frame in
            let inside = cells.filter { frame.contains($0.area, within: 0.3) }.map(\.area)
            guard let boxes = Area.enclosing(inside), inside.allSatisfy({ $0.width <= 14 }) else { return nil }
            let words = openLines.flatMap(\.words).map(\.area).filter { frame.holdsMiddle(of: $0) }
            let obstacles = ([boxes] + words).map { $0.grown(0.5, 0.4) }
            guard let room = FreeRoom.largest(in: frame.grown(-0.3, -0.3), besides: obstacles),
                let naming = framedNaming(of: room), isAddressRoom(room, label: naming.label)
            else { return nil }
            var draft = SheetDraft(place: .zone(room))
            (draft.label, draft.section) = (naming.label, naming.section)
            return draft
        }
    }

    private func isAddressRoom(_ room: Area, label: String?) -> Bool {
        room.height >= 6 && room.width >= 50 && isAddress(label)
    }

    private func isAddress(_ label: String?) -> Bool { label.flatMap(glossary.meaning)?.type == "address" }

    /// Room to write in that the cell's own words leave, where they are not the whole answer.
    private func plainRoom(in index: Int, besides drafts: [SheetDraft]) -> Area? {
        let cell = cells[index]
        let parts = cell.parts
        let isPostal = !parts.slots.isEmpty && parts.slots.allSatisfy { $0.type == SurveyType.postalCode }
        if !parts.slots.isEmpty && !isPostal || !parts.dates.isEmpty { return nil }
        if isPostal || !parts.combs.isEmpty {
            let codes = Area.enclosing(parts.slots.map(\.area) + parts.combs.flatMap(\.cells))
            let inside = cell.area.grown(-0.3, -0.3)
            if let codes, inside.bottom - codes.bottom >= 5, isAddress(naming(of: index).label) {
                let below = Area(left: inside.left, top: codes.bottom, right: inside.right, bottom: inside.bottom)
                let print = cell.lines.flatMap { $0.words.map(\.area) }.map { $0.grown(0.4, 0.3) }
                return FreeRoom.largest(in: below, besides: print)
            }
            guard let room = room(in: index), isAddressRoom(room, label: naming(of: index).label) else { return nil }
            return room
        }
        guard let room = room(in: index), room.height >= 4, room.width >= 12 else { return nil }
        if parts.choices.isEmpty {
            if drafts.contains(where: { $0.type != "seal" }) { return nil }
            return room
        }
        // 本店・支店 leave room before them for what they end; 男・女 in the middle of a cell are the whole answer.
        // 自宅・携帯 before a number leave room behind them.
        guard
            parts.choices.allSatisfy({
                $0.type == SurveyType.circled || $0.type == SurveyType.markGrid && $0.name == "phone_kind"
            })
        else {
            return nil
        }
        let options = parts.choices.flatMap { $0.options.map(\.area) }
        let kind = parts.choices.compactMap(\.name).first ?? ""
        let isBefore =
            ["bank_kind", "branch_kind", "school_kind"].contains(kind)
            && options.allSatisfy { $0.left >= room.right - 0.5 } && room.width >= 15
        let isBehind = ["phone_kind", "bank_kind"].contains(kind) && room.width >= 25
        return isBefore || isBehind ? room : nil
    }
}
