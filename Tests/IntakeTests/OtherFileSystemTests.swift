import Foundation
import Intake
import Paperwork
import SlipRuns
import Slips
import Storage
import Testing

/// The inbox is mounted from elsewhere: its files can't be renamed into the data folder.
@Suite struct OtherFileSystemTests {
    private static let elsewhere = URL(filePath: "/dev/shm")

    private static var hasTwoFileSystems: Bool {
        func device(_ url: URL) -> dev_t? {
            var info = stat()
            return stat(url.path, &info) == 0 ? info.st_dev : nil
        }
        let (one, other) = (device(elsewhere), device(FileManager.default.temporaryDirectory))
        return one != nil && one != other && access(elsewhere.path, W_OK) == 0
    }

    @Test(.enabled(if: hasTwoFileSystems), arguments: ["scan.pdf", "scans/1.pdf"])
    func `what comes from another file system is taken whole and once`(path: String) throws {
        let scene = try InboxScene()
        let share = Self.elsewhere.appending(path: "tema-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: share, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: share) }
        try FileManager.default.removeItem(at: scene.inbox)
        try FileManager.default.createSymbolicLink(at: scene.inbox, withDestinationURL: share)
        try scene.drop(path)
        #expect(try scene.dies(after: .renamed))
        scene.restart()
        try scene.look()
        #expect(scene.names() == [])
        let name = try #require(path.split(separator: "/").first.map(String.init))
        #expect(try scene.batches() == [name])
        try scene.work([.done])
        try scene.look()
        #expect(scene.names("done/slip") == [name, name + ".txt"])
        #expect(scene.names("taking") == [])
    }

    @Test
    func `a copy from another file system that was cut short is made anew`() throws {
        let scene = try InboxScene()
        try scene.drop("scan.pdf")
        try scene.folder.write("half", to: "data/taking/slip~1/.moving-1")
        try scene.look()
        try scene.look()
        #expect(try scene.batches() == ["scan.pdf"])
        #expect(scene.names("taking").count == 1)
    }
}
