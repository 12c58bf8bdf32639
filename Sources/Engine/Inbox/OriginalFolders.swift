internal import Delivery
internal import Foundation
internal import Imaging
internal import Paperwork
internal import Storage

/// Where originals lie, and how they move: never over something that is there.
struct OriginalFolders {
    let data: URL

    func inbox(_ name: String) -> URL { data.appending(path: "inbox").appending(path: name) }
    var taking: URL { data.appending(path: "taking") }
    func taking(_ token: String) -> URL { taking.appending(path: token) }

    /// Of something that is being taken, relative to the data folder.
    static func takingPlace(_ token: String, _ name: String) -> String { "taking/\(token)/\(name)" }

    /// A place for an original of that state where nothing lies, relative to the data folder.
    func freePlace(for state: ArrivalState, inbox: String, name: String) -> String {
        freePlace(in: "\(Self.folder(of: state))/\(inbox)", name: name)
    }

    /// A name in a folder, relative to the data folder, that nothing has.
    func freePlace(in folder: String, name: String) -> String {
        let name = InboxName.shortened(name, by: " (99999).txt".utf8.count)
        let (stem, ending) = Self.parts(of: name)
        var number = 1
        while true {
            let place = "\(folder)/" + (number == 1 ? name : "\(stem) (\(number))\(ending)")
            if !exists(place), !exists(Self.note(for: place)) { return place }
            number += 1
        }
    }

    /// The text beside an original.
    static func note(for place: String) -> String { place + ".txt" }

    func exists(_ place: String) -> Bool {
        var info = stat()
        return lstat(url(place).path, &info) == 0
    }

    func url(_ place: String) -> URL { data.appending(path: place) }

    /// Moves something; false where it is not there, or something is in the way.
    ///
    /// - throws: `Trouble` where it can't be moved for another reason.
    func move(_ original: URL, to target: URL) throws(Trouble) -> Bool {
        try makeFolder(target.deletingLastPathComponent())
        var info = stat()
        guard lstat(target.path, &info) != 0 else { return false }
        guard rename(original.path, target.path) != 0 else { return true }
        switch errno {
        case ENOENT, ENOTEMPTY, EEXIST: return false
        default: throw .cannotMove(original, to: target)
        }
    }

    func makeFolder(_ folder: URL) throws(Trouble) {
        do {
            try OriginalCopy.makeFolder(folder)
        } catch {
            throw .cannotMake(folder, cause: error.cause)
        }
    }

    /// Writes a text that Windows' own editor shows as it is: UTF-8 with a byte order mark, lines ended by CR LF.
    func write(note: String, to file: URL) throws(Trouble) {
        try makeFolder(file.deletingLastPathComponent())
        let text = try AtomicFile(at: file.path)
        try text.write([0xEF, 0xBB, 0xBF] + Array(note.replacing("\n", with: "\r\n").utf8))
        try text.commit()
    }

    private static func folder(of state: ArrivalState) -> String {
        switch state {
        case .taken: "taking"
        case .done: "done"
        case .waiting: "waiting"
        case .setAside: "set aside"
        }
    }

    /// As in `scan` and `.pdf`.
    private static func parts(of name: String) -> (stem: String, ending: String) {
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return (name, "") }
        return (String(name[..<dot]), String(name[dot...]))
    }
}

extension Trouble {
    fileprivate static func cannotMove(_ original: URL, to target: URL) -> Trouble {
        let cause = String(cString: strerror(errno))
        return Trouble(
            .file,
            Wording(
                ja: "「\(original.path)」を「\(target.path)」へ移せません（\(cause)）。",
                en: "\(original.path) can't be moved to \(target.path) (\(cause))."),
            remedy: Wording(
                ja: "両方のフォルダーの書き込み権限とディスクの空きを確かめてください。",
                en: "Check the permissions of both folders and the free disk space."))
    }

    fileprivate static func cannotMake(_ folder: URL, cause: String) -> Trouble {
        Trouble(
            .file,
            Wording(
                ja: "フォルダー「\(folder.path)」を作れません（\(cause)）。",
                en: "The folder \(folder.path) can't be made (\(cause))."),
            remedy: Wording(
                ja: "書き込みの権限とディスクの空きを確かめてください。",
                en: "Check the permissions and the free disk space."))
    }
}
