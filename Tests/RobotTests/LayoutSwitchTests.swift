import Engine
import Foundation
import Intake
import Operations
import Paperwork
import SlipRuns
import Slips
import StationRuns
import Storage
import Testing

/// A page that changes while documents are entered.
@Suite(.serialized, .browserTurn) struct LayoutSwitchTests {
    @Test func aSwitchInTheMiddleStopsTheRobotAndAPersonAcceptsTheRepair() async throws {
        let place = try EnteredFolder(try TaxSystem(), script: { $0.replacing("patience: 120", with: "patience: 6") })
        let before = try await place.run([.front(marks: ["consent"])])
        #expect(before.states == [.done: 1])
        try place.system.switchLayout(to: "2")
        let scan = try place.folder.scan([.front(marks: ["urgent"]), .front(marks: ["post"])], to: "second.pdf")
        let stopped = try await place.run(scan)
        #expect(stopped.trouble != nil)
        #expect(stopped.batches.first?.states == [.queued: 2])
        // Nothing wrong is there, and nothing new.
        #expect(try place.system.records().map(\.consent) == ["1"])
        let lane = try #require(try place.store.lanes().first)
        let data = place.folder.file("data")
        for picture in [lane.expected, lane.found] {
            let bytes = try Data(contentsOf: data.appending(path: try #require(picture)))
            #expect(bytes.prefix(4) == Data([0x89, 0x50, 0x4E, 0x47]) && bytes.count > 1000)
        }
        #expect(lane.expected != lane.found)
        let desk = try RobotDesk(place.folder.dataFolder)
        let script = place.folder.file("slip/enter.yml")
        let text = try String(contentsOf: script, encoding: .utf8)
        let shown = try desk.proposalForStopped("tax-system")
        #expect(shown.before.contains("{cell: 整理番号}"))
        #expect(shown.after.contains("{cell: 申請整理番号(新様式)}"))
        // It is only shown until a person accepts it.
        #expect(try String(contentsOf: script, encoding: .utf8) == text)
        #expect(try place.store.lanes().first?.isStopped == true)
        try desk.repair("tax-system", as: shown, by: "hana")
        let after = try await place.run(scan)
        #expect(after.batches.first?.states == [.done: 2])
        #expect(try place.system.records().map(\.urgent) == ["", "1", ""])
        #expect(try place.system.records().map(\.way) == ["0", "0", "2"])
        #expect(throws: Trouble.self) { try desk.repair("tax-system", as: shown, by: "hana") }
    }
}
