import Engine
import Foundation
import Intake
import Paperwork
import SQLAccess
import SlipRuns
import Slips
import Storage
import Testing
import Workflows

/// Handing documents to databases and HTTP services.
@Suite(.serialized) struct HandOverTests {
    private func run(_ folder: SlipFolder, _ pages: [Slip.Page]) async throws -> RunOutcome {
        let job = try folder.job()
        let dataFolder = folder.dataFolder
        let scan = try folder.scan(pages)
        let site = SiteReader.standard(in: folder.url)
        return try await OwnThread.run {
            try JobRunner(job: job, dataFolder: dataFolder, workers: 1, leavingBy: site).run([scan])
        }
    }

    @Test func eachDocumentIsOneTransactionInADatabase() async throws {
        let steps = """
            - read: {error-budget: 49%}
            - sql:
                to: city
                database: city.db
                run:
                  - INSERT INTO slip (id, way) VALUES ({_document}, {way})
                  - INSERT INTO note (slip) VALUES ({_document})
                verify: SELECT 1 FROM slip WHERE id = {_document}
            """
        let folder = try SlipFolder(steps: steps)
        let city = try SQLDatabase.open(sqliteAt: folder.file("slip/city.db"))
        try city.write { connection in
            try connection.execute("CREATE TABLE slip (id TEXT PRIMARY KEY, way TEXT NOT NULL)")
            try connection.execute("CREATE TABLE note (slip TEXT)")
        }
        let outcome = try await run(folder, [.front(marks: ["post"]), .front(marks: ["consent"])])
        let batch = try #require(outcome.batches.first)
        // The second has no way, which the table wants.
        #expect(batch.states == [.done: 1, .review: 1])
        let rows = try city.read { try $0.rows("SELECT id, way FROM slip").map { try $0.text("way") } }
        #expect(rows == ["郵送"])
        #expect(try city.read { try $0.rows("SELECT slip FROM note") }.count == 1)
        let refused = try #require(try batch.documents.first { $0.state == .review })
        #expect(refused.openProblems.map(\.rule) == ["enter:city"])
    }

    @Test func aServiceGetsEachDocumentOnceWithAKeyOfItsOwn() async throws {
        let service = try PostService()
        let steps = """
            - read: {error-budget: 49%}
            - post:
                to: apply
                url: "\(service.address)records"
                body: {番号: "{_document}", 方法: "{way}"}
                keep: {number: id}
                repeatable: true
                retry: 0.2
            """
        let folder = try SlipFolder(steps: steps)
        let outcome = try await run(folder, [.front(marks: ["post"]), .front(marks: ["counter"])])
        let batch = try #require(outcome.batches.first)
        #expect(batch.states == [.done: 2])
        let documents = try batch.documents
        #expect(documents.map { $0.value("number") } == [.text("1"), .text("2")])
        let taken = try service.taken()
        #expect(taken.map(\.key) == documents.map { "\($0.id)-2" })
        #expect(taken.map { $0.body["方法"] } == ["郵送", "窓口"])
        // The first request of all got no answer, and came again under its key.
        #expect(try service.requests() == 3)
    }
}

/// A small HTTP service that takes each idempotency key once and leaves its first request without an answer.
private final class PostService: Sendable {
    struct Taken: Decodable {
        var key: String
        var body: [String: String]
    }

    private struct State: Decodable {
        var requests: Int
        var taken: [Taken]
    }

    let address: String
    private let process = Process()
    private let lifeline = Pipe()

    private static let program = """
        import http.server, json, os, sys, threading
        taken, count = [], [0]
        class H(http.server.BaseHTTPRequestHandler):
            def log_message(self, *a): pass
            def say(self, value):
                body = json.dumps(value).encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            def do_GET(self): self.say({"requests": count[0], "taken": taken})
            def do_POST(self):
                count[0] += 1
                key = self.headers["Idempotency-Key"]
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                if key not in [t["key"] for t in taken]: taken.append({"key": key, "body": body})
                if count[0] == 1: return self.connection.close()
                self.say({"id": [t["key"] for t in taken].index(key) + 1})
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), H)
        threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
        print("http://127.0.0.1:%d/" % server.server_port, flush=True)
        server.serve_forever()
        """

    init() throws {
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-c", Self.program]
        process.standardInput = lifeline
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        _ = fcntl(lifeline.fileHandleForWriting.fileDescriptor, F_SETFD, FD_CLOEXEC)
        try process.run()
        address = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }

    deinit { process.terminate() }

    func taken() throws -> [Taken] { try state().taken }

    func requests() throws -> Int { try state().requests }

    private func state() throws -> State {
        try JSONDecoder().decode(State.self, from: Data(contentsOf: try #require(URL(string: address))))
    }
}
