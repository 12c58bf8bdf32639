import Engine
import Foundation
import Operations
import Paperwork
import SlipRuns
import Slips
import Testing
import Workflows

@Suite struct DoctorTests {
    private let finished: FinishedPlace

    init() throws {
        finished = try FinishedPlace()
        try finished.folder.write("番号,氏名\n7001,見本 一\n", to: "people.csv")
    }

    private func site(_ text: String) throws -> Site {
        let file = try finished.folder.write(text, to: "tema.yml")
        return try #require(SiteReader.read(file).value)
    }

    /// Of the checks whose English name begins with `subject`, those that are not well.
    private func troubles(
        _ subject: String, site: Site? = nil, dataFolder: DataFolder? = nil, now: Date = Date()
    ) throws -> [HealthCheck] {
        // The doctor reads the site file again: only the one that is meant may lie there.
        let site = try site ?? self.site("data: data\nworkflows: [slip]\n")
        let checks = Doctor(site: site, dataFolder: dataFolder ?? finished.dataFolder, now: now).examine()
        let about = checks.filter { $0.subject.en.hasPrefix(subject) }
        #expect(!about.isEmpty)
        let troubles = about.filter { $0.state != .ok }
        #expect(troubles.allSatisfy { $0.remedy != nil })
        return troubles
    }

    @Test(arguments: ["data folder", "inbox slip", "outbox", "inbox and outbox", "Tesseract", "store", "workflow slip"])
    func inAPlaceThatWorksAllIsWell(subject: String) throws {
        #expect(try troubles(subject) == [])
    }

    @Test func whatNoticesArePostedByIsLookedForWhereTheyAre() throws {
        let checks = { (text: String) in
            Doctor(site: try site(text), dataFolder: finished.dataFolder, now: Date()).examine().map(\.subject.en)
        }
        let plain = "data: data\nworkflows: [slip]\n"
        #expect(try !checks(plain).contains("sending notices and posts"))
        let told = try checks(plain + "notify: {webhook: {url: \"http://127.0.0.1:9/\"}, template: \"{lines}\"}\n")
        #expect(told.contains("sending notices and posts"))
    }

    @Test func aFolderThatCannotBeMadeIsAFailure() throws {
        let dataFolder = DataFolder(data: finished.dataFolder.data, outbox: finished.export.appending(path: "outbox"))
        #expect(try troubles("outbox", dataFolder: dataFolder).map(\.state) == [.failure])
    }

    @Test(arguments: ["data/inbox", "data/inbox/out", "data"])
    func anOutboxThatIsReadAsAnInboxIsAFailure(outbox: String) throws {
        let dataFolder = DataFolder(data: finished.dataFolder.data, outbox: finished.folder.file(outbox))
        #expect(try troubles("inbox and outbox", dataFolder: dataFolder).map(\.state) == [.failure])
    }

    @Test(arguments: [
        ("127.0.0.1:8080", ["nobody has an account"]), ("\"[::1]:8080\"", ["nobody has an account"]),
        (
            "203.0.113.9:80",
            ["203.0.113.9:80 is served in clear", "this machine has no address 203.0.113.9", "nobody has an account"]
        ),
    ])
    func aStationThatIsNotSafeOrUsedByNobodyIsAWarning(address: String, messages: [String]) throws {
        let site = try site("data: data\nworkflows: [slip]\nstation: {listen: \(address)}\n")
        let found = try troubles("station", site: site)
        #expect(found.count == messages.count)
        #expect(found.allSatisfy { ($0.state == .failure) == $0.message.en.hasPrefix("this machine has no") })
        for (trouble, message) in zip(found, messages) { #expect(trouble.message.en.hasPrefix(message)) }
    }

    @Test func aClockBeforeTheNewestEntryIsAFailure() throws {
        let trouble = try #require(try troubles("clock", now: Date().addingTimeInterval(-3600)).first)
        #expect(trouble.state == .failure)
        #expect(trouble.message.en.contains("before the newest entry"))
    }

    /// Days are those of the site's zone, so that a machine that runs under UTC is no trouble.
    @Test func theMachinesOwnTimeZoneIsNoTrouble() throws {
        #expect(try troubles("clock", now: Date()).isEmpty)
    }

    @Test func aStoreThatIsNoneIsAFailure() throws {
        let dataFolder = DataFolder(data: finished.folder.file("broken"), outbox: finished.folder.file("out"))
        try finished.folder.write(String(repeating: "no database ", count: 100), to: "broken/tema.sqlite")
        #expect(try troubles("store", dataFolder: dataFolder).map(\.state) == [.failure])
    }

    @Test(arguments: [("番号", 0), ("住所", 1)])
    func aRegisterWithoutItsKeyColumnIsAFailure(key: String, failures: Int) throws {
        let site = try site("data: data\nregisters:\n  people: {csv: people.csv, encoding: UTF-8, key: \(key)}\n")
        #expect(try troubles("register people", site: site).count == failures)
    }

    @Test func damagedValuesOfARegisterAreWarnedOfWithAnExample() throws {
        try finished.folder.write("番号,氏名\n1.00E+07,見本 一\n2,見本\u{E001}\n", to: "people.csv")
        let site = try site("data: data\nregisters:\n  people: {csv: people.csv, key: 番号}\n")
        let troubles = try troubles("register people", site: site)
        #expect(troubles.map(\.state) == [.warning, .warning])
        #expect(
            troubles.map(\.message.en) == [
                "column 番号 of people: 1 of 2 keys are damaged, e.g. 1.00E+07 (line 2)",
                "column 氏名 of people: 1 of 2 values have private letters (外字), e.g. U+E001 (line 3)",
            ])
    }

    @Test func aRegisterThatAJobFileDeclaresIsLookedAtToo() throws {
        try finished.folder.write("番号,氏名\n7001,見本 一\n", to: "job/people.csv")
        try finished.folder.write(
            SlipFolder.job(
                split: "form",
                steps: "- read: {error-budget: 49%}\n- reconcile: {with: {csv: people.csv, key: id}, on: [consent]}",
                hasBaseline: false), to: "job/workflow.yml")
        for name in ["slip.yml", "slip-blank.pdf"] {
            try finished.folder.write(
                Data(contentsOf: finished.folder.file("slip/forms/\(name)")), to: "job/forms/\(name)")
        }
        let trouble = try #require(try troubles("register people", site: try site("workflows: [job]\n")).first)
        #expect(trouble.state == .failure)
        #expect(trouble.message.en.contains("no key column 'id'"))
    }

    @Test func theMistakesOfAWorkflowAreCounted() throws {
        try finished.folder.write("workflow: Bad\ntitel: x\n", to: "bad/workflow.yml")
        let trouble = try #require(try troubles("workflow bad", site: try site("workflows: [bad]\n")).first)
        #expect(trouble.state == .failure)
        #expect(trouble.remedy?.en.contains("tema check") == true)
    }
}
