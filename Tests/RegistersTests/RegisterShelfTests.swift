import Foundation
import Paperwork
import Registers
import Synchronization
import Testing

@Suite("Registers that processes share")
struct RegisterShelfTests {
    private let folder: TemporaryFolder
    private let reports = Reports()

    init() throws { folder = try TemporaryFolder() }

    private final class Reports: Sendable {
        private let all = Mutex<[String]>([])
        func take(_ wording: Wording) { all.withLock { $0.append(wording.ja) } }
        var texts: [String] { all.withLock { $0 } }
    }

    private static let heading = "宛名番号,氏名,住所\n"

    /// One in nine is called after its number, so that no two lines are alike.
    private static func rows(_ range: Range<Int>) -> String {
        range.map { "\(10_000_000 + $0),甲山\($0)郎,架空市天町\($0 % 90 + 1)-\($0 % 7 + 1)\n" }.joined()
    }

    private func definition() -> RegisterDefinition {
        RegisterDefinition(
            name: "residents", source: .csv(folder.url.appending(path: "residents.csv"), encoding: nil), key: "id",
            columns: ["id": "宛名番号", "name": "氏名", "address": "住所"])
    }

    private func write(_ text: String) throws {
        _ = try folder.write(Array(text.utf8))
    }

    /// As a process of its own would have it.
    private func shelf() -> RegisterShelf {
        RegisterShelf(folder: folder.url.appending(path: "registers")) { [reports] in reports.take($0) }
    }

    private let types = ["name": "name", "address": "address"]

    private func trouble(_ body: () throws -> Void) -> Trouble? {
        do {
            try body()
            return nil
        } catch {
            return error as? Trouble
        }
    }

    @Test("are read once: another process maps what is there, and finds the same")
    func areShared() throws {
        try write(Self.heading + Self.rows(0..<700))
        let first = try shelf().register(definition(), types: types)
        let files = try FileManager.default.subpathsOfDirectory(atPath: folder.url.appending(path: "registers").path)
        #expect(files.count { $0.contains("/column-") && !$0.hasSuffix(".lock") } == 2)
        // The source may be read by nobody any more, and is not needed.
        let second = try shelf().register(definition())
        let queries = [Query.of("name", "name", "甲山3郎"), Query.of("address", "address", "架空市天町4丁目4番")]
        #expect(second.count == 700)
        #expect(second.record(key: "10000003") == first.record(key: "10000003"))
        #expect(second.reconcile(queries) == first.reconcile(queries))
        #expect(second.candidates(queries, limit: 1).first?.key == "10000003")
        let again = try FileManager.default.subpathsOfDirectory(atPath: folder.url.appending(path: "registers").path)
        #expect(Set(again) == Set(files))
        let modes = try files.filter { $0.contains("/table-") || $0.contains("/column-") }.map { name in
            try FileManager.default.attributesOfItem(
                atPath: folder.url.appending(path: "registers/\(name)").path)[.posixPermissions] as? Int
        }
        #expect(modes.allSatisfy { $0 == 0o600 })
    }

    @Test("take a new version in the place of the old one, in all processes")
    func areRefreshed() throws {
        try write(Self.heading + Self.rows(0..<300))
        let (mine, other) = (shelf(), shelf())
        let old = try mine.register(definition(), types: types)
        _ = try other.register(definition())
        try write(Self.heading + Self.rows(0..<310))
        #expect(try mine.refresh(definition()).count == 310)
        #expect(try mine.register(definition()).count == 310)
        #expect(try shelf().register(definition()).record(key: "10000305")?["name"] == "甲山305郎")
        // Who still works with the old one may go on.
        #expect(old.record(key: "10000299")?["name"] == "甲山299郎")
        #expect(old.candidates([Query.of("name", "name", "甲山299郎")], limit: 1).first?.key == "10000299")
        #expect(mine.note(of: definition())?.count == 310)
    }

    static let broken: [(String, String)] = [
        ("宛名,氏名,住所\n" + rows(0..<300), "「宛名番号」がありません"),
        (heading + rows(0..<300) + "10000400,甲山", "途中で切れた"),
        (heading + rows(0..<300) + "10000400,\"甲山\n", "閉じていません"),
        (heading + rows(0..<300) + rows(7..<9), "キーが重なっています: 10000007（9、302行目）、10000008（10、303行目）"),
        (heading + rows(0..<100), "100件しかありません（前回300件）"),
        (heading + rows(0..<150) + "以,上\n,,,下\n" + rows(151..<300), "153行目は4列です"),
        ("", "空です"),
    ]

    @Test(
        "never take a broken version: the old one stays, in this process and in those that start later",
        arguments: broken)
    func staysGood(text: String, reason: String) throws {
        try write(Self.heading + Self.rows(0..<300))
        let mine = shelf()
        _ = try mine.register(definition(), types: types)
        try write(text)
        let trouble = try #require(trouble { try mine.refresh(definition()) })
        #expect(trouble.text(in: .ja).contains(reason))
        #expect(trouble.remedy != nil)
        #expect(try mine.register(definition()).count == 300)
        #expect(try shelf().register(definition()).count == 300)
        #expect(mine.note(of: definition())?.failure?.message == trouble.message)
        // Once it is mended, nothing is left of that.
        try write(Self.heading + Self.rows(0..<301))
        #expect(try shelf().register(definition()).count == 301)
        #expect(mine.note(of: definition())?.failure == nil)
    }

    @Test("take fewer records where a person says that it is right so")
    func mayShrink() throws {
        try write(Self.heading + Self.rows(0..<300))
        let mine = shelf()
        _ = try mine.register(definition())
        try write(Self.heading + Self.rows(0..<100))
        #expect(trouble { try mine.refresh(definition()) } != nil)
        #expect(try mine.refresh(definition(), accepting: true).count == 100)
    }

    @Test("that can't be read the first time are refused")
    func firstTime() throws {
        #expect(trouble { _ = try shelf().register(definition()) }?.kind == .file)
        try write("番号,氏名\n1,甲\n")
        #expect(trouble { _ = try shelf().register(definition()) }?.kind == .definition)
    }

    @Test("without a folder live in the process's memory")
    func inMemory() throws {
        try write(Self.heading + Self.rows(0..<300))
        let mine = RegisterShelf(folder: nil)
        #expect(try mine.register(definition(), types: types).count == 300)
        try write(Self.heading + Self.rows(0..<20))
        #expect(trouble { try mine.refresh(definition()) } != nil)
        #expect(try mine.register(definition()).count == 300)
    }
}
