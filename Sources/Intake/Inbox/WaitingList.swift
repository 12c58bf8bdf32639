internal import Paperwork
internal import Storage
internal import Workflows

/// What a batch's documents wait for, a line for each field that a person has to look at.
struct WaitingList {
    /// Lines in all; a batch may have thousands of documents that wait.
    static let mostLines = 200

    let lines: [Wording]

    /// - Parameter workflow: gives fields their labels; nil where it is not in use any more.
    /// - throws: `Trouble` where the store fails.
    init(of batch: String, in store: Store, workflow: Workflow?) throws {
        var lines: [Wording] = []
        var left = 0
        try store.forEachDocument(inBatch: batch) { (document: Document) in
            guard document.state == .review || document.state == .inDoubt else { return }
            let own = Self.lines(for: document, workflow)
            if lines.count + own.count <= Self.mostLines || lines.isEmpty {
                lines += own.prefix(Self.mostLines)
            } else {
                left += 1
            }
        }
        if left > 0 { lines.append(Wording(ja: "ほか\(left)件", en: "and \(left.counted("more document"))")) }
        self.lines = lines
    }

    private static func lines(for document: Document, _ workflow: Workflow?) -> [Wording] {
        let pages = document.pages.map(String.init).joined(separator: ", ")
        let head = Wording(ja: "\(pages)ページ（帳票 \(document.id)）", en: "Page \(pages) (document \(document.id))")
        let doubts = document.doubts.map { doubt in
            guard let field = doubt.field else {
                return Wording(ja: "  \(doubt.reason.ja)", en: "  \(doubt.reason.en)")
            }
            let label = workflow?.label(ofField: field) ?? field
            let read =
                doubt.reading.isEmpty
                ? Wording(ja: "読取なし", en: "nothing read")
                : Wording(ja: "「\(doubt.reading)」", en: "\"\(doubt.reading)\"")
            return Wording(
                ja: "  \(label): \(read.ja) — \(doubt.reason.ja)", en: "  \(label): \(read.en) — \(doubt.reason.en)")
        }
        return [head] + doubts
    }
}
