import Foundation

/// The built program, run as people run it.
enum Tema {
    struct Result {
        var status: Int32
        var output: String
        var messages: String
    }

    /// Beside the test bundle.
    static let executable = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "tema")

    /// Runs the program.
    ///
    /// - Parameters:
    ///   - folder: the working folder.
    ///   - input: what is on its standard input.
    ///   - environment: on top of a plain one.
    ///   - fileSizeLimit: bytes that any one file may grow to, as on a disk that fills up.
    static func run(
        _ arguments: [String], in folder: URL, input: String? = nil, environment: [String: String] = [:],
        fileSizeLimit: Int? = nil
    ) throws -> Result {
        let streams = folder.appending(path: ".streams-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: streams, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: streams) }
        let output = streams.appending(path: "output")
        let messages = streams.appending(path: "messages")
        for file in [output, messages] { FileManager.default.createFile(atPath: file.path, contents: nil) }
        let process = Process()
        if let fileSizeLimit {
            // A file at its limit raises a signal, which a full disk does not.
            process.executableURL = URL(filePath: "/bin/sh")
            process.arguments =
                ["-c", "trap '' XFSZ; exec prlimit --fsize=\(fileSizeLimit) \"$0\" \"$@\"", executable.path] + arguments
        } else {
            process.executableURL = executable
            process.arguments = arguments
        }
        process.currentDirectoryURL = folder
        process.environment = ["PATH": "/usr/bin:/bin", "HOME": folder.path, "LANG": "C"].merging(environment) { $1 }
        let given = streams.appending(path: "input")
        if let input { try Data(input.utf8).write(to: given) }
        process.standardInput = input == nil ? FileHandle.nullDevice : try FileHandle(forReadingFrom: given)
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: messages)
        try process.run()
        process.waitUntilExit()
        return Result(
            status: process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus,
            output: try String(contentsOf: output, encoding: .utf8),
            messages: try String(contentsOf: messages, encoding: .utf8))
    }
}
