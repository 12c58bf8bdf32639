internal import Foundation

/// Follows a page's drawing operators to see which images it shows and whether anything else is visible.
///
/// Everything that it doesn't know counts as visible, so that a page is never taken for less than it is.
struct PDFContent {
    private(set) var images: [(entries: [String: PDFValue], range: Range<Int>, matrix: [Double])] = []
    private(set) var isPlain = true

    private let objects: PDFObjects
    private var state = State()
    private var saved: [State] = []
    /// Forms show forms, each as often as it likes: what is left is for all of them together.
    private var operatorsLeft = 2_000_000

    private struct State {
        var matrix: [Double] = [1, 0, 0, 1, 0, 0]
        /// 3 is invisible (ISO 32000-1, table 106).
        var textMode = 0
    }

    private static let deepest = 4
    private static let mostImages = 1000
    private static let mostSaved = 1000

    init(_ objects: PDFObjects, content: Data, resources: [String: PDFValue]) {
        self.objects = objects
        run(content, resources, depth: 0)
    }

    private mutating func run(_ content: Data, _ resources: [String: PDFValue], depth: Int) {
        var lexer = PDFLexer(content)
        var operands: [PDFValue] = []
        while operatorsLeft > 0, images.count < Self.mostImages {
            operatorsLeft -= 1
            guard let value = lexer.value() else {
                lexer.skipBlanks()
                isPlain = isPlain && lexer.position >= content.count
                return
            }
            guard case .operator(let name) = value else {
                operands.append(value)
                continue
            }
            apply(name, operands, resources, depth: depth)
            operands.removeAll(keepingCapacity: true)
        }
        isPlain = false
    }

    private mutating func apply(_ name: String, _ operands: [PDFValue], _ resources: [String: PDFValue], depth: Int) {
        switch name {
        case "q":
            guard saved.count < Self.mostSaved else { return isPlain = false }
            saved.append(state)
        case "Q": state = saved.popLast() ?? State()
        case "cm":
            let numbers = operands.compactMap(\.number)
            guard numbers.count == 6 else { return isPlain = false }
            state.matrix = Self.product(numbers, state.matrix)
        case "Tr": state.textMode = operands.first?.integer ?? 0
        case "Tj", "TJ", "'", "\"": isPlain = isPlain && state.textMode == 3
        case "gs": isPlain = isPlain && isHarmless(entry(operands, "ExtGState", resources))
        case "Do": show(entry(operands, "XObject", resources), depth: depth)
        case _ where Self.invisible.contains(name): break
        default: isPlain = false
        }
    }

    private mutating func show(_ object: PDFValue, depth: Int) {
        guard case .stream(let entries, let range) = object else { return isPlain = false }
        if objects.resolved(entries["Subtype"]).name == "Image" {
            images.append((entries, range, state.matrix))
            return
        }
        guard depth < Self.deepest, entries["OC"] == nil, let content = objects.bytes(of: object) else {
            return isPlain = false
        }
        let kept = (state, saved)
        let matrix = objects.resolved(entries["Matrix"]).array?.compactMap(\.number) ?? []
        if matrix.count == 6 { state.matrix = Self.product(matrix, state.matrix) }
        run(Data(content), objects.resolved(entries["Resources"]).dictionary ?? [:], depth: depth + 1)
        (state, saved) = kept
    }

    private func entry(_ operands: [PDFValue], _ kind: String, _ resources: [String: PDFValue]) -> PDFValue {
        guard let name = operands.first?.name else { return .null }
        return objects.resolved(objects.resolved(resources[kind]).dictionary?[name])
    }

    private func isHarmless(_ value: PDFValue) -> Bool {
        guard let entries = value.dictionary else { return false }
        let isOpaque = ["ca", "CA"].allSatisfy { key in entries[key].map { objects.resolved($0).number == 1 } ?? true }
        let mask = entries["SMask"].map { objects.resolved($0).name == "None" } ?? true
        let blend = entries["BM"].map { objects.resolved($0).name == "Normal" } ?? true
        return isOpaque && mask && blend
    }

    static func product(_ first: [Double], _ next: [Double]) -> [Double] {
        [
            first[0] * next[0] + first[1] * next[2], first[0] * next[1] + first[1] * next[3],
            first[2] * next[0] + first[3] * next[2], first[2] * next[1] + first[3] * next[3],
            first[4] * next[0] + first[5] * next[2] + next[4], first[4] * next[1] + first[5] * next[3] + next[5],
        ]
    }

    /// Operators that draw nothing by themselves. Clipping, painting and shading are not among them.
    private static let invisible: Set<String> = [
        "w", "J", "j", "M", "d", "ri", "i", "m", "l", "c", "v", "y", "h", "re", "n", "g", "G", "rg", "RG", "k", "K",
        "cs",
        "CS", "sc", "SC", "scn", "SCN", "BT", "ET", "Tc", "Tw", "Tz", "TL", "Tf", "Ts", "Td", "TD", "Tm", "T*", "MP",
        "DP",
        "BMC", "EMC",
    ]
}
