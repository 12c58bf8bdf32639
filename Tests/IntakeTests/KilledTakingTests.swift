import Engine
import Foundation
import Intake
import Paperwork
import SlipRuns
import Slips
import Storage
import Testing

/// The process is killed after each step, and another goes on.
@Suite struct KilledTakingTests {
    private let scene: InboxScene

    init() throws { scene = try InboxScene() }

    /// Nothing is left anywhere but where it belongs.
    private func expectTidy(batches: Int) throws {
        #expect(scene.names("taking") == [])
        #expect(scene.names("pages").count == batches)
        #expect(try scene.store.openArrivals() == [])
        #expect(scene.names() == [])
    }

    @Test(arguments: ImportStep.allCases, [false, true])
    func `a file is taken once, whichever step was the last`(step: ImportStep, isFolder: Bool) throws {
        try scene.drop(isFolder ? "scan.pdf/1.pdf" : "scan.pdf")
        let isLater = [.decided, .noted, .moved].contains(step)
        #expect(try scene.dies(after: step) != isLater)
        scene.restart()
        try scene.look()
        try scene.look()
        #expect(try scene.batches() == ["scan.pdf"])
        try scene.work([.done])
        if isLater { #expect(try scene.dies(after: step)) }
        scene.restart()
        try scene.look()
        #expect(scene.names("done/slip") == ["scan.pdf", "scan.pdf.txt"])
        #expect(scene.names("set aside/slip") == [])
        try expectTidy(batches: 1)
    }

    @Test(arguments: [ImportStep.prepared, .renamed, .copied, .decided, .noted, .moved])
    func `a duplicate is set aside once, whichever step was the last`(step: ImportStep) throws {
        try scene.drop("first.pdf")
        try scene.look()
        try scene.look()
        try scene.work([.done])
        try scene.look()
        try scene.drop("again.pdf")
        #expect(try scene.dies(after: step))
        scene.restart()
        try scene.look()
        try scene.look()
        #expect(scene.names("set aside/slip") == ["again.pdf", "again.pdf.txt"])
        #expect(try scene.text("set aside/slip/again.pdf.txt").contains("first.pdf"))
        try expectTidy(batches: 1)
    }

    @Test(arguments: [ImportStep.renamed, .decided, .noted, .moved])
    func `a file of another kind is set aside once, whichever step was the last`(step: ImportStep) throws {
        try scene.drop("list.csv", Data("a,b".utf8))
        #expect(try scene.dies(after: step))
        scene.restart()
        try scene.look()
        try scene.look()
        #expect(scene.names("set aside/slip") == ["list.csv", "list.csv.txt"])
        try expectTidy(batches: 0)
    }

    @Test(arguments: [ImportStep.decided, .noted, .moved])
    func `an original that waited moves on once, whichever step was the last`(step: ImportStep) throws {
        try scene.drop("scan.pdf", pages: [.plain, .plain])
        try scene.look()
        try scene.look()
        try scene.work([.done, .review])
        #expect(try scene.dies(after: step))
        scene.restart()
        try scene.look()
        #expect(scene.names("waiting/slip") == ["scan.pdf", "scan.pdf.txt"])
        try scene.settleWaiting()
        #expect(try scene.dies(after: step))
        scene.restart()
        try scene.look()
        #expect(scene.names("done/slip") == ["scan.pdf", "scan.pdf.txt"])
        #expect(scene.names("waiting/slip") == [])
        try expectTidy(batches: 1)
    }

    @Test func `an original whose copy was cut short is copied anew`() throws {
        try scene.drop("scan.pdf")
        #expect(try scene.dies(after: .renamed))
        let token = try #require(scene.names("taking").first)
        try scene.folder.write("half", to: "data/pages/.staged-\(token)/scan.pdf")
        scene.restart()
        try scene.look()
        let record = try #require(try scene.store.batches().first)
        #expect(try Data(contentsOf: scene.dataFolder.pages.url(of: record.pageFile)) == Slip.pdf([.plain]))
        #expect(scene.names("pages") == [record.batch.id])
    }

    @Test func `a file that is still being written when it is taken lies in the inbox again`() throws {
        try scene.drop("scan.pdf")
        #expect(try scene.dies(after: .renamed))
        let token = try #require(scene.names("taking").first)
        let writer = try FileHandle(
            forWritingTo: scene.dataFolder.data.appending(path: "taking/\(token)/scan.pdf"))
        scene.restart()
        try scene.look()
        #expect(try scene.batches() == [])
        #expect(scene.names() == ["scan.pdf"])
        try writer.close()
        try scene.look()
        try scene.look()
        #expect(try scene.batches() == ["scan.pdf"])
    }
}
