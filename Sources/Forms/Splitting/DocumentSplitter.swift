package import Paperwork

/// Puts the pages of a batch together into documents, one page at a time in the order of the file.
///
/// A value without any picture: it can be stored with an open document in it and go on with the next pages later.
package struct DocumentSplitter: Sendable, Hashable, Codable {
    /// Where a document ends and the next begins.
    package enum Rule: Sendable, Hashable, Codable {
        /// A document starts where a first page of a form is recognised.
        case form
        /// The whole file is one document.
        case file
        /// Every so many scanned pages are one document, blank backs counted.
        case pages(Int)
        /// A sheet with a separator's barcode stands before each document but the first.
        case separator
    }

    /// What one page led to.
    package struct Step: Sendable, Hashable, Codable {
        package var page: Page
        /// The document that this page ended, if any; this page is not in it.
        package var finished: SplitDocument?

        package init(page: Page, finished: SplitDocument? = nil) {
            self.page = page
            self.finished = finished
        }
    }

    private let batch: String
    private let rule: Rule
    /// Pages that each form has.
    private let formPages: [String: Int]
    private var open: SplitDocument?
    private var documents = 0
    private var pagesSinceCut = 0

    /// - Parameters:
    ///   - batch: the batch's id; documents are called after it.
    ///   - formPages: how many pages each form has, by the template's id.
    package init(batch: String, rule: Rule, formPages: [String: Int]) {
        self.batch = batch
        self.rule = rule
        self.formPages = formPages
    }

    /// Goes on where an earlier splitter of the same batch stopped.
    ///
    /// - Parameters:
    ///   - open: the document that the pages so far left open.
    ///   - documents: how many documents there are so far, the open one among them.
    ///   - pagesBefore: how many pages of the file were taken in so far.
    package mutating func resume(open: SplitDocument?, documents: Int, pagesBefore: Int) {
        self.open = open
        self.documents = documents
        if case .pages(let count) = rule, pagesBefore > 0 {
            pagesSinceCut = (pagesBefore - 1) % max(1, count) + 1
        }
    }

    /// Takes in the next page of the file.
    ///
    /// - Parameter isSeparator: the page carries a separator's barcode; it counts for the rule `separator` only.
    package mutating func add(page number: Int, _ identity: PageIdentity, isSeparator: Bool = false) -> Step {
        var finished: SplitDocument?
        if startsAnew(identity, isSeparator: isSeparator) { finished = finish() }
        pagesSinceCut += 1
        if rule == .separator && isSeparator {
            return Step(page: Page(number: number, outcome: .setAside(reason: Self.separatorSheet)), finished: finished)
        }
        return Step(page: Page(number: number, outcome: outcome(of: number, identity)), finished: finished)
    }

    /// Ends the open document: at the end of the file. Nil where none is open.
    package mutating func finish() -> SplitDocument? {
        defer {
            open = nil
            pagesSinceCut = 0
        }
        guard var document = open else { return nil }
        document.pages.sort { $0.registration.formPage < $1.registration.formPage }
        // A paper without a form has as many pages as it has.
        guard formPages[document.form] != nil || document.pages.allSatisfy({ $0.registration.paper == nil }) else {
            return document
        }
        let present = Set(document.pages.map(\.registration.formPage))
        let expected = formPages[document.form] ?? present.max() ?? 0
        document.problems = (1...max(1, expected)).filter { !present.contains($0) }.map(Self.missing)
        return document
    }

    private func startsAnew(_ identity: PageIdentity, isSeparator: Bool) -> Bool {
        switch rule {
        case .form:
            if case .form(let registration) = identity { registration.formPage == 1 } else { false }
        case .file: false
        case .pages(let count): pagesSinceCut >= max(1, count)
        case .separator: isSeparator
        }
    }

    private mutating func outcome(of number: Int, _ identity: PageIdentity) -> PageOutcome {
        switch identity {
        case .blank: .blank
        case .foreign(_, let reason): .setAside(reason: reason)
        case .form(let registration): place(SplitDocument.Part(number: number, registration: registration))
        }
    }

    private mutating func place(_ part: SplitDocument.Part) -> PageOutcome {
        var part = part
        // The pages of a paper without a form follow each other as they were scanned.
        if part.registration.paper != nil, let open, open.form == part.registration.form {
            part.registration.formPage = open.pages.count + 1
        } else if part.registration.paper != nil, rule != .form {
            part.registration.formPage = 1
        }
        let registration = part.registration
        guard var document = open else {
            if rule == .form && registration.formPage != 1 {
                return .setAside(reason: Self.withoutFirst(registration))
            }
            documents += 1
            let document = SplitDocument(id: "\(batch)-\(documents)", form: registration.form, pages: [part])
            open = document
            return .document(id: document.id, formPage: registration.formPage)
        }
        guard document.form == registration.form else {
            return .setAside(reason: Self.otherForm(registration, in: document, isFormRule: rule == .form))
        }
        if let first = document.pages.first(where: { $0.registration.formPage == registration.formPage }) {
            return .setAside(reason: Self.repeated(registration, first: first.number))
        }
        document.pages.append(part)
        open = document
        return .document(id: document.id, formPage: registration.formPage)
    }
}

/// The pages of one document as splitting put them together.
package struct SplitDocument: Sendable, Hashable, Codable, Identifiable {
    /// A scanned page and how it lies on the form.
    package struct Part: Sendable, Hashable, Codable {
        /// From 1, in the batch's file.
        package var number: Int
        package var registration: FormAlignment

        package init(number: Int, registration: FormAlignment) {
            self.number = number
            self.registration = registration
        }
    }

    /// The batch's id, a hyphen and the document's number in it.
    package var id: String
    /// The form template's id.
    package var form: String
    /// In the template's order of pages once the document is finished.
    package var pages: [Part]
    /// One for each page of the form that is missing.
    package var problems: [Problem]

    package init(id: String, form: String, pages: [Part], problems: [Problem] = []) {
        self.id = id
        self.form = form
        self.pages = pages
        self.problems = problems
    }
}
