import Engine
import Foundation
import Intake
import Operations
import Paperwork
import SQLAccess
import SlipRuns
import Slips
import Storage
import Testing
import Workflows

/// Who is told of what needs a person.
@Suite struct NoticeTests {
    private let folder: SlipFolder
    private let store: Store
    private let workflow: Workflow

    /// A batch whose only document waits for a person, and is to be finished on the third business day.
    init() throws {
        folder = try SlipFolder(steps: "- read: {error-budget: 0.0001%}\n- review: {by: clerk}")
        let job = try String(contentsOf: folder.file("slip/workflow.yml"), encoding: .utf8)
        try folder.write(job + "\ndeadline: {business-days: 3, at: \"17:15\"}\n", to: "slip/workflow.yml")
        workflow = try folder.job().workflow
        _ = try folder.run([folder.scan([.plain])])
        store = try Store.open(folder.dataFolder)
    }

    private func site(_ service: NoticeService) throws -> Site {
        let file = try folder.write(
            """
            workflows: [slip]
            notify:
              mail: {server: "smtp://127.0.0.1:\(service.smtp)", from: tema@example.jp, to: [kakari@example.jp]}
              webhook: {url: "http://127.0.0.1:\(service.http)/hook"}
              template: |
                対応 {count}件
                {lines}

            """, to: "tema.yml")
        return try #require(SiteReader.read(file).value)
    }

    @Test func aLateBatchIsToldOfOnceByMailAndWebhook() throws {
        let service = try NoticeService()
        let notifier = Notifier(try site(service), store: store)
        let now = Date()
        #expect(try notifier.matters([workflow], now: now).isEmpty)
        #expect(try notifier.tell([:], now: now) == 0)
        #expect(try service.taken().isEmpty, "nothing is wrong")

        let late = now.addingTimeInterval(20 * 86_400)
        let matters = try notifier.matters([workflow], now: late)
        #expect(matters.count == 1)
        #expect(try notifier.tell(matters, now: late) == 1)
        #expect(try notifier.tell(matters, now: late) == 0)
        let taken = try service.taken()
        #expect(taken.map(\.kind).sorted() == ["http", "mail"])
        for one in taken {
            #expect(one.text.contains("対応 1件") && one.text.contains("scan.pdf") && one.text.contains("期限"), "\(one)")
        }
        #expect(taken.first { $0.kind == "mail" }?.to == ["kakari@example.jp"])
    }

    @Test func ofTwoHostsOneTells() throws {
        let service = try NoticeService()
        let (here, there) = (
            Notifier(try site(service), store: store),
            Notifier(try site(service), store: try Store.open(folder.dataFolder))
        )
        let matters = ["stopped city": Wording(ja: "止まっています", en: "stopped")]
        let now = Date()
        // The other host has the turn, and may still be about to tell.
        #expect(try store.takeNoticeTurn(["stopped city"], now: now) == ["stopped city"])
        #expect(try here.tell(matters, now: now) == 0)
        #expect(try there.tell(matters, now: now.addingTimeInterval(60)) == 0)
        #expect(try service.taken().isEmpty)
        // It died before it told anyone.
        let later = now.addingTimeInterval(600)
        #expect(try here.tell(matters, now: later) + there.tell(matters, now: later) == 1)
        #expect(try service.taken().map(\.kind).sorted() == ["http", "mail"])
    }

