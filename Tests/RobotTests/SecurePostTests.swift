import Engine
import Foundation
import Intake
import Paperwork
import SlipRuns
import Slips
import Testing
import Workflows

/// Posts as old services want them: as a form, from someone who shows a certificate.
@Suite(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/openssl")))
struct SecurePostTests {
    private func run(_ options: String, _ service: CertifiedService) async throws -> (SlipFolder, BatchOutcome) {
        let steps = """
            - read: {error-budget: 49%}
            - post:
                to: apply
                url: "\(service.address)records"
                as: form
                body: {番号: "{_document}", 方法: "{way}", 印: "a&b=c 100%+ok"}
                keep: {number: id}
                authority: \(service.folder.path)/server.pem
                retry: 0.1
            \(options.split(separator: "\n").map { "    \($0)" }.joined(separator: "\n"))
            """
        let folder = try SlipFolder(steps: steps)
        let job = try folder.job()
        let dataFolder = folder.dataFolder
        let scan = try folder.scan([.front(marks: ["post"])])
        let site = SiteReader.standard(in: folder.url)
        let outcome = try await OwnThread.run {
            try JobRunner(job: job, dataFolder: dataFolder, workers: 1, leavingBy: site).run([scan])
        }
        return (folder, try #require(outcome.batches.first))
    }

    @Test func aFormIsPostedByWhoShowsACertificate() async throws {
        let service = try CertifiedService()
        let (_, batch) = try await run(
            "certificate: \(service.folder.path)/client.pem\nkey: \(service.folder.path)/client-key.pem", service)
        #expect(batch.states == [.done: 1])
        let document = try #require(try batch.documents.first)
        #expect(document.value("number") == .text("K-1"))
        let taken = try service.taken()
        #expect(taken.map(\.type) == ["application/x-www-form-urlencoded; charset=utf-8"])
        #expect(taken.first?.form == ["番号": document.id, "方法": "郵送", "印": "a&b=c 100%+ok"])
    }

    @Test func nothingArrivesFromWhoShowsNone() async throws {
        let service = try CertifiedService()
        let (_, batch) = try await run("", service)
        #expect(batch.states[.done] == nil)
        #expect(try service.taken().isEmpty)
    }
}

/// A small HTTPS service that lets in whoever shows the certificate that it knows, and writes down what it gets.
private final class CertifiedService: Sendable {
    struct Taken: Decodable {
        var type: String
        var form: [String: String]
    }

    let folder: URL
    let address: String
    private let process = Process()
    private let lifeline = Pipe()

    private static let program = """
        import http.server, json, os, ssl, sys, threading, urllib.parse
        folder = sys.argv[1]
        class H(http.server.BaseHTTPRequestHandler):
            def log_message(self, *a): pass
            def do_POST(self):
                text = self.rfile.read(int(self.headers["Content-Length"])).decode()
                line = {"type": self.headers["Content-Type"], "form": dict(urllib.parse.parse_qsl(text, strict_parsing=True))}
                with open(folder + "/taken", "a") as file: file.write(json.dumps(line) + "\\n")
                body = b'{"id": "K-1"}'
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(folder + "/server.pem", folder + "/server-key.pem")
        context.load_verify_locations(folder + "/client.pem")
        context.verify_mode = ssl.CERT_REQUIRED
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), H)
        server.handle_error = lambda *a: None
        server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
        print("https://127.0.0.1:%d/" % server.server_port, flush=True)
        server.serve_forever()
        """

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "post-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for name in ["server", "client"] {
            let making = Process()
            making.executableURL = URL(filePath: "/usr/bin/openssl")
            making.arguments = [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                "-subj", "/CN=\(name)", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout",
                folder.appending(path: "\(name)-key.pem").path, "-out", folder.appending(path: "\(name).pem").path,
            ]
            making.standardError = FileHandle.nullDevice
            try making.run()
            making.waitUntilExit()
        }
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-c", Self.program, folder.path]
        process.standardInput = lifeline
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        _ = fcntl(lifeline.fileHandleForWriting.fileDescriptor, F_SETFD, FD_CLOEXEC)
        try process.run()
        address = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }

    deinit {
        process.terminate()
        try? FileManager.default.removeItem(at: folder)
    }

    func taken() throws -> [Taken] {
        guard let text = try? String(contentsOf: folder.appending(path: "taken"), encoding: .utf8) else { return [] }
        return try text.split(separator: "\n").map { try JSONDecoder().decode(Taken.self, from: Data($0.utf8)) }
    }
}
