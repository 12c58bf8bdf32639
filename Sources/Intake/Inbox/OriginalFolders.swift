internal import Delivery
internal import Engine
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

    /// How something moved.
    enum Move {
        case renamed
        /// To another file system; it did not change meanwhile.
        case copied
        /// It is not there, it changed meanwhile, or something is in the way.
        case stayed
    }

    /// Moves something.
    ///
    /// - throws: `Trouble` where it can't be moved.
    func move(_ original: URL, to target: URL) throws(Trouble) -> Move {
        try makeFolder(target.deletingLastPathComponent())
        var info = stat()
        guard lstat(target.path, &info) != 0 else { return .stayed }
        guard rename(original.path, target.path) != 0 else { return .renamed }
        switch errno {
        case ENOENT, ENOTEMPTY, EEXIST: return .stayed
        case EXDEV: return try copyAcross(original, to: target)
        default: throw .cannotMove(original, to: target, cause: String(cString: strerror(errno)))
        }
    }

    /// Begins the names of copies that are not whole yet.
    static let copyBeginning = ".moving-"

    /// The original goes when its copy is on the disk under its name. Killed in between, both are there: the bytes come in
    /// as a duplicate then, and nothing is lost.
    private func copyAcross(_ original: URL, to target: URL) throws(Trouble) -> Move {
        let folder = target.deletingLastPathComponent()
        let copy = folder.appending(path: Self.copyBeginning + UUID().uuidString)
        let before = EntryStamp(original)
        do throws(OriginalCopy.Failure) {
            _ = try OriginalCopy.copy(original, to: copy)
            guard EntryStamp(original) == before else {
                try? FileManager.default.removeItem(at: copy)
                return .stayed
            }
            try OriginalCopy.move(copy, to: target)
            try OriginalCopy.sync(folder)
        } catch {
            try? FileManager.default.removeItem(at: copy)
            throw .cannotMove(original, to: target, cause: error.cause)
        }
        do {
            try FileManager.default.removeItem(at: original)
        } catch {
            throw .cannotMove(original, to: target, cause: (error as NSError).localizedDescription)
        }
        return .copied
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
    fileprivate static func cannotMove(_ original: URL, to target: URL, cause: String) -> Trouble {
        Trouble(
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
