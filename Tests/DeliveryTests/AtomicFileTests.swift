import Delivery
import Foundation
import Paperwork
import Testing

@Suite struct AtomicFileTests {
    let folder: OutputFolder

    init() throws { folder = try OutputFolder() }

    @Test func aFileThatIsNotCommittedLeavesNothing() throws {
        do {
            let file = try AtomicFile(at: folder.file("a").path)
            try file.write([1, 2, 3])
        }
        #expect(folder.names == [])
    }

    @Test func commitReplacesWhatWasThere() throws {
        try Data("old and longer".utf8).write(to: folder.file("a"))
        let file = try AtomicFile(at: folder.file("a").path)
        try file.write(Array("new".utf8))
        #expect(try String(contentsOf: folder.file("a"), encoding: .utf8) == "old and longer")
        try file.commit()
        #expect(try String(contentsOf: folder.file("a"), encoding: .utf8) == "new")
        #expect(folder.names == ["a"])
    }

    @Test func aNewNameReplacesNothing() throws {
        try Data("old".utf8).write(to: folder.file("a"))
        var file = try AtomicFile(at: folder.file("a").path)
        try file.write(Array("new".utf8))
        let places = [try file.commit(asNew: "a"), try file.commit(asNew: "b")]
        #expect(places == [false, true])
        #expect(try String(contentsOf: folder.file("a"), encoding: .utf8) == "old")
        #expect(try String(contentsOf: folder.file("b"), encoding: .utf8) == "new")
        #expect(folder.names == ["a", "b"])
    }

    @Test func aMissingFolderIsNamedWithItsRemedy() throws {
        let path = folder.file("no/a.csv").path
        let trouble = #expect(throws: Trouble.self) { _ = try AtomicFile(at: path) }
        #expect(trouble?.kind == .file)
        #expect(
            trouble?.text(in: .en)
                == "cannot write '\(path)': the folder is not there\n  → make the folder, then run it again")
    }

    @Test func aFolderInTheWayIsNamedAndNothingIsLeft() throws {
        try FileManager.default.createDirectory(at: folder.file("a.csv"), withIntermediateDirectories: true)
        #expect(throws: Trouble.self) {
            let file = try AtomicFile(at: folder.file("a.csv").path)
            try file.commit()
        }
        #expect(folder.names == ["a.csv"])
    }

    /// The limit on a file's size stands for the disk: writing stops in the middle of the file.
    @Test func aFullDiskSaysSoAndLeavesNothing() async {
        await #expect(processExitsWith: .success) {
            let folder = try OutputFolder()
            try Data("before".utf8).write(to: folder.file("a.csv"))
            signal(SIGXFSZ, SIG_IGN)
            var limit = rlimit(rlim_cur: 65_536, rlim_max: 65_536)
            setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
            let rows = (1...20_000).map { ["行\($0)", "内容"] }
            let failure = #expect(throws: CSVFailure.self) {
                try CSVFile.write(
                    rows: rows, header: ["番号", "内容"], encoding: .utf8, unencodable: .fail, to: folder.file("a.csv"))
            }
            #expect(failure?.trouble.message.en.hasSuffix("there is no room left on the disk") == true)
            #expect(folder.names == ["a.csv"])
            #expect(try String(contentsOf: folder.file("a.csv"), encoding: .utf8) == "before")
        }
    }

    @Test func jsonIsSortedAndWhole() throws {
        try JSONFile.write(["b": 2, "a": 1], to: folder.file("a.json"))
        #expect(try String(contentsOf: folder.file("a.json"), encoding: .utf8) == "{\n  \"a\" : 1,\n  \"b\" : 2\n}\n")
    }

    @Test func numbersThatJSONLacksAreATrouble() throws {
        #expect(throws: Trouble.self) { try JSONFile.write([Double.nan], to: folder.file("a.json")) }
        #expect(folder.names == [])
    }
}
