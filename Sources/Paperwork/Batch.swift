/// What became of a page.
package enum PageOutcome: Hashable, Sendable, Codable {
    /// Page `formPage` (from 1) of the document.
    case document(id: String, formPage: Int)
    /// Nothing on it: a blank back.
    case blank
    /// Kept apart, with the reason in words.
    case setAside(reason: Wording)
}

/// One side of a sheet as scanned.
package struct Page: Hashable, Sendable, Codable {
    /// From 1, in the batch's file.
    package var number: Int
    package var outcome: PageOutcome

    package init(number: Int, outcome: PageOutcome) {
        self.number = number
        self.outcome = outcome
    }
}

/// One drop: a file or a folder.
package struct Batch: Hashable, Sendable, Codable, Identifiable {
    package var id: String
    /// The workflow's id.
    package var workflow: String
    /// The file's name as the clerk knows it.
    package var file: String
    /// Of the file's bytes, in lower-case hexadecimal digits.
    package var sha256: String
    /// Pages in the file.
    package var pageCount: Int

    package init(id: String, workflow: String, file: String, sha256: String, pageCount: Int) {
        self.id = id
        self.workflow = workflow
        self.file = file
        self.sha256 = sha256
        self.pageCount = pageCount
    }
}

/// The page law: pages scanned = pages in documents + blank pages dropped + pages set aside.
package struct PageCount: Hashable, Sendable, Codable {
    package var scanned: Int
    package var inDocuments: Int
    package var blank: Int
    package var setAside: Int
    /// Not looked at yet.
    package var waiting: Int

    package init(scanned: Int, inDocuments: Int, blank: Int, setAside: Int, waiting: Int) {
        self.scanned = scanned
        self.inDocuments = inDocuments
        self.blank = blank
        self.setAside = setAside
        self.waiting = waiting
    }

    package var holds: Bool { scanned == inDocuments + blank + setAside + waiting }
}
