import Foundation

/// A YAML text that is changed in places, so that comments, order and all that is not named stay as they are.
///
/// Each change is made at the places of the parsed nodes, and taken only where the text then says what it is to say and
/// nothing else; what is written in a way that this can't do (a value over several lines, a tag) is left alone.
struct YAMLText {
    /// One step from a node to a node in it.
    enum Step: Hashable {
        case key(String)
        case item(Int)
    }

    /// The text is written in a way in which this can't be changed by its places.
    struct Stuck: Error {
        /// From 1; 0 where no line can be told.
        var line: Int
    }

    private(set) var scalars: [Unicode.Scalar]
    private(set) var root: DefinitionNode
    private var lineStarts: [Int]

    init(_ text: String) throws(Stuck) {
        scalars = Array(text.unicodeScalars)
        (root, lineStarts) = try Self.parse(scalars)
    }

    var text: String { String(String.UnicodeScalarView(scalars)) }

    private static func parse(_ scalars: [Unicode.Scalar]) throws(Stuck) -> (DefinitionNode, [Int]) {
        let text = String(String.UnicodeScalarView(scalars))
        var starts = [scalars.first == "\u{FEFF}" ? 1 : 0]
        for (index, scalar) in scalars.enumerated() where scalar == "\n" { starts.append(index + 1) }
        do {
            guard let root = try DefinitionTree.root(of: DefinitionText.decode(Data(text.utf8))) else {
                throw Stuck(line: 0)
            }
            return (root, starts)
        } catch let mistake as DefinitionTree.Mistake {
            throw Stuck(line: mistake.line)
        } catch {
            throw Stuck(line: 0)
        }
    }

    // Places.

    func node(at path: [Step]) throws(Stuck) -> DefinitionNode {
        var node = root
        for step in path {
            let next: DefinitionNode? =
                switch step {
                case .key(let key): node.entries?.first { $0.key.text == key }?.value
                case .item(let index): node.items.flatMap { $0.indices.contains(index) ? $0[index] : nil }
                }
            guard let next else { throw Stuck(line: node.line) }
            node = next
        }
        return node
    }

    func start(of node: DefinitionNode) throws(Stuck) -> Int {
        guard lineStarts.indices.contains(node.line - 1) else { throw Stuck(line: node.line) }
        let index = lineStarts[node.line - 1] + node.column - 1
        guard scalars.indices.contains(index) else { throw Stuck(line: node.line) }
        return index
    }

    func isFlow(_ node: DefinitionNode) throws(Stuck) -> Bool {
        let sign = scalars[try start(of: node)]
        return node.items != nil && sign == "[" || node.entries != nil && sign == "{"
    }

    /// Behind the last character of a value.
    func end(of node: DefinitionNode) throws(Stuck) -> Int {
        let start = try start(of: node)
        switch node.content {
        case .nothing: throw Stuck(line: node.line)
        case .text(let value): return try end(ofText: value, from: start, line: node.line)
        case .list(let items):
            guard try isFlow(node) else { return try end(ofBlock: items.last, in: node) }
            return try closing(
                "]", after: items.last.map { item throws(Stuck) in try end(of: item) } ?? start + 1, node)
        case .entries(let entries):
            guard try isFlow(node) else { return try end(ofBlock: entries.last?.value, in: node) }
            let last = try entries.last.map { entry throws(Stuck) in try end(of: entry.value) }
            return try closing("}", after: last ?? start + 1, node)
        }
    }

    private func end(ofBlock last: DefinitionNode?, in node: DefinitionNode) throws(Stuck) -> Int {
        guard let last else { throw Stuck(line: node.line) }
        return try end(of: last)
    }

    private func end(ofText value: String, from start: Int, line: Int) throws(Stuck) -> Int {
        let quote = scalars[start]
        guard quote == "\"" || quote == "'" else {
            let plain = Array(value.unicodeScalars)
            guard scalars[start...].starts(with: plain) else { throw Stuck(line: line) }
            return start + plain.count
        }
        var index = start + 1
        while scalars.indices.contains(index) {
            if quote == "\"", scalars[index] == "\\" {
                index += 1
            } else if scalars[index] == quote {
                guard quote == "'", index + 1 < scalars.count, scalars[index + 1] == "'" else { return index + 1 }
                index += 1
            }
            index += 1
        }
        throw Stuck(line: line)
    }

    private func closing(_ bracket: Unicode.Scalar, after index: Int, _ node: DefinitionNode) throws(Stuck) -> Int {
        var index = index
        while index < scalars.count {
            switch scalars[index] {
            case bracket: return index + 1
            case "#": index = lineEnd(from: index)
            case " ", "\t", "\r", "\n", ",": index += 1
            default: throw Stuck(line: node.line)
            }
        }
        throw Stuck(line: node.line)
    }

    func lineStart(of index: Int) -> Int {
        let before = scalars[..<index].lastIndex(of: "\n").map { $0 + 1 } ?? 0
        return before == 0 && scalars.first == "\u{FEFF}" ? 1 : before
    }

    /// Where the line ends, before its line break.
    func lineEnd(from index: Int) -> Int {
        let end = scalars[index...].firstIndex(of: "\n") ?? scalars.count
        return end > index && scalars[end - 1] == "\r" ? end - 1 : end
    }

    /// Behind the line break, or the text's end.
    func nextLine(from index: Int) -> Int {
        scalars[index...].firstIndex(of: "\n").map { $0 + 1 } ?? scalars.count
    }

    /// As the text breaks its lines.
    var lineBreak: String {
        scalars.firstIndex(of: "\n").map { $0 > 0 && scalars[$0 - 1] == "\r" } == true ? "\r\n" : "\n"
    }

    func hasComment(_ range: Range<Int>) -> Bool { scalars[range].contains("#") }

    func isBlank(_ range: Range<Int>) -> Bool {
        scalars[range].allSatisfy { $0 == " " || $0 == "\t" || $0 == "\r" || $0 == "\n" }
    }

    // Changes.

    /// Puts `replacement` in the place of `range`, where the text then says what `change` makes of what it says now.
    mutating func edit(
        _ range: Range<Int>, _ replacement: String, line: Int, _ change: (inout YAMLMeaning) -> Void
    ) throws(Stuck) {
        var meant = YAMLMeaning(root)
        change(&meant)
        var edited = scalars
        edited.replaceSubrange(range, with: replacement.unicodeScalars)
        guard let (tree, starts) = try? Self.parse(edited), YAMLMeaning(tree) == meant else { throw Stuck(line: line) }
        (scalars, root, lineStarts) = (edited, tree, starts)
    }
}
