internal import Foundation
internal import Imaging
internal import Paperwork

/// What a look into an entry that no longer changes shows.
enum EntryVerdict: Hashable {
    /// It can be taken: it is all there, or will never be anything that Tema reads.
    case ready
    /// It lacks something; that only a change of the entry can bring.
    case incomplete(Wording)
    /// It can't be looked into or is being written; that may pass without a change that shows.
    case held(Wording)

    init(_ entry: FolderEntry, in inbox: URL) {
        let url = inbox.appending(path: entry.path)
        switch entry.kind {
        case .file: self = Self.ofFile(url)
        case .folder: self = Self.ofFolder(url)
        case .symbolicLink, .other: self = .incomplete(Self.notRegular)
        }
    }

    private static func ofFile(_ file: URL) -> EntryVerdict {
        guard !OpenForWriting.holds(file.path) else {
            return .held(Wording(ja: "ほかのプログラムが書き込み中です。", en: "Another program is writing it."))
        }
        do {
            switch try FileCompleteness.of(file) {
            case .whole, .foreign: return .ready
            case .notYet(let missing): return .incomplete(missing)
            }
        } catch {
            return .held(error.sentence)
        }
    }

    private static func ofFolder(_ folder: URL) -> EntryVerdict {
        let entries: [FolderEntry]
        do {
            entries = try FolderEntry.tree(folder)
        } catch {
            return .held(error.sentence)
        }
        guard !entries.isEmpty else {
            return .incomplete(Wording(ja: "フォルダーが空です。", en: "The folder is empty."))
        }
        for entry in entries {
            let name = entry.path.split(separator: "/").last.map(String.init) ?? entry.path
            if InboxName.isTemporary(name) {
                return .incomplete(
                    Wording(ja: "「\(entry.path)」はまだ書き込み途中の名前です。", en: "\(entry.path) still has a temporary name."))
            }
            let verdict = entry.kind == .file ? ofFile(folder.appending(path: entry.path)) : .incomplete(notRegular)
            switch verdict {
            case .ready: continue
            case .incomplete(let reason): return .incomplete(reason.about(entry.path))
            case .held(let reason): return .held(reason.about(entry.path))
            }
        }
        return .ready
    }

    private static let notRegular = Wording(
        ja: "ショートカット（シンボリックリンク）や特殊なファイルは読み取りません。ファイルそのものを入れてください。",
        en: "It is a link or a special file, which is never followed. Put the file itself there.")
}

extension Wording {
    fileprivate func about(_ path: String) -> Wording { Wording(ja: "「\(path)」: \(ja)", en: "\(path): \(en)") }
}
