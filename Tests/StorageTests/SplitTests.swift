import Foundation
import Paperwork
import PostgresCluster
import Storage
import Testing

@Suite(.onBothEngines) struct SplitTests {
    private let place: Place

    init() throws { place = try Place() }

    private func task(_ worker: String = "w1") throws -> SplitTask {
        try #require(try place.claim(worker)?.splitTask)
    }

    private func commit(
        _ documents: [Document], open: Document? = nil, other pages: [Page] = [], nextPage: Int, from first: Int = 1
    ) throws {
        let records = (documents + [open].compactMap { $0 }).flatMap(Place.records).filter { $0.page.number >= first }
        try place.store.commitSplit(
            SplitResult(
                batch: "b1", pages: records + pages.map { PageRecord(page: $0) }, documents: documents,
                openDocument: open, nextPage: nextPage), worker: "w1", now: Place.morning)
    }

    @Test func `pages become documents, blanks and pages set aside, and add up`() throws {
        try place.add(pages: 5)
        let task = try task()
        #expect((task.nextPage, task.lastPage, task.nextDocumentNumber, task.attempt) == (1, Store.firstChunk, 1, 1))
        #expect(task.openDocument == nil)
        let document = Place.document(1, pages: [2, 3])
        let reason = Wording(ja: "様式が見つかりません", en: "fits no form")
        let others = [
            Page(number: 1, outcome: .blank), Page(number: 4, outcome: .setAside(reason: reason)),
            Page(number: 5, outcome: .blank),
        ]
        try commit([document], other: others, nextPage: 6)
        let count = try #require(try place.store.pageCount("b1"))
        #expect(count == PageCount(scanned: 5, inDocuments: 2, blank: 2, setAside: 1, waiting: 0))
        #expect(count.holds)
        #expect(try place.store.batch("b1")?.state == .split)
        #expect(try place.store.document("b1-1") == document)
        let pages = try place.store.pages(inBatch: "b1")
        #expect(pages.map(\.page).filter { others.contains($0) } == others)
        #expect(
            try place.store.pages(ofDocument: "b1-1").map(\.registration)
                == Array(repeating: Data("{\"residual\":0.1}".utf8), count: 2))
    }

    @Test func `a document goes on over the end of a part, and is claimed when it is complete`() throws {
        try place.add(pages: 20)
        #expect(try task().lastPage == 2)
        let closed = Place.document(1, pages: [1])
        let open = Place.document(2, pages: [2])
        try commit([closed], open: open, nextPage: 3)
        #expect(try place.store.pageCount("b1")?.waiting == 18)
        let next = try task()
        #expect(next.openDocument == open)
        #expect((next.nextPage, next.lastPage, next.nextDocumentNumber) == (3, 6, 3))
        #expect(try place.claim("w2")?.summary == "document b1-1")
        let grown = Place.document(2, pages: Array(2...20))
        try commit([grown], nextPage: 21, from: 3)
        #expect(try place.claim("w2")?.summary == "document b1-2")
        #expect(try place.store.document("b1-2")?.pages == Array(2...20))
    }

    @Test func `a document left open at the end is complete`() throws {
        try place.add(pages: 1)
        _ = try task()
        try commit([], open: Place.document(1, pages: [1]), nextPage: 2)
        #expect(try place.claim()?.summary == "document b1-1")
    }

    @Test(arguments: ["missing page", "page twice", "page too many", "unclaimed page", "no progress"])
    func `pages that do not add up are refused, and nothing is kept`(fault: String) throws {
        try place.add(pages: 3)
        _ = try task()
        #expect(throws: Trouble.self) {
            switch fault {
            case "missing page": try commit([Place.document(1, pages: [1, 3])], nextPage: 4)
            case "page twice":
                try commit([Place.document(1, pages: [1, 2])], other: [Page(number: 2, outcome: .blank)], nextPage: 4)
            case "page too many": try commit([Place.document(1, pages: [1, 2, 3, 4])], nextPage: 5)
            case "unclaimed page":
                var document = Place.document(1, pages: [1, 2])
                let records = Place.records(document)
                document.pages = [1, 2, 3]
                try place.store.commitSplit(
                    SplitResult(
                        batch: "b1", pages: records + [PageRecord(page: Page(number: 3, outcome: .blank))],
                        documents: [document], openDocument: nil, nextPage: 4), worker: "w1", now: Place.morning)
            default: try commit([], nextPage: 1)
            }
        }
        #expect(try place.store.documents(inBatch: "b1").isEmpty)
        #expect(try place.store.pageCount("b1")?.waiting == 3)
    }

    @Test func `a complete document is not put together again`() throws {
        try place.add(pages: 20)
        _ = try task()
        let document = Place.document(1, pages: Array(1...16))
        try commit([document], nextPage: 17)
        _ = try task()
        _ = try #require(try place.claim("w2")?.documentTask)
        var longer = document
        longer.pages += [17]
        #expect(throws: Trouble.self) { try commit([longer], nextPage: 18, from: 17) }
        #expect(try place.store.document(document.id)?.pages.count == 16)
    }

    @Test func `only the holder commits, and only once`() throws {
        try place.add(pages: 1)
        _ = try task("w2")
        #expect(throws: LostClaim(id: "b1", worker: "w1")) { try commit([], nextPage: 2) }
        _ = try place.claim("w1", after: 61)
        try commit([Place.document(1, pages: [1])], nextPage: 2)
        #expect(throws: LostClaim.self) { try commit([Place.document(1, pages: [1])], nextPage: 2) }
    }

    @Test func `a part that keeps failing is halved, and its one bad page is set aside`() throws {
        try place.add(pages: 40)
        let bad = 6
        let reason = Wording(ja: "壊れています", en: "it is broken")
        var failures = 0
        var number = 0
        while failures < 30, let claim = try place.claim() {
            switch claim {
            case .split(let task) where (task.nextPage...task.lastPage).contains(bad):
                failures += 1
                try place.store.fail(claim, reason: reason, worker: "w1", now: Place.morning)
            case .split(let task):
                let documents = (task.nextPage...task.lastPage).map { page in
                    number += 1
                    return Place.document(number, pages: [page])
                }
                try commit(documents, nextPage: task.lastPage + 1)
            case .document(let task):
                var document = task.document
                document.state = .done
                try place.store.commitDocument(document, nextStep: 1, worker: "w1", now: Place.morning)
            case .finish:
                try place.store.commitFinish(batch: "b1", exports: [], worker: "w1", now: Place.morning)
            }
        }
        let count = try #require(try place.store.pageCount("b1"))
        #expect(count == PageCount(scanned: 40, inDocuments: 39, blank: 0, setAside: 1, waiting: 0))
        #expect(
            try place.store.pages(inBatch: "b1").first { $0.page.number == bad }?.page.outcome
                == .setAside(reason: reason))
        #expect(failures <= 15)
        #expect(try place.store.events(ofBatch: "b1").filter { $0.kind == .pageSetAside }.map(\.reason) == [reason])
    }
}
