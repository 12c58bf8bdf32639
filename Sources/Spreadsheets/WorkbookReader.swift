/// Reads which sheets a file has.
final class WorkbookReader: SheetPartReader {
    private(set) var sheets: [(name: String, id: String)] = []
    private(set) var countsFrom1904 = false

    func begin(_ element: String, _ attributes: [String: String]) {
        switch element {
        case "workbookPr": countsFrom1904 = ["1", "true"].contains(attributes["date1904"])
        case "sheet":
            let id = attributes.first { $0.key == "id" || $0.key.hasSuffix(":id") }?.value
            if let name = attributes["name"], let id { sheets.append((name, id)) }
        default: break
        }
    }
}

/// Reads where the parts that a part speaks of stand.
final class RelationReader: SheetPartReader {
    private let folder: String
    /// `kind` is the last word of the type's address, which differs between editions of the standard.
    private(set) var relations: [(id: String, kind: String, part: String)] = []

    /// - Parameter folder: of the part that the relations are of, with a `/` at its end, or empty.
    init(folder: String) { self.folder = folder }

    func begin(_ element: String, _ attributes: [String: String]) {
        guard element == "Relationship", let id = attributes["Id"], let type = attributes["Type"],
            let target = attributes["Target"], attributes["TargetMode"] != "External"
        else { return }
        let kind = type.split(separator: "/").last.map(String.init) ?? ""
        relations.append((id, kind, place(of: target)))
    }

    private func place(of target: String) -> String {
        if target.hasPrefix("/") { return String(target.dropFirst()) }
        var steps: [Substring] = []
        for step in (folder + target).split(separator: "/") where step != "." {
            if step == ".." { _ = steps.popLast() } else { steps.append(step) }
        }
        return steps.joined(separator: "/")
    }
}

/// The texts that a file's cells share, in one run.
struct SharedTexts {
    private var bytes: [UInt8] = []
    private var ends: [Int] = []

    subscript(index: Int) -> String? {
        guard ends.indices.contains(index) else { return nil }
        return String(decoding: bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]], as: UTF8.self)
    }

    mutating func append(_ text: String) {
        bytes.append(contentsOf: text.utf8)
        ends.append(bytes.count)
    }
}

/// Reads the shared texts, without the kana that a spreadsheet keeps beside what was typed.
final class SharedTextReader: SheetPartReader {
    private(set) var texts = SharedTexts()
    private var current = ""
    private var isInText = false
    private var kanaDepth = 0

    func begin(_ element: String, _ attributes: [String: String]) {
        switch element {
        case "si": current = ""
        case "rPh": kanaDepth += 1
        case "t": isInText = kanaDepth == 0
        default: break
        }
    }

    func text(_ text: String) { if isInText { current += text } }

    func end(_ element: String) {
        switch element {
        case "si": texts.append(CellText.unescaped(current))
        case "rPh": kanaDepth -= 1
        case "t": isInText = false
        default: break
        }
    }
}

enum CellText {
    /// Characters that XML can't hold are written as `_x000D_` (ECMA-376, 22.9.2.19).
    static func unescaped(_ text: String) -> String {
        guard text.contains("_x") else { return text }
        return text.replacing(#/_x([0-9A-Fa-f]{4})_/#) { match in
            UInt32(match.1, radix: 16).flatMap(Unicode.Scalar.init).map { String(Character($0)) } ?? String(match.0)
        }
    }
}
