import Foundation
import Paperwork
import Slips
import Storage
import Testing

/// What is beside a service leaves its data folder alone.
@Suite(.serialized) struct ServedFolderTests {
    /// Waits until `isSo`; false where the service ended before.
    private func wait(for place: ServedPlace, _ isSo: () throws -> Bool) rethrows -> Bool {
        while try !isSo() {
            guard place.processes().supervisor != nil else { return false }
            Thread.sleep(forTimeInterval: 0.05)
        }
        return true
    }

    /// The originals, the texts beside them and the exports, by path, with what is in them.
    private func belongings(of place: ServedPlace) -> [String: Data] {
        var files: [String: Data] = [:]
        for folder in ["inbox", "done", "waiting", "set aside", "outbox", "pages", "versions"] {
            let root = place.folder.file("data/\(folder)")
            for name in FileManager.default.enumerator(atPath: root.path)?.compactMap({ $0 as? String }) ?? [] {
                guard let data = try? Data(contentsOf: root.appending(path: name)) else { continue }
                files["\(folder)/\(name)"] = data
            }
        }
        return files
    }

    @Test func `no command that takes --out or --data harms a folder that is served`() throws {
        let place = try ServedPlace()
        let folder = place.folder
        try folder.scan([.plain, .front(marks: ["consent", "urgent"])], to: "scan.pdf")
        try folder.scan([.plain, .blank], to: "other.pdf")
        try place.start()
        try FileManager.default.copyItem(at: folder.file("scan.pdf"), to: place.inbox.appending(path: "scan.pdf"))
        #expect(wait(for: place) { place.files(in: "data/done/slip").count == 2 }, "\(place.log)")
        // Stays in the inbox, since it is not all there.
        try folder.write(Slip.pdf([.plain]).prefix(500), to: "data/inbox/slip/half.pdf")
        let before = belongings(of: place)
        let batches = try place.store.batches()
        let events = try place.store.placeEvents()
        let run = ["run", folder.workflow.path, folder.file("other.pdf").path]
        let data = folder.file("data").path
        let truth = try folder.write("[]", to: "truth.json").path
        let template = folder.file("slip/forms/slip.yml").path
        let commands: [(arguments: [String], isRefused: Bool?)] = [
            (run + ["--out", folder.url.path], false),
            (run + ["--out", data], false),
            (run + ["--out", "\(data)/outbox"], false),
            (run + ["--out", folder.file("out").path, "--data", data], true),
            (["evaluate", folder.workflow.path, folder.file("other.pdf").path, "--truth", truth], nil),
            (["test", folder.workflow.path], nil),
            (["form", "show", template, "--out", template], true),
            (["form", "show", template, "--out", "\(data)/tema.sqlite"], true),
            (["form", "new", folder.file("slip/forms/slip-blank.pdf").path, "--out", template], true),
            (["report", "--data", data], false),
            (["status", "--once", "--data", data], false),
            (["verify", "--data", data], false),
            (["purge", "--data", data], false),
            (["retry", "--data", data], false),
            (["resume", "--data", data], false),
            (["train", "--from", "reviewed", "--data", data], nil),
            (["backup", "\(data)/inbox/slip/backup"], true),
            (["backup", folder.file("backup").path], false),
            (["restore", folder.file("backup").path, "--force"], true),
            (["doctor", "--data", data], nil),
        ]
        for (arguments, isRefused) in commands {
            let result = try place.command(arguments)
            if let isRefused {
                #expect((result.status == 74) == isRefused, "\(arguments): \(result.status) \(result.output)")
            }
            let after = belongings(of: place)
            #expect(before.allSatisfy { after[$0] == $1 }, "\(arguments) changed what is there")
            #expect(try place.store.batches() == batches, "\(arguments)")
        }
        #expect(try place.store.placeEvents().prefix(events.count).map(\.kind) == events.map(\.kind))
        #expect(try place.command(["verify"]).status == 0)
        #expect(place.processes().supervisor != nil)
        #expect(place.stop() == 0)
    }

    @Test func `an outbox in which nothing can be written costs its batches their attempts, and is told`() throws {
        let place = try ServedPlace()
        try place.folder.scan([.plain], to: "scan.pdf")
        try place.start()
        #expect(wait(for: place) { place.log.contains("started") })
        let outbox = place.folder.file("data/outbox")
        try FileManager.default.removeItem(at: outbox)
        try place.folder.write("in the way", to: "data/outbox")
        try FileManager.default.copyItem(at: place.folder.file("scan.pdf"), to: place.inbox.appending(path: "scan.pdf"))
        #expect(try wait(for: place) { try place.store.batches().first?.state == .failed }, "\(place.log)")
        #expect(try place.store.pauses().isEmpty)
        let batch = try #require(try place.store.batches().first)
        #expect(place.log.components(separatedBy: "can't be exported").count == 2, "told once: \(place.log)")
        #expect(batch.failure?.en.contains("outbox") == true)
        #expect(wait(for: place) { place.files(in: "data/set aside/slip").count == 2 })
        try FileManager.default.removeItem(at: outbox)
        try FileManager.default.createDirectory(at: outbox, withIntermediateDirectories: true)
        #expect(try place.command(["retry", batch.batch.id]).status == 0)
        #expect(wait(for: place) { place.files(in: "data/done/slip").count == 2 }, "\(place.log)")
        #expect(place.files(in: "data/outbox").count == 2)
        #expect(place.stop() == 0)
    }
}
