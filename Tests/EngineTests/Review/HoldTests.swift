import Engine
import Foundation
import Intake
import Paperwork
import SlipRuns
import Slips
import Storage
import Synchronization
import Testing

@Suite struct HoldTests {
    private let sato = DeskScene.reviewer("sato")
    private let abe = DeskScene.reviewer("abe")
    private static let steps = "- read: {error-budget: 0%}\n- review"

    @Test func `two people never have the same document in hand`() throws {
        let scene = try DeskScene(steps: Self.steps)
        let (view, hold) = try scene.openFirst(by: sato)
        #expect(try scene.desk.open(view.id, for: abe) == nil)
        #expect(try scene.queue(of: abe) == [])
        #expect(try scene.queue(of: sato) == [view.id])
        #expect(try scene.next(for: abe) == nil)
        try scene.desk.giveBack(hold, putOff: false)
        let (_, other) = try scene.open(view.id, by: abe)
        #expect(throws: LostHold.self) { try scene.settle("consent", "1", hold, by: sato) }
        #expect(try !scene.desk.renew(hold))
        #expect(try scene.desk.renew(other))
        #expect(try scene.settle("consent", "1", other, by: abe).name == "open")
    }

    @Test func `a document that is only looked at is in nobody's hand`() throws {
        let scene = try DeskScene(steps: Self.steps)
        let id = try #require(try scene.documents.first).id
        #expect(try scene.desk.look(id, for: sato)?.token == "")
        _ = try scene.open(id, by: abe)
        #expect(try scene.desk.look(id, for: sato)?.id == id)
    }

    @Test func `a person's other window takes the document over`() throws {
        let scene = try DeskScene(steps: Self.steps)
        let (view, first) = try scene.openFirst(by: sato)
        let (_, second) = try scene.open(view.id, by: sato)
        #expect(throws: LostHold.self) { try scene.settle("consent", "1", first, by: sato) }
        #expect(try scene.settle("consent", "1", second, by: sato).name == "open")
    }

    @Test func `what was put off comes last`() throws {
        let scene = try DeskScene(steps: Self.steps, pages: [.plain, .plain, .plain])
        let ids = try scene.documents.map(\.id)
        let first = try #require(try scene.next(for: sato))
        #expect(first.id == ids[0])
        try scene.desk.giveBack(first.hold(of: sato), putOff: true)
        #expect(try scene.queue(of: sato) == [ids[1], ids[2], ids[0]])
        #expect(try scene.queue(of: abe) == ids)
        #expect(try scene.next(for: sato)?.id == ids[1])
    }

    @Test func `requests of one window at once lose nothing`() throws {
        let scene = try DeskScene(steps: Self.steps)
        let (view, hold) = try scene.openFirst(by: sato)
        let entries = [("consent", "0"), ("urgent", "1"), ("way", "郵送")]
        let troubles = Mutex<[String]>([])
        DispatchQueue.concurrentPerform(iterations: entries.count) { number in
            do {
                _ = try scene.settle(entries[number].0, entries[number].1, hold, by: sato)
            } catch {
                troubles.withLock { $0.append("\(error)") }
            }
        }
        #expect(troubles.withLock { $0 } == [])
        let document = try scene.document(view.id)
        #expect(document.state == .queued)
        #expect(document.value("consent") == .flag(false))
        #expect(document.value("urgent") == .flag(true))
        #expect(document.value("way") == .text("郵送"))
        #expect(try scene.store.reviewEntries(ofDocument: view.id).count == 3)
    }

    @Test func `many people at once settle each document once`() throws {
        let scene = try DeskScene(steps: Self.steps, pages: Array(repeating: .plain, count: 12))
        let settled = Mutex<[String]>([])
        let troubles = Mutex<[String]>([])
        DispatchQueue.concurrentPerform(iterations: 8) { number in
            let clerk = DeskScene.reviewer("clerk\(number)")
            do {
                while let view = try scene.next(for: clerk) {
                    if try scene.confirmAll(view, by: clerk).name == "complete" {
                        settled.withLock { $0.append(view.id) }
                    }
                }
            } catch {
                troubles.withLock { $0.append("\(error)") }
            }
        }
        #expect(troubles.withLock { $0 } == [])
        #expect(settled.withLock { $0.sorted() } == (try scene.documents.map(\.id).sorted()))
        for document in try scene.documents {
            #expect(Set(try scene.store.reviewEntries(ofDocument: document.id).map(\.account)).count == 1)
        }
        #expect(try scene.work().documents.allSatisfy { $0.state == .done })
        #expect(try scene.store.verifyAudit { _ in }.faults == 0)
    }

    @Test func `nobody is given what is not theirs to see`() throws {
        let scene = try DeskScene(steps: Self.steps)
        let id = try #require(try scene.documents.first).id
        let strangers = [
            DeskScene.reviewer("ito", departments: ["税務課"]), DeskScene.reviewer("ono", role: .auditor),
            DeskScene.reviewer("kato", role: .it),
        ]
        for stranger in strangers {
            #expect(try scene.queue(of: stranger) == [])
            #expect(try scene.desk.open(id, for: stranger) == nil)
            #expect(try scene.desk.look(id, for: stranger) == nil)
            #expect(try scene.desk.check(id, field: "consent", text: "1", for: stranger) == nil)
        }
        let (view, hold) = try scene.open(id, by: sato)
        let forged = ReviewHold(document: id, account: "ito", token: view.token)
        #expect(throws: LostHold.self) { try scene.settle("consent", "1", forged, by: strangers[0]) }
        #expect(try scene.queue(of: DeskScene.reviewer("sato", departments: ["福祉課"])) == [id])
        #expect(try scene.queue(of: DeskScene.reviewer("mori", role: .manager)) == [])
        try scene.desk.giveBack(hold, putOff: false)
        #expect(try scene.queue(of: DeskScene.reviewer("mori", role: .manager)) == [id])
    }

    @Test func `a job names the role that settles its documents`() throws {
        let scene = try DeskScene(steps: "- read: {error-budget: 0%}\n- review: {by: manager}")
        #expect(try scene.queue(of: sato) == [])
        #expect(try scene.next(for: sato) == nil)
        #expect(try scene.next(for: DeskScene.reviewer("mori", role: .manager)) != nil)
    }
}
