import Foundation
import Paperwork
import Slips
import StationRuns
import Storage
import Testing
import WebDriver

/// What is sent to a station by whoever does not use its pages, or uses them to harm.
@Suite(.browserTurn) struct HostileTests {
    private static let steps = """
        - read: {error-budget: 0.0001%}
        - review: {by: clerk}
        """
    private static let script = #"<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>"#

    private static func station() throws -> ServedStation {
        try ServedStation(
            folder: SlipFolder(steps: steps), station: #"listen: "127.0.0.1:0", language: ja, planted-errors: 0%"#)
    }

    /// Drops a scan, and takes its document into the clerk's hand.
    private static func document(
        _ station: ServedStation, _ clerk: StationClient, scan: URL, name: String = "scan.pdf"
    ) async throws -> (id: String, token: String, fields: [[String: Any]]) {
        let query = "workflow=slip&name=" + (name.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")
        #expect(try await clerk.post("/api/uploads?\(query)", bytes: Data(contentsOf: scan)).status == 201)
        let (id, _) = try await nextDocument(station, clerk)
        let view = try await clerk.get("/api/review/documents/\(id)")
        return (
            id, try #require(try view.json("document", "token") as? String),
            try #require(try view.json("document", "fields") as? [[String: Any]])
        )
    }

    /// Waits for a document, and takes it into the clerk's hand.
    private static func nextDocument(
        _ station: ServedStation, _ clerk: StationClient
    ) async throws -> (id: String, token: String) {
        for _ in 0..<2400 {
            let answer = try await clerk.get("/api/review/next")
            if let id = try answer.json("document", "id") as? String,
                let token = try answer.json("document", "token") as? String
            {
                return (id, token)
            }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw NothingWaits(log: station.log)
    }

    @Test func documentsOfAnotherDepartmentAreNeitherReadNorSettled() async throws {
        let station = try Self.station()
        let scan = try station.folder.scan([.plain])
        try await ServedStation.with(station) { station in
            let people = try People(station)
            let clerk = try await people.client("clerk")
            let (id, token, _) = try await Self.document(station, clerk, scan: scan)
            let other = try await people.client("other")
            #expect(try await other.get("/api/review/documents/\(id)").status == 409)
            #expect(try await other.get("/api/review/next").json("document") == nil)
            let values: [String: any Sendable] = [
                "document": id, "token": token, "field": "way", "text": "郵送", "force": true, "seconds": 1,
                "mode": "document",
            ]
            #expect(try await other.post("/api/review/settle", values).status == 409)
            #expect(try await other.post("/api/review/check", values).status == 404)
            #expect(try await other.post("/api/review/unmask", values).status == 404)
            let rejecting = ["document": id, "token": token, "reason": "x", "seconds": 1] as [String: any Sendable]
            #expect(try await other.post("/api/review/reject", rejecting).status == 409)
            for path in ["job", "fields", "months", "versions", "cases", "acceptance"] {
                #expect(try await other.get("/api/workflows/slip/\(path)").status == 404, "\(path)")
            }
            #expect(
                try await other.get("/api/batches/\(id.split(separator: "-").dropLast().joined(separator: "-"))/trial")
                    .status == 403)
            let store = try Store.open(sqliteAt: station.data.appending(path: "tema.sqlite"))
            #expect(try store.document(id)?.state == .review)
            let refused = try store.events(AuditFilter(actor: "other"), limit: 50).filter { $0.kind == .accessRefused }
            #expect(refused.count { $0.detail["document"] == id } >= 5)
            #expect(refused.count { $0.detail["workflow"] == "slip" } == 6)
            #expect(refused.contains { $0.detail["path"]?.hasSuffix("/trial") == true })
        }
    }

    @Test func aFormThatIsSentTwiceSettlesOnce() async throws {
        let station = try Self.station()
        let scan = try station.folder.scan([.plain])
        try await ServedStation.with(station) { station in
            let clerk = try await People(station).client("clerk")
            let (id, token, fields) = try await Self.document(station, clerk, scan: scan)
            var last: [String: any Sendable] = [:]
            for field in fields where field["state"] as? String == "doubt" {
                let name = try #require(field["name"] as? String)
                last = [
                    "document": id, "token": token, "field": name, "text": name == "way" ? "郵送" : "0", "force": true,
                    "seconds": 1, "mode": "document",
                ]
                #expect(try await clerk.post("/api/review/settle", last).status == 200)
            }
            let store = try Store.open(sqliteAt: station.data.appending(path: "tema.sqlite"))
            let settled = try store.reviewEntries(ofDocument: id)
            #expect(try await clerk.post("/api/review/settle", last).status == 409, "it was settled already")
            var foreign = last
            foreign["token"] = "0000000000000000"
            #expect(try await clerk.post("/api/review/settle", foreign).status == 409)
            #expect(try store.reviewEntries(ofDocument: id) == settled)
            // A page of another session proves nothing in this one.
            var stale = clerk
            stale.proof = try await People.client(station, "manager").proof
            #expect(try await stale.post("/api/review/settle", last).status == 403)
            let refused = try store.events(AuditFilter(actor: "clerk"), limit: 50).filter { $0.kind == .accessRefused }
            #expect(refused.map(\.detail) == [["path": "/api/review/settle"]])
        }
    }

    @Test func scriptInFieldsAndNamesIsTextOnEveryPage() async throws {
        let station = try Self.station()
        let scan = try station.folder.scan([.plain, .plain])
        try await ServedStation.with(station) { station in
            let people = try People(station)
            let clerk = try await people.client("clerk")
            let name = "<img src=x onerror=window.hacked=1>.pdf"
            let (id, token, _) = try await Self.document(station, clerk, scan: scan, name: name)
            let rejecting: [String: any Sendable] = [
                "document": id, "token": token, "reason": Self.script, "seconds": 1,
            ]
            #expect(try await clerk.post("/api/review/reject", rejecting).status == 200)
            let (waiting, second) = try await Self.nextDocument(station, clerk)
            let settling: [String: any Sendable] = [
                "document": waiting, "token": second, "field": "way", "text": Self.script, "force": true, "seconds": 1,
                "mode": "document",
            ]
            #expect(try await clerk.post("/api/review/settle", settling).status == 200)
            for action in ["start", "stop"] {
                let body: [String: any Sendable] = ["workflow": "slip", "action": action, "note": Self.script]
                #expect(try await clerk.post("/api/time/study", body).status == 200)
            }
            #expect(
                try await clerk.post("/api/tokens", ["label": "<script>window.hacked=1</script>", "days": 3]).status
                    == 201)
            let it = try await people.client("it")
            let account: [String: any Sendable] = [
                "name": "script", "display": Self.script, "role": "clerk", "departments": [Self.script],
                "password": People.password,
            ]
            #expect(try await it.post("/api/accounts", account).status == 201)
            _ = try await clerk.post(
                "/api/review/hold", ["document": waiting, "token": second, "action": "back"])
            for (person, pages) in [
                ("clerk", ["/batches", "/review", "/time/study", "/time", "/workflows", "/review/sample"]),
                ("it", ["/audit", "/accounts", "/templates"]),
            ] {
                try await Browser.with { browser in
                    try await people.signIn(person, browser)
                    for page in pages {
                        try await browser.open(try station.address + page)
                        try await browser.waitFor("document.readyState === 'complete'")
                        if page == "/batches" {
                            // Drawn anew whenever something changes: clicked where it is at that moment.
                            try await browser.waitFor(
                                """
                                const more = document.querySelector('.batch .more table');
                                if (!more) document.querySelector('.batch button.plain[aria-expanded=false]')?.click();
                                return more !== null
                                """)
                        }
                        if page == "/time/study" {
                            try await browser.waitFor("document.querySelector('#samples td') !== null")
                        }
                        if page == "/audit" { try await browser.waitFor("document.querySelectorAll('td').length > 3") }
                        if page == "/accounts" {
                            try await browser.waitFor("document.body.innerText.includes('onerror')")
                        }
                        let isHacked: Bool = try await browser.execute("return window.hacked === 1")
                        #expect(!isHacked, "\(page)")
                        let images: Int = try await browser.execute(
                            "return document.querySelectorAll('img[src=x]').length")
                        #expect(images == 0, "\(page)")
                    }
                }
            }
        }
    }
}

/// No document came to wait in time; this is what the service said.
private struct NothingWaits: Error {
    var log: String
}
