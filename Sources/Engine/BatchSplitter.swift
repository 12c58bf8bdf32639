internal import Forms
internal import Foundation
internal import Imaging
internal import Paperwork
internal import Recognition
internal import Storage
internal import Workflows

/// Looks at pages one at a time and sorts them into documents.
struct BatchSplitter {
    /// What a separator sheet's barcode or QR code says.
    static let separator = "TEMA-SEPARATOR"

    let job: Job
    let dataFolder: DataFolder
    let others: OtherForms
    let recognisers: Recognisers

    /// Pages of a part of a batch that are looked for among other workflows' forms: the more of them, the less it helps.
    private static let mostLookups = 4

    /// What became of the task's pages. A page that can't be read is set aside with the reason, and the others go on.
    func split(
        _ task: SplitTask, openPages: [PageRecord], files: inout OpenFiles, clock: inout StageClock
    ) throws -> SplitResult {
        let rule = DocumentSplitter.Rule(job.workflow.intake.split)
        let formPages = Dictionary(
            job.workflow.forms.filter { !$0.isFree }.map { ($0.id, $0.pages) }
        ) { first, _ in first }
        var splitter = DocumentSplitter(batch: task.batch.id, rule: rule, formPages: formPages)
        let open = try task.openDocument.map { try SplitDocument($0, pages: openPages) }
        splitter.resume(open: open, documents: task.nextDocumentNumber - 1, pagesBefore: task.nextPage - 1)
        var result = SplitResult(
            batch: task.batch.id, pages: [], documents: [], openDocument: nil, nextPage: task.lastPage + 1)
        var lookups = 0
        let scan = dataFolder.pages.url(of: task.pageFile)
        for number in task.nextPage..<max(task.nextPage, task.lastPage + 1) {
            let before = clock.times.total
            let step: DocumentSplitter.Step
            var registration: FormAlignment?
            do {
                let page = try clock.measure(.decode) { try files.page(number, of: scan, knownAs: task.batch.file) }
                let seen = try clock.measure(.register) {
                    try job.library.identify(page, reader: job.library.hasPapers ? recognisers.pageTextReader() : nil)
                }
                var identity = seen.identity
                if case .foreign(let best, _) = identity, lookups < Self.mostLookups {
                    lookups += 1
                    let found = clock.measure(.register) { others.belonging(of: page, besides: job.workflow.id) }
                    if let found { identity = .foreign(best: best, reason: found) }
                }
                let isSeparator = rule == .separator && Self.carriesSeparator(page)
                step = splitter.add(page: number, identity, isSeparator: isSeparator)
                if case .form(let found) = identity, case .document(_, let formPage) = step.page.outcome {
                    registration = found
                    registration?.formPage = formPage
                    clock.measure(.store) {
                        dataFolder.scratch.keep(page, batch: task.batch.id)
                        if let text = seen.text { dataFolder.scratch.keep(text, of: number, batch: task.batch.id) }
                    }
                }
            } catch let trouble as Trouble where trouble.kind == .file {
                step = splitter.add(page: number, .foreign(best: nil, reason: trouble.sentence))
            }
            result.pages.append(
                PageRecord(
                    page: step.page, registration: try registration.map(JSONEncoder().encode),
                    machineSeconds: clock.times.total - before))
            if let finished = step.finished { result.documents.append(Document(finished, batch: task.batch.id)) }
        }
        let rest = splitter.finish().map { Document($0, batch: task.batch.id) }
        if task.lastPage >= task.batch.pageCount {
            if let rest { result.documents.append(rest) }
        } else if var rest {
            // Which pages are missing is known only at the document's end.
            rest.problems = []
            result.openDocument = rest
        }
        return result
    }

    private static func carriesSeparator(_ page: ScannedPage) -> Bool {
        BarcodeReader().read(page.bitmap.grayPixels()).contains { $0.text == separator }
    }
}

extension DocumentSplitter.Rule {
    fileprivate init(_ split: Intake.Split) {
        switch split {
        case .form: self = .form
        case .file: self = .file
        case .pages(let count): self = .pages(count)
        case .separator: self = .separator
        }
    }
}

extension SplitDocument {
    /// An open document as the store has it.
    fileprivate init(_ document: Document, pages: [PageRecord]) throws {
        let parts = try pages.compactMap { record -> Part? in
            guard let data = record.registration else { return nil }
            return Part(
                number: record.page.number, registration: try JSONDecoder().decode(FormAlignment.self, from: data))
        }
        self.init(id: document.id, form: document.form, pages: parts)
    }
}

extension Document {
    fileprivate init(_ split: SplitDocument, batch: String) {
        self.init(
            id: split.id, batch: batch, form: split.form, pages: split.pages.map(\.number), problems: split.problems)
    }
}
