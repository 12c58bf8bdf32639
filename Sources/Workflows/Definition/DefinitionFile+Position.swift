import Foundation

extension DefinitionFile {
    /// Where a character of a scalar's value stands in the file; the scalar's own place where that can't be told, as
    /// behind the escapes of a double-quoted text.
    /// - parameter offset: in Unicode scalars of the value, from 0.
    func position(ofScalar offset: Int, in node: DefinitionNode) -> (line: Int, column: Int) {
        let source = scalars
        let start = (line: node.line, column: node.column)
        guard let value = node.text, var index = Self.index(ofLine: node.line, column: node.column, in: source) else {
            return start
        }
        let isSingleQuoted = source[index] == "'"
        switch source[index] {
        case "'", "\"": index += 1
        case "|", ">": index = (source[index...].firstIndex(of: "\n") ?? index) + 1
        default: break
        }
        for scalar in value.unicodeScalars.prefix(offset) {
            if scalar.isBlank, index < source.count, source[index] != scalar {
                index = Self.skipBlanks(source, from: index)
                continue
            }
            if !scalar.isBlank { index = Self.skipBlanks(source, from: index) }
            guard index < source.count, source[index] == scalar else { return start }
            index += isSingleQuoted && scalar == "'" ? 2 : 1
        }
        index = Self.skipBlanks(source, from: index)
        let before = source[..<min(index, source.count)]
        let lineStart = before.lastIndex(of: "\n").map { $0 + 1 } ?? 0
        return (before.count { $0 == "\n" } + 1, index - lineStart + 1)
    }

    private static func index(ofLine line: Int, column: Int, in source: [Unicode.Scalar]) -> Int? {
        var start = 0
        for _ in 1..<max(1, line) {
            guard let end = source[start...].firstIndex(of: "\n") else { return nil }
            start = end + 1
        }
        let index = start + column - 1
        return source.indices.contains(index) ? index : nil
    }

    private static func skipBlanks(_ source: [Unicode.Scalar], from index: Int) -> Int {
        source[min(index, source.count)...].firstIndex { !$0.isBlank } ?? source.count
    }
}

extension Unicode.Scalar {
    fileprivate var isBlank: Bool { self == " " || self == "\t" || self == "\n" }
}
