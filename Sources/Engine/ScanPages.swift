internal import Forms
internal import Foundation
internal import Imaging
internal import Paperwork
internal import Storage
internal import Workflows

/// The scanned pages of one document, and what to read on them.
struct ScanPages {
    let task: DocumentTask
    let place: Workplace
    /// By page number in the file.
    let registrations: [Int: Registration]

    /// The document's fields, in the template's order; pages are decoded one at a time.
    func read(
        with reader: DocumentReader, of job: Job, files: inout OpenFiles, clock: inout StageClock
    ) throws -> [Field] {
        var fields: [Field] = []
        for number in task.document.pages {
            guard let registration = registrations[number] else { continue }
            let page = try clock.measure(.decode) { try scan(number, files: &files) }
            fields += try clock.measure(.read) { try reader.read(page: page, registration: registration, before: fields) }
        }
        return fields
    }

    private func scan(_ number: Int, files: inout OpenFiles) throws -> ScannedPage {
        if let page = place.scratch.take(number, batch: task.batch.id) { return page }
        return try files.source(place.pages.url(of: task.pageFile)).page(number)
    }
}
