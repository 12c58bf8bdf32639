import Foundation

/// The tax system of the samples, running on this machine on a port of its own; gone with this value.
final class TaxSystem: Sendable {
    struct Record: Decodable, Hashable {
        var number: String
        var receipt: String
        var way: String
        var consent: String
        var urgent: String
        var note: String
    }

    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Samples/tax-system")

    let data: URL
    let address: String
    private let process: Process
    private let lifeline: Pipe
    private let keepsData: Bool

    /// - Parameters:
    ///   - data: of one that ran before, whose records it goes on with.
    ///   - options: further words of its command line.
    ///   - keepsData: leaves its records where they are when it ends.
    init(_ options: [String] = [], data: URL? = nil, port: Int = 0, keepsData: Bool = false) throws {
        self.keepsData = keepsData
        self.data =
            data ?? FileManager.default.temporaryDirectory.appending(path: "tax-\(UUID().uuidString)")
        process = Process()
        lifeline = Pipe()
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments =
            [
                "python3", Self.folder.appending(path: "tax_system.py").path, self.data.path, "--while-input",
                "--port", String(port), "--seed", "7",
            ] + options
        process.standardInput = lifeline
        process.standardOutput = output
        _ = fcntl(lifeline.fileHandleForWriting.fileDescriptor, F_SETFD, FD_CLOEXEC)
        try process.run()
        var said = ""
        while !said.contains("\n") {
            let bytes = output.fileHandleForReading.availableData
            if bytes.isEmpty { break }
            said += String(decoding: bytes, as: UTF8.self)
        }
        address = said.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    deinit {
        kill()
        if !keepsData { try? FileManager.default.removeItem(at: data) }
    }

    /// As a power cut would.
    func kill() {
        if process.isRunning { Foundation.kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
    }

    /// What is registered, each line once.
    func records() throws -> [Record] { try lines("records.jsonl") }

    /// The numbers that someone tried to register again.
    func duplicates() throws -> Int {
        struct Line: Decodable { var number: String }
        return try (lines("duplicates.jsonl") as [Line]).count
    }

    func switchLayout(to layout: String) throws {
        try Data(layout.utf8).write(to: data.appending(path: "layout"))
    }

    /// The sample's script, for this address.
    func script(_ changes: (String) -> String = { $0 }) throws -> String {
        let text = try String(contentsOf: Self.folder.appending(path: "enter.yml"), encoding: .utf8)
        // A busy machine takes its time with a page.
        return changes(
            text.replacing("http://127.0.0.1:8091/", with: address).replacing("patience: 10", with: "patience: 120"))
    }

    private func lines<Line: Decodable>(_ name: String) throws -> [Line] {
        guard let text = try? String(contentsOf: data.appending(path: name), encoding: .utf8) else { return [] }
        return try text.split(separator: "\n").map { try JSONDecoder().decode(Line.self, from: Data($0.utf8)) }
    }
}
