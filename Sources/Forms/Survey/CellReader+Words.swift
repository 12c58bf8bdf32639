extension CellReader {
    /// A stretch of letters between separators.
    private struct Atom {
        var glyphs: [PrintedLine.Glyph]
        var line: Int
        /// A printed separator stands before it.
        var isParted: Bool

        var text: String { glyphs.map(\.text).joined() }
    }

    /// Known words of which one is circled, as 男・女.
    mutating func takeWords() {
        let atoms = atoms()
        var index = 0
        while index < atoms.count {
            let found = run(from: index, of: atoms)
            guard found.options.count >= 2 else {
                index += 1
                continue
            }
            addKnown(found.options)
            takeWithSeparators(atoms[index..<found.end].flatMap(\.glyphs))
            index = found.end
        }
    }

    private mutating func addKnown(_ options: [(name: String, area: Area)]) {
        let set = glossary.optionSet(of: options.map(\.name))
        let named = options.map { option in
            (name: set.map { FormGlossary.word(nearest: option.name, in: $0) } ?? option.name, area: option.area)
        }
        add(
            CellParts.Choice(
                options: placed(named), name: set?.name,
                type: set?.isOneOnly == false ? SurveyType.markGrid : SurveyType.circled,
                label: nil))
    }

    private mutating func takeWithSeparators(_ glyphs: [PrintedLine.Glyph]) {
        var taken = Set(glyphs)
        for line in lines {
            let own = line.glyphs.filter(taken.contains)
            guard let first = own.first, let last = own.last else { continue }
            for glyph in line.glyphs where Self.separators.contains(glyph.text) {
                if glyph.area.left > first.area.left - 0.8 * line.em, glyph.area.right < last.area.right + 0.8 * line.em
                {
                    taken.insert(glyph)
                }
            }
        }
        take(taken)
    }

    private static let separators = "・･·/／,、.．•：:（）()-｡|｜〔〕[]　 "

    /// A few words in rows, parted by signs, of which most are known: T・S over H・R.
    mutating func takeGrid() {
        guard isClosed, !lines.isEmpty, parts.isEmpty else { return }
        let rows = lines.map { line in
            Self.listedWords(in: line, alsoAtStops: line.glyphs.count <= 6)
        }
        let words = rows.flatMap(\.self)
        guard rows.allSatisfy({ $0.count >= 2 }), words.count >= 3,
            words.allSatisfy({ (1...4).contains($0.name.count) })
        else { return }
        let best = glossary.options.max { one, other in
            words.count { one.words.contains(FormGlossary.folded($0.name)) }
                < words.count { other.words.contains(FormGlossary.folded($0.name)) }
        }
        guard let best, words.count(where: { best.words.contains(FormGlossary.folded($0.name)) }) * 2 >= words.count,
            glossary.optionSet(of: words.map(\.name)) == nil
        else { return }
        let eras = ["M", "T", "S", "H", "R"]
        var named = words
        if best.name == "era", words.count <= 5, words.contains(where: { eras.contains(FormGlossary.folded($0.name)) })
        {
            named = zip(eras.suffix(words.count), words).map { ($0, $1.area) }
        }
        add(CellParts.Choice(options: placed(named), name: best.name, type: SurveyType.circled, label: nil))
        take(Set(lines.flatMap(\.glyphs)))
    }

    /// Words that separators part, in a cell that is known to be filled in though they are no known set.
    static func listedWords(
        in line: PrintedLine, alsoAtStops: Bool = false
    ) -> [(name: String, area: Area)] {
        let signs = alsoAtStops ? "・･·/／.．" : "・･·/／"
        let parts = line.glyphs.split { signs.contains($0.text) }
        guard parts.count >= 2 else { return [] }
        return parts.compactMap { part in
            Area.enclosing(part.map(\.area)).map { (part.map(\.text).joined().trimmingSeparators(), $0) }
        }
    }

    /// Words that signs part, or else wide blanks: of two letters or more each, none of them a label or a unit.
    static func listedWords(
        atBlanksIn line: PrintedLine, glossary: FormGlossary
    ) -> [(name: String, area: Area)] {
        let listed = listedWords(in: line)
        if listed.count >= 2 { return listed }
        let words = line.words.map { (name: $0.text.trimmingSeparators(), area: $0.area) }
        guard words.count >= 2,
            words.allSatisfy({ word in
                (2...8).contains(word.name.count) && !glossary.isLabel(word.name) && glossary.unit(word.name) == nil
            })
        else { return [] }
        return words
    }

    private func atoms() -> [Atom] {
        var atoms: [Atom] = []
        for (number, line) in lines.enumerated() {
            var isParted = true
            var edge = line.area.left
            var isNew = true
            for glyph in line.glyphs {
                if Self.separators.contains(glyph.text) {
                    (isNew, isParted) = (true, true)
                } else if isNew || glyph.area.left - edge > 0.7 * line.em {
                    atoms.append(Atom(glyphs: [glyph], line: number, isParted: isParted))
                    (isNew, isParted) = (false, false)
                } else {
                    atoms[atoms.count - 1].glyphs.append(glyph)
                }
                edge = glyph.area.right
            }
        }
        return atoms
    }

    /// Options from that atom on that are all of one set.
    private func run(from start: Int, of atoms: [Atom]) -> (options: [(name: String, area: Area)], end: Int) {
        var options: [(name: String, area: Area)] = []
        var index = start
        while index < atoms.count {
            let next = (1...3).compactMap { count -> (String, Area, Int)? in
                guard index + count <= atoms.count else { return nil }
                let joined = atoms[index..<index + count]
                guard joined.dropFirst().allSatisfy({ !$0.isParted && $0.line == joined[index].line }),
                    let area = Area.enclosing(joined.flatMap { $0.glyphs.map(\.area) })
                else { return nil }
                let text = joined.map(\.text).joined()
                guard !options.contains(where: { $0.name == text }),
                    glossary.optionSet(of: options.map(\.name) + [text]) != nil
                else { return nil }
                return (text, area, index + count)
            }.first
            guard let next else { break }
            options.append((next.0, next.1))
            index = next.2
        }
        return (options, index)
    }

    /// Room for a circle around each word, up to the middle between two.
    func placed(_ options: [(name: String, area: Area)]) -> [(name: String, area: Area)] {
        let print = lines.flatMap(\.glyphs).map(\.area)
        return options.map { option in
            let own = option.area
            var room = own.grown(1, 0.8)
            for other in options.map(\.area) where other != own {
                if other.sharedHeight(own) > 0 {
                    if other.left > own.centre { room.right = min(room.right, (own.right + other.left) / 2) }
                    if other.right < own.centre { room.left = max(room.left, (own.left + other.right) / 2) }
                } else if other.sharedWidth(own.grown(1, 0)) > 0 {
                    if other.top > own.middle { room.bottom = min(room.bottom, (own.bottom + other.top) / 2) }
                    if other.bottom < own.middle { room.top = max(room.top, (own.top + other.bottom) / 2) }
                }
            }
            for line in print
            where !line.overlaps(own.grown(0, -0.2 * own.height)) && line.sharedWidth(own.grown(1, 0)) > 0 {
                if line.top > own.middle {
                    room.bottom = min(room.bottom, max(own.bottom, (own.bottom + line.top) / 2))
                }
                if line.bottom < own.middle { room.top = max(room.top, min(own.top, (own.top + line.bottom) / 2)) }
            }
            return (option.name, room.clipped(to: area))
        }
    }

    /// Numbers of which one is circled, as 1．ある 2．ない.
    mutating func takeNumberedChoices() {
        var items: [Item] = []
        for line in lines { items += Self.items(in: line) }
        let ordered = items.sorted { $0.number < $1.number }
        guard ordered.count >= 2, ordered.enumerated().allSatisfy({ $0.element.number == $0.offset + 1 }) else {
            return
        }
        let options = ordered.compactMap { item -> (name: String, area: Area)? in
            guard let area = Area.enclosing(item.mark.map(\.area)) else { return nil }
            let name = item.words.map(\.text).joined().trimmingSeparators()
            return (name.isEmpty ? "\(item.number)" : name, area)
        }
        add(CellParts.Choice(options: placed(options), name: nil, type: SurveyType.circled, label: nil))
        take(Set(ordered.flatMap { $0.mark + $0.stop + $0.words }))
    }

    private struct Item {
        var number: Int
        /// The number, with its brackets.
        var mark: [PrintedLine.Glyph]
        var stop: [PrintedLine.Glyph]
        var words: [PrintedLine.Glyph] = []
    }

    /// Numbers at the starts of words, each with the words up to the next, to a bracket or to a note.
    private static func items(in line: PrintedLine) -> [Item] {
        var items: [Item] = []
        var isOpen = false
        for word in line.words {
            var glyphs = word.glyphs
            if let found = number(atStartOf: glyphs) {
                items.append(
                    Item(
                        number: found.value, mark: found.glyphs, stop: Array(glyphs[found.glyphs.count..<found.length]))
                )
                glyphs.removeFirst(found.length)
                isOpen = true
            }
            guard isOpen, let last = items.indices.last else { continue }
            let end = glyphs.firstIndex { "（(※".contains($0.text) } ?? glyphs.count
            items[last].words += glyphs[..<end]
            if end < glyphs.count { isOpen = false }
        }
        return items
    }

    private static let circled = Array("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")

    /// A number with a stop or in brackets, or in a circle, that words follow.
    private static func number(
        atStartOf glyphs: [PrintedLine.Glyph]
    ) -> (value: Int, glyphs: [PrintedLine.Glyph], length: Int)? {
        guard let first = glyphs.first else { return nil }
        if let index = circled.firstIndex(where: { String($0) == first.text }) { return (index + 1, [first], 1) }
        let isBracketed = "（(".contains(first.text)
        var index = isBracketed ? 1 : 0
        var digits: [PrintedLine.Glyph] = []
        while index < glyphs.count, let digit = glyphs[index].text.first?.wholeNumberValue, digit < 10, digits.count < 2
        {
            digits.append(glyphs[index])
            index += 1
        }
        let text = digits.compactMap { $0.text.first?.wholeNumberValue }.map(String.init).joined()
        guard let last = digits.last, let value = Int(text), value > 0 else { return nil }
        guard index < glyphs.count else { return isBracketed ? nil : (value, digits, index) }
        let isStopped = (isBracketed ? "）)" : ".．、,・)）:：").contains(glyphs[index].text)
        // A number and a blank before its words will do, where the numbers go on.
        let isApart =
            !isBracketed && glyphs[index].area.left - last.area.right > 0.8
            && !"年月日人円回件歳才枚名時分%％".contains(glyphs[index].text)
        guard isStopped || isApart else { return nil }
        if !isStopped { return (value, digits, index) }
        return (value, isBracketed ? Array(glyphs[0...index]) : digits, index + 1)
    }
}
