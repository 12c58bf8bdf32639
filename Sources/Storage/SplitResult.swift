package import Foundation
package import Paperwork

/// A page as the store keeps it.
package struct PageRecord: Sendable, Hashable {
    package var page: Page
    /// How it lies on its form, as JSON; the store does not look into it. Nil where it is on no form.
    package var registration: Data?
    /// Machine time, in seconds, that it took to see what the page is: the store adds it to its document's. 0 in what the
    /// store gives back.
    package var machineSeconds: Double

    package init(page: Page, registration: Data? = nil, machineSeconds: Double = 0) {
        self.page = page
        self.registration = registration
        self.machineSeconds = machineSeconds
    }
}

/// What became of a part of a batch.
package struct SplitResult: Sendable {
    /// The batch's id.
    package var batch: String
    /// Exactly the pages that were looked at, one record each: from the task's `nextPage` to this `nextPage` - 1.
    package var pages: [PageRecord]
    /// The documents that are complete, new ones and the one that was open.
    package var documents: [Document]
    /// The document that goes on behind these pages; nil at the end of the batch.
    package var openDocument: Document?
    /// The first page that was not looked at.
    package var nextPage: Int

    package init(
        batch: String, pages: [PageRecord], documents: [Document], openDocument: Document?, nextPage: Int
    ) {
        self.batch = batch
        self.pages = pages
        self.documents = documents
        self.openDocument = openDocument
        self.nextPage = nextPage
    }
}

/// Time that went into a document, in seconds, since the last commit of it.
package struct TimeSpent: Sendable, Hashable {
    package var machine: Double
    /// A person's time on this document, as the review page measures it.
    package var human: Double
    /// A person's time that belongs to no single document, shared out: scanning, setting up.
    package var overhead: Double

    package init(machine: Double = 0, human: Double = 0, overhead: Double = 0) {
        self.machine = machine
        self.human = human
        self.overhead = overhead
    }
}

/// A file that a batch's export wrote.
package struct ExportRecord: Sendable, Hashable {
    /// The step, from 0, as the job file counts them.
    package var step: Int
    package var path: String
    /// Without the heading.
    package var rows: Int
    /// Of the file's bytes, lower-case hexadecimal.
    package var sha256: String

    package init(step: Int, path: String, rows: Int, sha256: String) {
        self.step = step
        self.path = path
        self.rows = rows
        self.sha256 = sha256
    }
}
