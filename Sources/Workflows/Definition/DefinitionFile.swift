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
    private(set) lazy var scalars = Array(text.unicodeScalars)
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
        } else {
            for slip in YAMLLines(text).slips where slip.isSure {
                warn(slip.message, line: slip.line, column: slip.column)
            }
        }
    }

    /// Files that this one names are relative to its folder.
    var folder: URL { url.deletingLastPathComponent() }

    func file(at path: String) -> URL { Self.file(at: path, in: folder) }

    /// Whether it stands where its writer put it, and not among the versions that are kept.
    var readsOwnRegisters: Bool { registerFolder.standardizedFileURL.path == folder.standardizedFileURL.path }

    func register(at path: String) -> URL { Self.file(at: path, in: registerFolder) }

    private static func file(at path: String, in folder: URL) -> URL {
        path.hasPrefix("/") ? URL(fileURLWithPath: path) : folder.appendingPathComponent(path).standardizedFileURL
    }

    /// Reports a mistake; where the node has a sign in full width, that it may be the cause.
    func report(_ message: Wording, at node: DefinitionNode) {
        guard let (sign, plain) = node.text.flatMap(LookAlikeSigns.first) else {
            return report(message, line: node.line, column: node.column)
        }
        let name = sign == "\u{3000}" ? Wording(ja: "全角の空白", en: "a full-width blank") : Wording(verbatim: "「\(sign)」")
        let meant = plain == " " ? Wording(ja: "半角の空白", en: "a half-width one") : Wording(verbatim: "「\(plain)」")
        report(
            Wording(
                ja: "\(message.ja)（\(name.ja)があります。\(meant.ja)ではありませんか）",
                en: "\(message.en) (there is \(name.en) in it: should it be \(meant.en)?)"),
            line: node.line, column: node.column)
    }

    func report(_ message: Wording, line: Int, column: Int) {
        mistakes.append(Diagnostic(file: name, line: line, column: column, message: message.shortened))
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
        var text = ""
        do throws(DefinitionTree.Mistake) {
            text = try DefinitionText.decode(bytes)
            let root = try DefinitionTree.root(of: text)
            return (bytes, text, root.flatMap { $0.isNothing ? nil : $0 })
        } catch {
            problem = error
            return (bytes, text, nil)
        }
    }

    private static func readBytes(_ url: URL, limit: Int, problem: inout DefinitionTree.Mistake?) -> Data? {
        guard let bytes = content(of: url, upTo: limit + 1) else {
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

    private static func content(of url: URL, upTo count: Int) -> Data? {
        if let draft = DraftTexts.text(at: url) { return draft }
        guard let handle = try? FileHandle(forReadingFrom: url) else { return nil }
        return try? handle.read(upToCount: count) ?? Data()
    }
}

extension Wording {
    /// Without the middle of a name that goes on without end.
    fileprivate var shortened: Wording { Wording(ja: Self.shortened(ja), en: Self.shortened(en)) }

    private static func shortened(_ text: String) -> String {
        guard text.utf8.count > 1000, text.count > 400 else { return text }
        return text.prefix(150) + "…" + text.suffix(150)
    }
}
