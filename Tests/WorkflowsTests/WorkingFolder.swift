import Foundation
import Paperwork

/// A temporary folder of definition files, gone when the test ends.
final class WorkingFolder {
    let url: URL

    init(_ files: [String: String] = [:]) throws {
        url =
            FileManager.default.temporaryDirectory.appendingPathComponent("tema-\(UUID().uuidString)")
            .standardizedFileURL
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        for (path, text) in files { try write(text, to: path) }
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func file(_ path: String) -> URL { url.appendingPathComponent(path) }

    func write(_ text: String, to path: String) throws {
        try write(Data(text.utf8), to: path)
    }

    func write(_ bytes: Data, to path: String) throws {
        let file = file(path)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try bytes.write(to: file)
    }

    /// Each mistake as `file:line:column: message`, the file relative to this folder.
    func lines(_ diagnostics: [Diagnostic], in language: Language = .en) -> [String] {
        diagnostics.map { $0.text(in: language).replacingOccurrences(of: url.path + "/", with: "") }
    }
}
