import Foundation
import Intake
import Paperwork
import SlipRuns
import Slips
import Storage
import Testing

/// Many files at once; 10,000 where the environment says `TEMA_LONG=1`.
@Suite struct ManyFilesTests {
    private static let count = ProcessInfo.processInfo.environment["TEMA_LONG"] == "1" ? 10_000 : 60

    @Test func `many files at once are each taken once, although the process is killed again and again`() throws {
        let scene = try InboxScene()
        let scan = Slip.pdf([.plain])
        var names: Set<String> = []
        for number in 1...Self.count {
            names.insert("scan\(number).pdf")
            try scene.drop("scan\(number).pdf", scan + Data("% \(number)\n".utf8))
        }
        var kills = 0
        for step in [ImportStep.prepared, .renamed, .copied, .kept, .added] where try scene.dies(after: step) {
            kills += 1
        }
        scene.restart()
        try scene.look()
        try scene.look()
        try scene.look()
        #expect(kills == 5)
        let batches = try scene.batches()
        #expect(batches.count == Self.count)
        #expect(Set(batches) == names)
        #expect(scene.names() == [])
        #expect(scene.names("taking").count == Self.count)
        #expect(scene.names("pages").count == Self.count)
    }
}