    /// A batch of which more is left than will be done by then, at the pace of late.
    @Test func aBatchThatWillBeLateIsToldOfBefore() throws {
        let done = try SlipFolder()
        let file = try done.write("workflows: [slip]\n", to: "tema.yml")
        let site = try #require(SiteReader.read(file).value)
        let place = DataFolder(data: folder.dataFolder.data, outbox: folder.dataFolder.outbox)
        // A batch of the same workflow that took a day and a half for its document.
        _ = try JobRunner(job: try done.job(), dataFolder: place, workers: 1).run([done.scan([.front(marks: ["post"])])]
        )
        let database = try SQLDatabase.open(sqliteAt: place.storeFile)
        try database.write { connection in
            try connection.execute("UPDATE batch SET received = received - 129600000 WHERE state = 'finished'")
        }
        let open = try #require(try store.openBatches().first)
        let deadline = try #require(workflow.timing.deadline).moment(
            received: open.received, in: site.timeZone, site.businessDays)
        let watch = DeadlineWatch(site, store: store)
        #expect(try watch.warnings([workflow], now: deadline.addingTimeInterval(-2 * 86_400)).isEmpty)
        let warning = try #require(
            try watch.warnings([workflow], now: deadline.addingTimeInterval(-86_400)).first)
        #expect(warning.batch == open.batch.id && warning.documents == 1)
        #expect(try #require(warning.expected) > deadline)
        #expect(warning.wording(in: site.timeZone).ja.contains("間に合いません"))
    }

    @Test func whatCannotBeToldIsToldLater() throws {
        let service = try NoticeService()
        let notifier = Notifier(try site(service), store: store)
        let matters = ["stopped city": Wording(ja: "止まっています", en: "stopped")]
        try service.refuse(true)
        #expect(throws: Trouble.self) { try notifier.tell(matters, now: Date()) }
        try service.refuse(false)
        #expect(try notifier.tell(matters, now: Date()) == 1)
        // What was mended and breaks again is told again.
        #expect(try notifier.tell([:], now: Date()) == 0)
        #expect(try notifier.tell(matters, now: Date()) == 1)
    }
}

/// A small mail server and a webhook, which keep what they get.
private final class NoticeService: Sendable {
    struct Taken: Decodable {
        var kind: String
        var to: [String]?
        var text: String
    }

    let smtp: Int
    let http: Int
    private let process = Process()
    private let lifeline = Pipe()

    private static let program = """
        import email, email.header, http.server, json, os, socketserver, sys, threading
        taken, refuses = [], [False]
        class Mail(socketserver.StreamRequestHandler):
            def say(self, line): self.wfile.write((line + "\\r\\n").encode())
            def handle(self):
                self.say("220 here")
                to = []
                while True:
                    line = self.rfile.readline().decode().strip()
                    word = line.upper()
                    if not line: return
                    if word.startswith("RCPT"): to.append(line[line.index("<") + 1:line.index(">")])
                    if word.startswith("QUIT"): return self.say("221 bye")
                    if word.startswith("MAIL") and refuses[0]:
                        self.say("451 later")
                    elif word == "DATA":
                        self.say("354 go on")
                        lines = []
                        while (line := self.rfile.readline()) != b".\\r\\n": lines.append(line)
                        mail = email.message_from_bytes(b"".join(lines))
                        subject = str(email.header.make_header(email.header.decode_header(mail["Subject"])))
                        text = mail.get_payload(decode=True).decode()
                        taken.append({"kind": "mail", "to": to, "text": subject + "\\n" + text})
                        self.say("250 taken")
                    else: self.say("250 yes")
        class Hook(http.server.BaseHTTPRequestHandler):
            def log_message(self, *a): pass
            def say(self, value):
                body = json.dumps(value).encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            def do_GET(self): self.say(taken)
            def do_PUT(self):
                refuses[0] = self.path == "/refuse"
                self.say([])
            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                taken.append({"kind": "http", "text": body["text"]})
                self.say([])
        servers = [socketserver.ThreadingTCPServer(("127.0.0.1", 0), Mail),
                   http.server.ThreadingHTTPServer(("127.0.0.1", 0), Hook)]
        threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
        threading.Thread(target=servers[0].serve_forever, daemon=True).start()
        print(" ".join(str(server.server_address[1]) for server in servers), flush=True)
        servers[1].serve_forever()
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
        let ports = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
            .split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
        try #require(ports.count == 2)
        (smtp, http) = (ports[0], ports[1])
    }

    deinit { process.terminate() }

    func taken() throws -> [Taken] {
        try JSONDecoder().decode(
            [Taken].self, from: Data(contentsOf: try #require(URL(string: "http://127.0.0.1:\(http)/"))))
    }

    /// Whether mail is refused from now on.
    func refuse(_ does: Bool) throws {
        let asking = Process()
        asking.executableURL = URL(filePath: "/usr/bin/env")
        asking.arguments = ["curl", "-s", "-X", "PUT", "http://127.0.0.1:\(http)/\(does ? "refuse" : "take")"]
        asking.standardOutput = FileHandle.nullDevice
        try asking.run()
        asking.waitUntilExit()
        try #require(asking.terminationStatus == 0)
    }
}
