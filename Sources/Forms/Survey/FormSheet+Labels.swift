extension FormSheet {
    /// The printed words that name a cell, and those that say whose it is.
    struct Naming {
        var label: String?
        var section: String?
        /// The cell that the label is printed in, by its place; nil where it is the cell itself.
        var from: Int?
    }

    func naming(of index: Int) -> Naming {
        let naming = namingByCells(of: index)
        if naming.label != nil { return naming }
        let area = cells[index].area
        if let framed = framedNaming(of: area) {
            return Naming(label: framed.label, section: framed.section ?? naming.section, from: framed.from)
        }
        if let near = labelShortlyLeft(of: area) {
            return Naming(label: labelText(of: near), section: section(leftOf: near) ?? naming.section, from: near)
        }
        return Naming(label: openLabel(before: area), section: naming.section, from: nil)
    }

    /// The label beside a cell in which boxes stand so close to its lines that it is no frame of its own.
    private func labelShortlyLeft(of area: Area) -> Int? {
        cells.indices.filter { index in
            let label = cells[index]
            return label.kind == .label && !label.isNumber && (-0.5...4).contains(area.left - label.area.right)
                && label.area.sharedHeight(area) > 0.8 * area.height
        }.max { cells[$0].area.right < cells[$1].area.right }
    }

    /// What names the frame that a place lies in: words in the frame before the place, else the label beside the frame.
    func framedNaming(of area: Area) -> Naming? {
        let around = frames.filter { $0.contains(area, within: 0.3) && $0.height < 45 }
        guard let frame = around.min(by: { $0.width * $0.height < $1.width * $1.height }) else { return nil }
        let words = openLines.flatMap(\.words).filter { frame.holdsMiddle(of: $0.area) }
        let before = words.filter {
            $0.area.right <= area.left + 0.5 && $0.area.sharedHeight(area) > 0 && area.left - $0.area.right < 12
        }.max { $0.area.right < $1.area.right }
        let proxy = SheetCell(area: frame, lines: [], parts: CellParts(), kind: .empty)
        let left = cells.indices.filter {
            cells[$0].kind == .label && cells[$0].isLeft(of: proxy) && !cells[$0].isNumber
        }
        .max { cells[$0].area.sharedHeight(frame) < cells[$1].area.sharedHeight(frame) }
        if let before, glossary.isLabel(before.text) {
            return Naming(label: before.text, section: left.map { cells[$0].text }, from: nil)
        }
        if let left { return Naming(label: labelText(of: left), section: section(leftOf: left), from: left) }
        let above = cells.indices.first {
            cells[$0].kind == .label && cells[$0].isAbove(proxy) && cells[$0].isColumn(with: proxy)
        }
        return above.map { Naming(label: labelText(of: $0), section: nil, from: $0) }
    }

    private func namingByCells(of index: Int) -> Naming {
        let own = ownLabel(of: index)
        let left = leftLabel(of: index)
        let heading = heading(over: index)
        if let own {
            let section = left.map { cells[$0].text } ?? heading.map { cells[$0].text }
            return Naming(label: own, section: section ?? roleAbove(index), from: nil)
        }
        guard let left else {
            let above = heading ?? noteOver(index)
            return Naming(label: above.map { labelText(of: $0) }, section: roleAbove(index), from: above)
        }
        if let heading, isHeadingRow(heading), !isFieldLabel(left) || glossary.role(of: cells[left].text) != nil,
            glossary.meaning(of: cells[heading].text) != nil || !isFieldLabel(left)
        {
            let isRole = glossary.role(of: cells[left].text) != nil && !isPreprinted(left)
            return Naming(
                label: labelText(of: heading), section: isRole ? cells[left].text : roleAbove(index), from: heading)
        }
        return Naming(label: labelText(of: left), section: section(leftOf: left) ?? roleAbove(index), from: left)
    }

    /// A value that is printed in one row of a column that others are to fill in.
    private func isPreprinted(_ index: Int) -> Bool {
        cells.contains { $0.isForFilling && $0.isColumn(with: cells[index]) }
    }

    /// A heading with a note behind it, over the cell and as wide, empty cells between.
    private func noteOver(_ index: Int) -> Int? {
        var current = index
        for _ in 0..<12 {
            let above = cells.indices.first { other in
                other != current && cells[other].isAbove(cells[current]) && cells[other].isColumn(with: cells[current])
            }
            guard let above else { return nil }
            switch cells[above].kind {
            case .empty: current = above
            case .note: return glossary.meaning(of: labelText(of: above)) == nil ? nil : above
            default: return nil
            }
        }
        return nil
    }

    /// A label's words without the note in brackets behind them.
    private func labelText(of index: Int) -> String {
        let text = cells[index].text
        let short = FormGlossary.withoutBrackets(String(text.prefix { $0 != "※" }))
        return text.count > 12 && !short.isEmpty ? short : text
    }

    private func isFieldLabel(_ index: Int) -> Bool { glossary.meaning(of: cells[index].text) != nil }

    /// Words in the cell itself beside what is to be filled in.
    private func ownLabel(of index: Int) -> String? {
        let words = cells[index].parts.rest
        guard cells[index].kind == .entry, let first = words.first else { return nil }
        let text = words.map(\.text).joined()
        if glossary.meaning(of: text) != nil, text.count <= 24 { return text }
        // A prefix, as a city's name before an address, names nothing; words at the top do.
        let isAtTop = first.area.bottom < cells[index].area.middle && cells[index].area.height > 8
        if isAtTop, leftLabel(of: index) == nil { return text.count <= 24 ? text : first.text }
        return cells[index].parts.isEmpty && leftLabel(of: index) == nil ? text : nil
    }

    /// The nearest label at the left, past other cells to fill in of the same row.
    func leftLabel(of index: Int) -> Int? {
        var current = index
        for _ in 0..<12 {
            guard let next = neighbour(leftOf: current) else { return nil }
            switch cells[next].kind {
            case .label: return cells[next].isNumber ? nil : next
            case .empty, .entry:
                guard cells[next].isRow(with: cells[current]), cells[next].kind == .empty else { return nil }
                current = next
            default: return nil
            }
        }
        return nil
    }

    private func neighbour(leftOf index: Int) -> Int? {
        cells.indices.filter { $0 != index && cells[$0].kind != .gap && cells[$0].isLeft(of: cells[index]) }
            .max { cells[$0].area.sharedHeight(cells[index].area) < cells[$1].area.sharedHeight(cells[index].area) }
    }

    /// The nearest label above in a row of labels, past other cells of the same column; else the nearest label above.
    func heading(over index: Int) -> Int? {
        var current = index
        var nearest: Int?
        for _ in 0..<60 {
            let above = cells.indices.filter {
                $0 != current && cells[$0].kind != .gap && cells[$0].isAbove(cells[current])
                    && cells[$0].area.left <= cells[index].area.left + 1
                    && cells[$0].area.right >= cells[index].area.right - 1
            }
            guard let next = above.min(by: { cells[$0].area.width < cells[$1].area.width }) else { return nearest }
            switch cells[next].kind {
            case .label where !cells[next].isNumber:
                if isHeadingRow(next) { return next }
                nearest = nearest ?? next
                if !cells[next].isColumn(with: cells[current]) { return nearest }
            case .label: break
            case .empty, .entry: if !cells[next].isColumn(with: cells[current]) { return nearest }
            default: return nearest
            }
            current = next
        }
        return nearest
    }

    /// Whether other labels stand beside it.
    func isHeadingRow(_ index: Int) -> Bool {
        cells.indices.contains { other in
            other != index && cells[other].kind == .label && cells[other].isRow(with: cells[index])
                && !cells[other].isNumber
                && (cells[other].isLeft(of: cells[index]) || cells[index].isLeft(of: cells[other]))
        }
    }

    /// A higher label at the left of a label: whose fields they are.
    private func section(leftOf label: Int) -> String? {
        guard let next = neighbour(leftOf: label), cells[next].kind == .label, !cells[next].isNumber,
            cells[next].area.height > 1.3 * cells[label].area.height || glossary.role(of: cells[next].text) != nil
        else { return nil }
        return cells[next].text
    }

    /// The nearest heading of a block above that speaks of somebody.
    private func roleAbove(_ index: Int) -> String? {
        let above = cells.indices.filter { other in
            cells[other].kind == .label || cells[other].kind == .note
        }.filter { other in
            cells[other].area.bottom <= cells[index].area.top + 0.5 && cells[other].area.width >= 45
                && cells[other].area.sharedWidth(cells[index].area.grown(60, 0)) > 0 && !isHeadingRow(other)
                && leftLabel(of: other) == nil && !cells[other].text.contains("※")
        }
        guard let nearest = above.max(by: { cells[$0].area.bottom < cells[$1].area.bottom }) else { return nil }
        let text = cells[nearest].text
        return glossary.role(of: text) == nil ? nil : text
    }

    /// The words before a place on open paper, on its line; or in the line above where none are.
    func openLabel(before area: Area) -> String? {
        let beside = openLines.filter { $0.area.middle > area.top - 0.5 && $0.area.middle < area.bottom + 1 }
            .flatMap(\.words).filter { $0.area.right <= area.left + 1 && area.left - $0.area.right < 60 }
            .filter { !CellReader.eras.contains($0.text) && FormGlossary.folded($0.text).contains { !$0.isNumber } }
            .sorted { $0.area.left < $1.area.left }
        // Spread words, as 住　所, are one label; a prefix, as a city's name, may stand between.
        for end in stride(from: beside.count, to: 0, by: -1) {
            for start in max(0, end - 5)..<end {
                let text = beside[start..<end].map(\.text).joined()
                if glossary.isLabel(text) { return text }
            }
        }
        if let last = beside.last, area.left - last.area.right < 12 { return last.text }
        let above = openLines.flatMap(\.words).filter {
            $0.area.bottom <= area.top + 0.5 && area.top - $0.area.bottom < 6 && $0.area.sharedWidth(area) > 0
                && $0.text.count <= 14
                && (glossary.isLabel($0.text) || ($0.text.count <= 5 && !$0.text.contains { "、。".contains($0) }))
        }
        if let nearest = above.max(by: { $0.area.bottom < $1.area.bottom }) { return nearest.text }
        // Words that aren't known, as where a letter was misread, are the label where they stand alone.
        guard let last = beside.last, last.area.sharedHeight(area) > 0.5 * last.area.height,
            area.left - last.area.right < 30,
            !underlines.contains(where: {
                $0.area.left > last.area.right - 1 && $0.area.right <= area.left + 1 && $0.area.middle > area.top
                    && $0.area.middle < area.bottom + 2
            })
        else { return nil }
        return last.text
    }
}
