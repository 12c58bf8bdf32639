internal import FieldTypes
internal import Forms
internal import Foundation
internal import Imaging
internal import Paperwork
internal import Storage

/// The scanned pages of one document, and what to read on them.
struct ScanPages {
    let task: DocumentTask
    let dataFolder: DataFolder
    /// The document's pages, with how each lies on its form.
    let pages: [PageRecord]
    /// Where people found values on papers without a form before.
    var places: [PaperPlace] = []

    /// The document's fields, in the template's order; pages are decoded one at a time.
    ///
    /// - throws: `DocumentFault` where a page can't be read; `Trouble` where a recogniser is missing.
    func read(
        with reader: DocumentReader, files: inout OpenFiles, clock: inout StageClock
    ) throws -> [Field] {
        if reader.readsWhole(task.document.form) { return try readWhole(with: reader, files: &files, clock: &clock) }
        var fields: [Field] = []
        for record in pages {
            guard let data = record.registration else { continue }
            let registration = try JSONDecoder().decode(FormAlignment.self, from: data)
            let page = try clock.measure(.decode) { try scan(record.page.number, files: &files) }
            fields += try clock.measure(.read) {
                try reader.read(page: page, registration: registration, knowing: fields)
            }
        }
        return fields
    }

    /// What this office printed onto the document's first page; nil where it printed none.
    ///
    /// - throws: `DocumentFault` where the page can't be read.
    func knownSheet(files: inout OpenFiles) throws -> KnownSheet? {
        let records = FilledRecords(dataFolder)
        guard records.areAny, let first = pages.first else { return nil }
        let page = try scan(first.page.number, files: &files)
        dataFolder.scratch.keep(page, batch: task.batch.id)
        return KnownSheet(page, among: records)
    }

    /// A document whose form has no zones: what was read to tell its pages is not read again.
    private func readWhole(
        with reader: DocumentReader, files: inout OpenFiles, clock: inout StageClock
    ) throws -> [Field] {
        var read: [PaperPage] = []
        for record in pages {
            guard let data = record.registration else { continue }
            let registration = try JSONDecoder().decode(FormAlignment.self, from: data)
            let page = try clock.measure(.decode) { try scan(record.page.number, files: &files) }
            let known = dataFolder.scratch.takeText(of: record.page.number, batch: task.batch.id)
            let text = try clock.measure(.read) { try known ?? reader.text(of: page) }
            if let text { read.append(PaperPage(scan: page, registration: registration, text: text)) }
        }
        return try clock.measure(.read) {
            try reader.read(read, form: task.document.form) { issuer in
                Dictionary(
                    places.filter { $0.form == task.document.form && $0.issuer == issuer }.compactMap { place in
                        FieldDefinition.Finding(key: place.way, label: place.label).map { (place.field, $0) }
                    }, uniquingKeysWith: { first, _ in first })
            }
        }
    }

    private func scan(_ number: Int, files: inout OpenFiles) throws -> ScannedPage {
        if let page = dataFolder.scratch.take(number, batch: task.batch.id) {
            files.announce(number)
            return page
        }
        do throws(Trouble) {
            return try files.page(number, of: dataFolder.pages.url(of: task.pageFile), knownAs: task.batch.file)
        } catch {
            throw DocumentFault(reason: error.sentence)
        }
    }
}

/// A document can't be read, for a reason of its own: it costs one of the document's attempts, and nothing else.
struct DocumentFault: Error {
    var reason: Wording
}
