import Foundation
import SQLAccess
import Slips
import Testing

@Suite struct FailingStoreTests {
    /// Tries of both workers that fail before the files are counted.
    private static let tries = 8

    @Test func `work that keeps failing doesn't keep the store's files open`() throws {
        let place = try ServedPlace()
        try SQLDatabase.open(sqliteAt: place.folder.file("data/tema.sqlite"))
            .write { _ = try $0.execute("ALTER TABLE pause RENAME TO elsewhere") }
        try place.start()
        func failed() -> Int { place.log.components(separatedBy: "no such table: pause").count - 1 }
        while place.processes().supervisor != nil, failed() < Self.tries { Thread.sleep(forTimeInterval: 0.05) }
        let open = place.workers.map { Self.filesOpen(in: "tema.sqlite", by: $0) }
        #expect(open.count == 2)
        #expect(open.allSatisfy { $0 <= 1 }, "\(open) of a file that a try opens once")
        #expect(place.stop() == 0)
    }

    /// How often a process holds a file of that name open.
    private static func filesOpen(in name: String, by process: Int32) -> Int {
        let folder = "/proc/\(process)/fd"
        let links = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return links.filter { link in
            let path = (try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\(link)")) ?? ""
            return path.hasSuffix("/\(name)")
        }.count
    }
}
