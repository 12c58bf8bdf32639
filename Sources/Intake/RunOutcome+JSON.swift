internal import Delivery
package import Foundation
package import Paperwork
package import Workflows

extension RunOutcome {
    /// Writes `results.json`, document by document. The values of sensitive fields are masked, unless the job file says
    /// that they are shown.
    ///
    /// - Parameter seen: called with each document, and its batch's place in `batches`: they are read from the store once,
    ///   also where more is made of them than this file.
    /// - throws: `Trouble` where the file can't be written or the store can't be read.
    package func write(
        to file: URL, workflow: Workflow, language: Language, seen: (Int, Document) -> Void = { _, _ in }
    ) throws {
        let stream = try JSONStream(to: file)
        try stream.object {
            try stream.array(for: "batches") {
                for (number, batch) in batches.enumerated() {
                    try batch.write(to: stream, workflow, language) { seen(number, $0) }
                }
            }
            if let trouble { try stream.value(trouble.text(in: language), for: "trouble") }
            try stream.value(workflow.id, for: "workflow")
        }
        try stream.finish()
    }
}

extension BatchOutcome {
    private struct SetAside: Encodable {
        var page: Int
        var reason: String
    }

    fileprivate func write(
        to stream: JSONStream, _ workflow: Workflow, _ language: Language, seen: (Document) -> Void
    ) throws {
        try stream.object {
            try stream.value(count.blank, for: "blank")
            try stream.value(pages.filter { $0.outcome == .blank }.map(\.number), for: "blank_pages")
            try stream.array(for: "documents") {
                try forEachDocument { document in
                    seen(document)
                    let none = DocumentResult.Seconds(machine: 0, human: 0, baseline: 0)
                    try stream.value(
                        DocumentResult(
                            document, seconds: seconds[document.id] ?? none,
                            showsSensitive: workflow.showsSensitiveResults, language: language))
                }
            }
            if let failure { try stream.value(failure.text(in: language), for: "failure") }
            try stream.value(batch.file, for: "file")
            try stream.value(batch.id, for: "id")
            try stream.value(batch.pageCount, for: "pages")
            try stream.value(setAside(language), for: "set_aside")
            try stream.value(batch.sha256, for: "sha256")
        }
    }

    private func setAside(_ language: Language) -> [SetAside] {
        pages.compactMap { page in
            guard case .setAside(let reason) = page.outcome else { return nil }
            return SetAside(page: page.number, reason: reason.text(in: language))
        }
    }
}
