import Foundation
import Slips
import StationRuns
import Storage
import Testing

/// Who may see and do what, and what is refused to whoever tries something else.
@Suite struct AccessTests {
    private static func station() throws -> ServedStation {
        try ServedStation(
            station: #"listen: "127.0.0.1:0", language: en, planted-errors: 0%"#, settings: "limits: {megabytes: 1}")
    }

    @Test func eachRoleSeesItsPagesAndNoOther() async throws {
        let pages = [
            "/batches", "/review", "/review/carpet", "/time", "/workflows", "/templates", "/audit", "/accounts",
        ]
        let seen: [String: Set<String>] = [
            "clerk": ["/batches", "/review", "/review/carpet", "/time", "/workflows"],
            "it": ["/batches", "/time", "/workflows", "/templates", "/audit", "/accounts"],
            "manager": ["/batches", "/review", "/review/carpet", "/time", "/workflows"],
            "auditor": ["/batches", "/time", "/workflows", "/audit"],
        ]
        try await ServedStation.with(try Self.station()) { station in
            let people = try People(station)
            for (name, allowed) in seen.sorted(by: { $0.key < $1.key }) {
                let client = try await people.client(name)
                for page in pages {
                    let answer = try await client.get(page)
                    #expect(answer.status == (allowed.contains(page) ? 200 : 403), "\(name) \(page)")
                }
                let programs = [
                    ("/api/review/next", "/review"), ("/api/audit", "/audit"), ("/api/accounts", "/accounts"),
                ]
                for (path, page) in programs {
                    #expect(
                        try await client.get(path).status == (allowed.contains(page) ? 200 : 403), "\(name) \(path)")
                }
            }
            let nobody = StationClient(address: try station.address)
            for page in pages { #expect(try await nobody.get(page).header("Location") == "/sign-in") }
            #expect(try await nobody.get("/api/batches").status == 401)
            #expect(try await nobody.get("/health").status == 200)
        }
    }

    @Test func whatIsOfAnotherDepartmentIsNotThere() async throws {
        let station = try Self.station()
        let scan = try station.folder.scan([.plain])
        try await ServedStation.with(station) { station in
            let people = try People(station)
            let clerk = try await people.client("clerk")
            let taken = try await clerk.post("/api/uploads?workflow=slip&name=scan.pdf", bytes: Data(contentsOf: scan))
            #expect(taken.status == 201)
            var batch: String?
            for _ in 0..<600 where batch == nil {
                try await Task.sleep(for: .milliseconds(100))
                batch = try await clerk.get("/api/batches").text.firstMatch(of: /"id":"([0-9a-f-]+)"/).map {
                    String($0.1)
                }
            }
            let id = try #require(batch)
            let other = try await people.client("other")
            for path in ["", "/original", "/exports/0"] {
                #expect(try await other.get("/api/batches/\(id)\(path)").status == 404, "\(path)")
            }
            #expect(try await other.get("/api/pages/\(id)/1").status == 404)
            #expect(try await other.get("/api/batches").json("batches") as? [String] == [])
            let upload = try await other.post("/api/uploads?workflow=slip&name=a.pdf", bytes: Data("x".utf8))
            #expect(upload.status == 404)
            #expect(try await clerk.get("/api/batches/\(id)").status == 200)
            let refused = try Store.open(sqliteAt: station.data.appending(path: "tema.sqlite"))
                .events(AuditFilter(actor: "other"), limit: 20).filter { $0.kind == .accessRefused }
            #expect(refused.count { $0.detail["batch"] == id } == 4)
            #expect(refused.count { $0.detail["workflow"] == "slip" } == 1)
        }
    }

    @Test func nothingChangesWithoutTheProofOfAPage() async throws {
        try await ServedStation.with(try Self.station()) { station in
            let people = try People(station)
            var client = try await people.client("it")
            client.proof = nil
            #expect(try await client.post("/api/audit/verify").status == 403)
            client.proof = String(repeating: "0", count: 64)
            #expect(try await client.post("/api/audit/verify").status == 403)
            let foreign = StationClient(address: try station.address)
            let form = "name=it&password=\(People.password.replacing(" ", with: "+"))"
            #expect(try await foreign.form("/sign-in", form, origin: "http://evil.example").status == 403)
            let entries = try Store.open(sqliteAt: station.data.appending(path: "tema.sqlite"))
                .events(AuditFilter(actor: "it"), limit: 20)
            #expect(entries.map(\.kind) == [.accessRefused, .accessRefused, .signedIn])
        }
    }

    @Test func aTokenServesProgramsUntilItEnds() async throws {
        try await ServedStation.with(try Self.station()) { station in
            let people = try People(station)
            let browser = try await people.client("clerk")
            let made = try await browser.post("/api/tokens", ["label": "夜間の取込", "days": 30])
            #expect(made.status == 201)
            var program = StationClient(address: try station.address)
            program.token = try #require(try made.json("secret") as? String)
            #expect(try await program.get("/api/batches").status == 200)
            #expect(try await program.post("/api/tokens", ["label": "more", "days": 1]).status == 403)
            let id = try #require(try made.json("id") as? String)
            #expect(try await browser.post("/api/tokens/\(id)/end").status == 204)
            #expect(try await program.get("/api/batches").status == 401)
            program.token = String(repeating: "a", count: 64)
            #expect(try await program.get("/api/batches").status == 401)
        }
    }

    @Test func wrongPasswordsLockAnAccountForAWhile() async throws {
        try await ServedStation.with(try Self.station()) { station in
            let people = try People(station)
            let client = StationClient(address: try station.address)
            for _ in 0..<5 { #expect(try await client.form("/sign-in", "name=clerk&password=wrong").status == 401) }
            let right = "name=clerk&password=\(People.password.replacing(" ", with: "+"))"
            let locked = try await client.form("/sign-in", right)
            #expect(locked.status == 429 && locked.text.contains("seconds"))
            #expect(try await client.form("/sign-in", "name=nobody&password=wrong").status == 401)
            _ = try await people.client("it")
        }
    }

    /// What a hostile browser sends as a name, and what comes to lie in the inbox; nil where it is refused.
    @Test(
        arguments: [
            ("..%2F..%2Fevil.pdf", "evil.pdf"), ("%2Fetc%2Fpasswd.pdf", "passwd.pdf"), ("a%00b.pdf", "a\\x00b.pdf"),
            (".hidden.pdf", "hidden.pdf"), ("..", nil), ("%E2%80%AEfdp.exe", "\\u{202e}fdp.exe"),
            ("C:%5Cscan%5Ca.pdf", "a.pdf"), ("%3Cscript%3Ealert(1)%3C%2Fscript%3E.pdf", "script>.pdf"),
        ] as [(String, String?)])
    func aNameIsNoPath(name: String, file: String?) async throws {
        let station = try Self.station()
        let scan = try station.folder.scan([.plain])
        try await ServedStation.with(station) { station in
            let clerk = try await People(station).client("clerk")
            let answer = try await clerk.post("/api/uploads?workflow=slip&name=\(name)", bytes: Data(contentsOf: scan))
            #expect(answer.status == (file == nil ? 400 : 201))
            #expect(try answer.json("file") as? String == file)
            #expect(!FileManager.default.fileExists(atPath: station.data.appending(path: "evil.pdf").path))
        }
    }

    @Test func whatIsTooLargeOrEmptyOrNoJSONIsRefused() async throws {
        try await ServedStation.with(try Self.station()) { station in
            let clerk = try await People(station).client("clerk")
            let upload = "/api/uploads?workflow=slip&name=scan.pdf"
            #expect(try await clerk.post(upload, bytes: Data(count: 1_000_001)).status == 413)
            #expect(try await clerk.post(upload, bytes: Data()).status == 400)
            #expect(try await clerk.post("/api/uploads?workflow=none&name=a.pdf", bytes: Data(count: 1)).status == 404)
            #expect(try await clerk.post("/api/review/settle", ["document": 7]).status == 400)
            #expect(try await clerk.post("/api/review/undo").json("document") == nil)
            #expect(try await clerk.get("/web/..%2F..%2Ftema").status == 404)
            #expect(try await clerk.get("/api/pages/x/99999999999999999999").status >= 400)
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: station.data.appending(path: "uploads").path)
                    .isEmpty)
        }
    }
}
