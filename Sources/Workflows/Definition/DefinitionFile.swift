import Foundation
import Paperwork

/// A definition file that is being read: its tree, and the mistakes found so far.
final class DefinitionFile {
    let url: URL
    /// As mistakes name it: relative to the working folder where it lies there.
    let name: String
    let bytes: Data
    /// Nil where the file can't be read or holds nothing.
    let root: DefinitionNode?
    /// With `\n` between lines and without a byte order mark.
    let text: String
    private let registerFolder: URL
    private(set) var mistakes: [Diagnostic] = []
    private(set) var warnings: [Diagnostic] = []

    /// Reads `url`; whatever keeps it from being read becomes a mistake.
    /// - parameter limit: bytes, so that a hostile file costs little.
    /// - parameter registers: the folder that registers are relative to; nil: the file's own.
    init(_ url: URL, limit: Int, registers: URL? = nil) {
        self.url = url
        registerFolder = registers ?? url.deletingLastPathComponent()
        name = Self.shownName(of: url)
        var problem: DefinitionTree.Mistake?
        (bytes, text, root) = Self.load(url, limit: limit, problem: &problem)
        if let problem {
            mistakes.append(
                Diagnostic(file: name, line: problem.line, column: problem.column, message: problem.message))
        } else if root == nil {
            mistakes.append(
                Diagnostic(file: name, line: 1, column: 1, message: Wording(ja: "何も書かれていません", en: "the file is empty")))
        }
    }

    /// Files that this one names are relative to its folder.
    var folder: URL { url.deletingLastPathComponent() }

    func file(at path: String) -> URL { Self.file(at: path, in: folder) }

    func register(at path: String) -> URL { Self.file(at: path, in: registerFolder) }

    private static func file(at path: String, in folder: URL) -> URL {
        path.hasPrefix("/") ? URL(fileURLWithPath: path) : folder.appendingPathComponent(path).standardizedFileURL
    }

    func report(_ message: Wording, at node: DefinitionNode) {
        report(message, line: node.line, column: node.column)
    }

    func report(_ message: Wording, line: Int, column: Int) {
        mistakes.append(Diagnostic(file: name, line: line, column: column, message: message))
    }

    func report(ja: String, en: String, at node: DefinitionNode) {
        report(Wording(ja: ja, en: en), at: node)
    }

    /// What does not keep the file from being used, but should be known.
    func warn(ja: String, en: String, at node: DefinitionNode) {
        warn(Wording(ja: ja, en: en), line: node.line, column: node.column)
    }

    func warn(_ message: Wording, line: Int, column: Int) {
        warnings.append(Diagnostic(.warning, file: name, line: line, column: column, message: message))
    }

    /// Takes over what was found in a file that this one names.
    func take(_ other: DefinitionFile) {
        mistakes += other.mistakes
        warnings += other.warnings
    }

    static func shownName(of url: URL) -> String {
        let path = url.standardizedFileURL.path
        let here = FileManager.default.currentDirectoryPath
        return path.hasPrefix(here + "/") ? String(path.dropFirst(here.count + 1)) : path
    }

    private static func load(
        _ url: URL, limit: Int, problem: inout DefinitionTree.Mistake?
    ) -> (Data, String, DefinitionNode?) {
        guard let bytes = readBytes(url, limit: limit, problem: &problem) else { return (Data(), "", nil) }
        guard let decoded = String(bytes: bytes, encoding: .utf8) else {
            problem = DefinitionTree.Mistake(
                line: 0, column: 0,
                message: Wording(
                    ja: "文字コードがUTF-8ではありません。UTF-8で保存し直してください", en: "not UTF-8 text: save it again as UTF-8"))
            return (bytes, "", nil)
        }
        let text = decoded.replacingOccurrences(of: "\r\n", with: "\n").replacingOccurrences(of: "\u{FEFF}", with: "")
        do throws(DefinitionTree.Mistake) {
            let root = try DefinitionTree.root(of: text)
            return (bytes, text, root.flatMap { $0.isNothing ? nil : $0 })
        } catch {
            problem = error
            return (bytes, text, nil)
        }
    }

    private static func readBytes(_ url: URL, limit: Int, problem: inout DefinitionTree.Mistake?) -> Data? {
        guard let handle = try? FileHandle(forReadingFrom: url),
            let bytes = try? handle.read(upToCount: limit + 1) ?? Data()
        else {
            let exists = FileManager.default.fileExists(atPath: url.path)
            problem = DefinitionTree.Mistake(
                line: 0, column: 0,
                message: exists
                    ? Wording(ja: "ファイルを読めません。読み取りの権限を確かめてください", en: "cannot be read: check its permissions")
                    : Wording(ja: "ファイルがありません", en: "no such file"))
            return nil
        }
        guard bytes.count <= limit else {
            problem = DefinitionTree.Mistake(
                line: 0, column: 0,
                message: Wording(
                    ja: "大きすぎます（上限 \(limit / 1024) KiB）", en: "larger than the limit of \(limit / 1024) KiB"))
            return nil
        }
        return bytes
    }
}
