import Foundation
import Slips
import Testing

@Suite struct KeepingTests {
    private let folder: SlipFolder

    init() throws {
        folder = try SlipFolder(site: "data: data\nworkflows: [slip]\nkeep: {pages: 90 days}\n")
        try folder.scan([.plain, .blank])
        let run = try Tema.run(["run", "slip", "scan.pdf", "--data", "data", "--out", "data/outbox"], in: folder.url)
        #expect(run.status == 0)
    }

    private func tema(_ arguments: String..., language: String = "en") throws -> Tema.Result {
        try Tema.run(arguments + ["--language", language], in: folder.url)
    }

    private func object(_ result: Tema.Result) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    }

    @Test func verifyPassesAndThenNamesWhatIsWrong() throws {
        let good = try tema("verify")
        #expect(good.status == 0)
        #expect(
            good.output.contains("all is as it was written; audit entries: 7 in 2 chains, originals: 1, exports: 1"))
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.file("data/outbox").path)
        let export = try #require(files.first { $0.hasSuffix(".csv") })
        try folder.write("changed", to: "data/outbox/\(export)")
        let bad = try tema("verify", language: "ja")
        #expect(bad.status == 74)
        #expect(bad.output.contains("\(export) の内容が、書き出したときと違います。"))
        let json = try tema("verify", "--json")
        #expect(json.status == 74)
        let faults = try #require(try object(json)["faults"] as? [[String: String]])
        #expect(faults.map { $0["part"] } == ["exports"])
        #expect((try object(json)["checked"] as? [String: Int])?["exports_moved"] == 0)
    }

    @Test func aBackupIsRestoredAndVerified() throws {
        let backup = try tema("backup", "saved", "--json")
        #expect(backup.status == 0)
        #expect((try object(backup)["files"] as? [[String: Any]])?.count == 6)
        #expect(try tema("backup", "saved").status == 74)
        let refused = try tema("restore", "saved")
        #expect(refused.status == 74)
        #expect(refused.messages.contains("--force"))
        let forced = try tema("restore", "saved", "--force", language: "ja")
        #expect(forced.status == 0)
        #expect(forced.output.contains("復元しました"))
        #expect(forced.output.contains("すべて記録のとおりです"))
        let elsewhere = try tema("restore", "saved", "--data", "elsewhere")
        #expect(elsewhere.status == 0)
        #expect(elsewhere.output.contains("1 not there any more") || elsewhere.output.contains("exports: 0"))
        #expect(try tema("restore", "slip").status == 74)
    }

    @Test func aBackupForWhichTheDiskIsTooSmallLeavesNothing() throws {
        let before = try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted()
        let result = try Tema.run(
            ["backup", "saved", "--language", "en"], in: folder.url, fileSizeLimit: 65_536)
        #expect(result.status == 74)
        #expect(result.messages.contains("→"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted() == before)
        #expect(try tema("verify").status == 0)
    }

    @Test func purgeSaysWhatHasHadItsTime() throws {
        let dry = try tema("purge", "--dry-run")
        #expect(dry.status == 0)
        #expect(dry.output.contains("to be removed: 0 pages of 0 batches"))
        let json = try tema("purge", "--json")
        #expect(json.status == 0)
        #expect((try object(json)["pages"] as? [Any])?.isEmpty == true)
        #expect(try tema("verify").status == 0)
    }

    @Test func doctorSaysWhatToDo() throws {
        let good = try tema("doctor")
        #expect(good.status == 0)
        #expect(good.output.contains("ok       workflow slip: no mistakes"))
        let inside = try tema("doctor", "--out", "data/inbox/slip", language: "ja")
        #expect(inside.status == 74)
        #expect(inside.output.contains("別々のフォルダーにしてください"))
        let json = try tema("doctor", "--json")
        let checks = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: String]])
        #expect(checks.contains { $0["check"] == "store" && $0["state"] == "ok" })
    }

    @Test(arguments: ["verify", "backup", "purge"])
    func whereNothingWasProcessedThatIsSaid(command: String) throws {
        let arguments = command == "backup" ? [command, "saved"] : [command]
        let result = try Tema.run(arguments + ["--data", "nowhere"], in: folder.url)
        #expect(result.status == 74)
        #expect(result.messages.contains("holds no record of anything processed"))
        #expect(!FileManager.default.fileExists(atPath: folder.file("nowhere").path))
    }
}
