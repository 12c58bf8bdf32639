internal import Foundation
internal import Paperwork

/// One run of `curl`, its options on standard input.
struct Curl {
    struct End {
        var status: Int32
        var output: Data
        /// One line; empty where it said nothing.
        var messages: String
    }

    /// Exit statuses with which nothing was sent (https://curl.se/libcurl/c/libcurl-errors.html): no such host, no
    /// connection, no agreement on TLS, a certificate that can't be used.
    static let neverConnected: Set<Int32> = [1, 2, 3, 5, 6, 7, 35, 51, 53, 54, 58, 59, 60, 66, 77, 83, 91]

    private var options = "silent\nshow-error\n"

    /// Whether this machine has it.
    static var isThere: Bool { InstalledProgram.path(of: "curl") != nil }

    /// A line of a configuration file: `name = "value"`.
    mutating func set(_ name: String, _ value: String) {
        let escaped = value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
            .replacing("\r", with: "\\r").replacing("\t", with: "\\t")
        options += "\(name) = \"\(escaped)\"\n"
    }

    /// Blocks the calling thread until it has ended.
    ///
    /// - Throws: `Trouble` of kind `file` where there is no `curl`.
    func run() throws -> End {
        let process = Process()
        let (input, output, messages) = (Pipe(), Pipe(), Pipe())
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["curl", "-q", "--config", "-"]
        (process.standardInput, process.standardOutput, process.standardError) = (input, output, messages)
        for pipe in [input, output, messages] {
            for handle in [pipe.fileHandleForReading, pipe.fileHandleForWriting] {
                _ = fcntl(handle.fileDescriptor, F_SETFD, FD_CLOEXEC)
            }
        }
        try process.run()
        try? input.fileHandleForWriting.write(contentsOf: Data(options.utf8))
        try? input.fileHandleForWriting.close()
        let answer = try output.fileHandleForReading.readToEnd() ?? Data()
        let said = try messages.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus != 127 else {
            throw Trouble(
                .file, Wording(ja: "curl がありません。", en: "there is no curl on this machine"),
                remedy: Wording(ja: "apt install curl で入れてください。", en: "install it: apt install curl"))
        }
        return End(
            status: process.terminationStatus, output: answer,
            messages: String(decoding: said, as: UTF8.self).split(whereSeparator: \.isNewline).first.map(String.init)
                ?? "")
    }
}
