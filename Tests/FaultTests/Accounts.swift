import Foundation
import Paperwork
import Slips
import Storage

/// Goes over everything that a served place says of the scans that were dropped, to the unit.
struct Accounts {
    let place: ServedPlace

    /// What does not add up, a sentence each; empty where all does.
    func mistakes(after scans: [(name: String, scan: Killing.Scan)]) throws -> [String] {
        var mistakes: [String] = []
        let store = place.store
        let batches = try store.batches()
        for (name, scan) in scans {
            let own = batches.filter { $0.batch.file == name }
            guard own.count == 1, let record = own.first else {
                mistakes.append("\(name) is \(own.count) batches")
                continue
            }
            mistakes += try mistakesOf(record, scan)
        }
        if batches.count != scans.count { mistakes.append("\(batches.count) batches of \(scans.count) scans") }
        mistakes += mistakesOfOriginals(scans.map(\.name))
        try store.verifyAudit { mistakes.append("audit: \($0)") }
        try store.verifyConsistency { mistakes.append("books: \($0)") }
        let total = try store.timeTotals(from: "2000-01-01", to: "2999-12-31").map(\.documents).reduce(0, +)
        let expected = try batches.reduce(0) { try $0 + store.documents(inBatch: $1.batch.id).count }
        if total != expected { mistakes.append("the ledger has \(total) documents of \(expected)") }
        return mistakes
    }

    private func mistakesOf(_ record: BatchRecord, _ scan: Killing.Scan) throws -> [String] {
        let id = record.batch.id
        var mistakes: [String] = []
        func expect(_ isSo: Bool, _ sentence: @autoclosure () -> String) {
            if !isSo { mistakes.append("\(record.batch.file): \(sentence())") }
        }
        let isolated = try isolatedPages(of: id)
        let count = try place.store.pageCount(id)
        expect(count?.holds == true && count?.scanned == scan.pages, "pages are \(String(describing: count))")
        expect(isolated > 0 || count?.blank == scan.blanks, "\(count?.blank ?? 0) blank pages of \(scan.blanks)")
        expect(record.state == .finished, "it is \(record.state)")
        let documents = try place.store.documents(inBatch: id)
        expect(
            documents.count <= scan.documents && documents.count + isolated >= scan.documents,
            "\(documents.count) documents of \(scan.documents), \(isolated) pages isolated")
        expect(documents.allSatisfy { $0.state == .done }, "documents are \(Set(documents.map(\.state)))")
        expect(
            try documents.allSatisfy { try place.store.timeEntry(ofDocument: $0.id) != nil }, "a time entry is missing")
        mistakes += try mistakesOfExport(record, documents)
        let events = try place.store.events(ofBatch: id)
        let isRetried = events.contains { $0.kind == .retried }
        for kind in [StoreEvent.Kind.received, .split, .exported, .finished] {
            let times = events.filter { $0.kind == kind }.count
            expect(times == 1 || (isRetried && times > 1), "\(times) audit entries \(kind)")
        }
        let done = events.filter { $0.kind == .documentDone }.compactMap(\.document)
        expect(done.sorted() == documents.map(\.id).sorted(), "audit entries of \(done.count) documents done")
        return mistakes
    }

    /// Pages that were looked at when their process was killed, three times over: each is set aside, which loses nothing.
    private func isolatedPages(of batch: String) throws -> Int {
        try place.store.pages(inBatch: batch).filter { record in
            guard case .setAside(let reason) = record.page.outcome else { return false }
            return reason.en.contains("killed") || reason == .workerVanished
        }.count
    }

    /// The file has a row for each document, once, and is the file that the store and the manifest speak of.
    private func mistakesOfExport(_ record: BatchRecord, _ documents: [Document]) throws -> [String] {
        let exports = try place.store.exports(ofBatch: record.batch.id)
        guard exports.count == 1, let export = exports.first else {
            return ["\(record.batch.file): \(exports.count) exports"]
        }
        let file = place.folder.file("data/outbox").appending(path: export.path)
        guard let data = try? Data(contentsOf: file), let text = String(data: data, encoding: .shiftJIS) else {
            return ["\(record.batch.file): the export \(export.path) is not there"]
        }
        var digest = SHA256()
        digest.update(data)
        let rows = text.split(whereSeparator: \.isNewline).dropFirst().map {
            $0.prefix { $0 != "," }.filter { $0 != "\"" }
        }
        var mistakes: [String] = []
        if rows.sorted() != documents.map(\.id).sorted() {
            mistakes.append("\(export.path) has other rows: \(rows.count)")
        }
        if digest.finished() != export.sha256 { mistakes.append("\(export.path) has other bytes than the store says") }
        let manifest = file.appendingPathExtension("manifest.json")
        let said = (try? JSONSerialization.jsonObject(with: Data(contentsOf: manifest))) as? [String: Any]
        if said?["sha256"] as? String != export.sha256 { mistakes.append("\(export.path) has another manifest") }
        return mistakes
    }

    /// Each original lies in one place, with its note; nothing lies where it does not belong.
    private func mistakesOfOriginals(_ names: [String]) -> [String] {
        let resting = ["done", "set aside", "waiting"].flatMap { place.files(in: "data/\($0)/slip") }
        let originals = resting.filter { $0.hasSuffix(".pdf") }
        var mistakes: [String] = []
        if originals.sorted() != names.sorted() {
            mistakes.append("originals are \(originals.sorted()), not \(names.sorted())")
        }
        let left = place.files(in: "data/inbox/slip") + place.files(in: "data/taking")
        if !left.isEmpty { mistakes.append("left behind: \(left)") }
        return mistakes
    }
}
