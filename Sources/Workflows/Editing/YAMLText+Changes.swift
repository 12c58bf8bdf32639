extension YAMLText {
    /// A value as it is to be written, and what it then means.
    struct Written {
        var raw: String
        var meaning: YAMLMeaning

        /// A text, quoted where it must be.
        init(text: String) {
            raw = TemplateWriter.scalar(text)
            meaning = .text(text)
        }

        /// A list of numbers, as they are written.
        init(numbers: [String]) {
            raw = "[\(numbers.joined(separator: ", "))]"
            meaning = .list(numbers.map { .text($0) })
        }

        /// A list in brackets.
        init(items: [Written]) {
            raw = "[\(items.map(\.raw).joined(separator: ", "))]"
            meaning = .list(items.map(\.meaning))
        }

        /// A mapping in braces.
        init(entries: [(key: String, value: Written)]) {
            raw =
                "{" + entries.map { "\(TemplateWriter.scalar($0.key)): \($0.value.raw)" }.joined(separator: ", ") + "}"
            meaning = .entries(Dictionary(entries.map { ($0.key, $0.value.meaning) }) { first, _ in first })
        }
    }

    /// Puts another value in the place of one, whatever it is; a comment in it is lost.
    mutating func replaceValue(at path: [Step], with value: Written) throws(Stuck) {
        let node = try node(at: path)
        try edit(start(of: node)..<end(of: node), value.raw, line: node.line) { meaning in
            meaning.change(at: path[...]) { $0 = value.meaning }
        }
    }

    /// Gives a text at a path another value, in the quotes that it has.
    mutating func replaceText(at path: [Step], with value: String) throws(Stuck) {
        let node = try node(at: path)
        guard let old = node.text else { throw Stuck(line: node.line) }
        guard old != value else { return }
        let start = try start(of: node)
        let isSingle = scalars[start] == "'" && !value.contains(where: \.isNewline)
        let raw = isSingle ? "'\(value.replacing("'", with: "''"))'" : TemplateWriter.scalar(value)
        try edit(start..<end(of: node), raw, line: node.line) { meaning in
            meaning.change(at: path[...]) { $0 = .text(value) }
        }
    }

    /// Gives a mapping's key another name.
    mutating func rename(_ key: String, to name: String, at path: [Step]) throws(Stuck) {
        let mapping = try node(at: path)
        guard key != name else { return }
        guard let entry = mapping.entries?.first(where: { $0.key.text == key }),
            mapping.entries?.contains(where: { $0.key.text == name }) == false
        else { throw Stuck(line: mapping.line) }
        try edit(start(of: entry.key)..<end(of: entry.key), TemplateWriter.scalar(name), line: entry.key.line) {
            $0.change(at: path[...]) { mapping in
                guard case .entries(let entries) = mapping else { return }
                mapping.set(name, to: entries[key])
                mapping.set(key, to: nil)
            }
        }
    }

    /// Adds a key to a mapping.
    ///
    /// - Parameter earlier: keys behind which it belongs, if they are there; else it comes last.
    mutating func add(
        _ key: String, _ value: Written, behind earlier: [String] = [], at path: [Step]
    ) throws(Stuck) {
        let mapping = try node(at: path)
        guard let entries = mapping.entries,
            let neighbour = earlier.lazy.compactMap({ key in entries.first { $0.key.text == key } }).first
                ?? entries.last
        else { throw Stuck(line: mapping.line) }
        let text = "\(TemplateWriter.scalar(key)): \(value.raw)"
        let end = try end(of: neighbour.value)
        let change: (inout YAMLMeaning) -> Void = { $0.change(at: path[...]) { $0.set(key, to: value.meaning) } }
        if try isFlow(mapping) {
            try edit(end..<end, ", \(text)", line: mapping.line, change)
        } else {
            let first = try start(of: entries[0].key)
            let indent = String(repeating: " ", count: first - lineStart(of: first))
            let place = lineEnd(from: end)
            try edit(place..<place, lineBreak + indent + text, line: mapping.line, change)
        }
    }

    /// Takes a key out of a mapping; a comment behind its value stays, on a line of its own.
    mutating func remove(_ key: String, at path: [Step]) throws(Stuck) {
        let mapping = try node(at: path)
        guard let entries = mapping.entries, let index = entries.firstIndex(where: { $0.key.text == key }) else {
            throw Stuck(line: mapping.line)
        }
        let entry = entries[index]
        let (start, end) = (try start(of: entry.key), try end(of: entry.value))
        let change: (inout YAMLMeaning) -> Void = { $0.change(at: path[...]) { $0.set(key, to: nil) } }
        if try isFlow(mapping) {
            let next = try entries.indices.contains(index + 1) ? self.start(of: entries[index + 1].key) : nil
            let before = try index > 0 ? self.end(of: entries[index - 1].value) : nil
            return try edit(
                flowRange(start..<end, before: before, next: next, line: entry.key.line), "", line: entry.key.line,
                change)
        }
        let line = lineStart(of: start)
        if isBlank(line..<start) {
            guard isBlank(end..<lineEnd(from: end)) else {
                var comment = end
                while scalars[comment] == " " || scalars[comment] == "\t" { comment += 1 }
                return try edit(start..<comment, "", line: entry.key.line, change)
            }
            return try edit(line..<nextLine(from: end), "", line: entry.key.line, change)
        }
        guard entries.indices.contains(index + 1) else { throw Stuck(line: entry.key.line) }
        let range = try start..<self.start(of: entries[index + 1].key)
        guard !hasComment(range) else { throw Stuck(line: entry.key.line) }
        try edit(range, "", line: entry.key.line, change)
    }

    /// What goes with a value out of brackets: the comma before or behind it, and no comment.
    private func flowRange(_ own: Range<Int>, before: Int?, next: Int?, line: Int) throws(Stuck) -> Range<Int> {
        var choices: [Range<Int>] = []
        if let before { choices.append(before..<own.upperBound) }
        if let next { choices.append(own.lowerBound..<next) }
        guard let range = (choices.isEmpty ? [own] : choices).first(where: { !hasComment($0) }) else {
            throw Stuck(line: line)
        }
        return range
    }

    /// Adds a mapping at the end of a list, written as the last one is.
    mutating func addItem(_ entries: [(key: String, value: Written)], at path: [Step]) throws(Stuck) {
        try addItem(
            Written(entries: entries), inLines: entries.map { "\(TemplateWriter.scalar($0.key)): \($0.value.raw)" },
            at: path)
    }

    /// Adds a text at the end of a list.
    mutating func addItem(_ text: String, at path: [Step]) throws(Stuck) {
        let written = Written(text: text)
        try addItem(written, inLines: [written.raw], at: path)
    }

    private mutating func addItem(_ flow: Written, inLines block: [String], at path: [Step]) throws(Stuck) {
        let list = try node(at: path)
        guard let last = list.items?.last else { throw Stuck(line: list.line) }
        let end = try end(of: last)
        let change: (inout YAMLMeaning) -> Void = {
            $0.change(at: path[...]) { $0.changeItems { $0.append(flow.meaning) } }
        }
        guard try !isFlow(list) else { return try edit(end..<end, ", \(flow.raw)", line: list.line, change) }
        let dash = try dash(before: last)
        let indent = String(repeating: " ", count: dash - lineStart(of: dash))
        let lines = try isFlow(last) ? [flow.raw] : block
        let text = lineBreak + indent + "- " + lines.joined(separator: lineBreak + indent + "  ")
        var place = lineEnd(from: end)
        // What is noted below the last item, deeper than its dash, belongs to it.
        while case let next = nextLine(from: place), next < scalars.count,
            case let sign = scalars[next...].firstIndex(where: { $0 != " " }) ?? next,
            sign < scalars.count, scalars[sign] == "#", sign - next > indent.count
        {
            place = lineEnd(from: sign)
        }
        try edit(place..<place, text, line: list.line, change)
    }

    /// Takes an item out of a list, with what `isRemark` says of the comment lines right above it.
    mutating func removeItem(_ index: Int, at path: [Step], withRemarks isRemark: (String) -> Bool) throws(Stuck) {
        let list = try node(at: path)
        guard let items = list.items, items.indices.contains(index) else { throw Stuck(line: list.line) }
        let item = items[index]
        let end = try end(of: item)
        let isFlow = try isFlow(list)
        let change: (inout YAMLMeaning) -> Void = {
            $0.change(at: path[...]) { list in
                list.changeItems { $0.remove(at: index) }
                if items.count == 1, !isFlow { list = .nothing }
            }
        }
        if isFlow {
            let next = try items.indices.contains(index + 1) ? start(of: items[index + 1]) : nil
            let before = try index > 0 ? self.end(of: items[index - 1]) : nil
            return try edit(
                flowRange(start(of: item)..<end, before: before, next: next, line: item.line), "", line: item.line,
                change)
        }
        var first = lineStart(of: try dash(before: item))
        while first > 0 {
            let above = lineStart(of: first - 1)
            let comment = String(String.UnicodeScalarView(scalars[above..<lineEnd(from: above)]))
                .drop { $0 == " " }
            guard comment.hasPrefix("#"), isRemark(String(comment.dropFirst()).trimmingPrefix(" ").description) else {
                break
            }
            first = above
        }
        try edit(first..<nextLine(from: end), "", line: item.line, change)
    }

    /// The dash of a list's item in block style.
    private func dash(before item: DefinitionNode) throws(Stuck) -> Int {
        var index = try start(of: item) - 1
        while index >= 0, [" ", "\t", "\r", "\n"].contains(scalars[index]) { index -= 1 }
        guard index >= 0, scalars[index] == "-", isBlank(lineStart(of: index)..<index) else {
            throw Stuck(line: item.line)
        }
        return index
    }
}
