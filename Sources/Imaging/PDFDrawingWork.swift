internal import Foundation

/// How many operators a page takes to draw, what forms draw counted as often as they are shown.
///
/// Ten forms that each show ten others, ten levels deep, are a small file and ten thousand million drawings. Each form's
/// own operators are counted once, whatever shows it.
final class PDFDrawingWork {
    private let objects: PDFObjects
    /// By the number of a form's object; nil while it is being counted, since a form that shows itself is not drawn again.
    private var counted: [Int: Int?] = [:]

    /// Poppler goes no deeper.
    private static let deepest = 100
    private static let most = Int.max / 4

    init(_ objects: PDFObjects) { self.objects = objects }

    /// The operators of a page with that content and those annotations.
    func operators(content: Data, resources: [String: PDFValue], annotations: [PDFValue]) -> Int {
        let own = showsForms(resources) ? count(content, resources, depth: 0) : 0
        return annotations.reduce(own) { total, annotation in
            let looks = objects.resolved(objects.resolved(annotation).dictionary?["AP"]).dictionary?["N"]
            let states = objects.resolved(looks)
            let forms = Self.isStream(states) ? [looks ?? .null] : states.dictionary.map { Array($0.values) } ?? []
            return forms.reduce(total) { Self.sum($0, of(form: $1, depth: 1)) }
        }
    }

    /// Where nothing is shown that may show something else, the content is as long as it is.
    private func showsForms(_ resources: [String: PDFValue]) -> Bool {
        ["XObject", "Pattern", "ExtGState"].contains { kind in
            objects.resolved(resources[kind]).dictionary?.values.contains { value in
                let entries = objects.resolved(value).dictionary ?? [:]
                return kind != "XObject" || objects.resolved(entries["Subtype"]).name != "Image"
            } ?? false
        }
    }

    private func of(form reference: PDFValue, depth: Int) -> Int {
        guard case .reference(let number) = reference, depth < Self.deepest else { return 1 }
        if let known = counted[number] { return known ?? 0 }
        let form = objects.resolved(reference)
        guard case .stream(let entries, _) = form, objects.resolved(entries["Subtype"]).name != "Image",
            let content = objects.bytes(of: form)
        else { return 1 }
        counted[number] = .some(nil)
        let resources = objects.resolved(entries["Resources"]).dictionary ?? [:]
        let total = count(Data(content), resources, depth: depth)
        counted[number] = total
        return total
    }

    private func count(_ content: Data, _ resources: [String: PDFValue], depth: Int) -> Int {
        var lexer = PDFLexer(content)
        var (total, last) = (0, PDFValue.null)
        while let value = lexer.value() {
            guard case .operator(let name) = value else {
                last = value
                continue
            }
            total = Self.sum(total, 1)
            if let form = shown(by: name, last, resources) { total = Self.sum(total, of(form: form, depth: depth + 1)) }
        }
        return total
    }

    /// What an operator draws beside itself: a form, a pattern, or the group of a soft mask.
    private func shown(by name: String, _ operand: PDFValue, _ resources: [String: PDFValue]) -> PDFValue? {
        guard let key = operand.name else { return nil }
        func entry(_ kind: String) -> PDFValue? { objects.resolved(resources[kind]).dictionary?[key] }
        switch name {
        case "Do": return entry("XObject")
        case "scn", "SCN": return entry("Pattern")
        case "gs": return objects.resolved(objects.resolved(entry("ExtGState")).dictionary?["SMask"]).dictionary?["G"]
        default: return nil
        }
    }

    private static func isStream(_ value: PDFValue) -> Bool {
        if case .stream = value { true } else { false }
    }

    private static func sum(_ one: Int, _ other: Int) -> Int { min(most, one + min(most, other)) }
}
