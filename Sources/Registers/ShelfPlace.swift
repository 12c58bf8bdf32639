import FieldTypes
import Foundation
import Paperwork

#if canImport(Glibc)
    import Glibc
#endif

/// Where a shelf keeps one register: a folder with a note, and the files of the register that was read last.
struct ShelfPlace: Sendable {
    private let folder: URL

    init(of definition: RegisterDefinition, in shelf: URL) { folder = shelf.appending(path: Self.name(of: definition)) }

    /// Makes the folder where there is none.
    /// - Throws: `Trouble`: it can't be made.
    func make() throws(Trouble) {
        do {
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw .shelfUnwritable(folder, (error as NSError).localizedFailureReason ?? "\(error)")
        }
    }

    var lock: URL { folder.appending(path: "lock") }

    /// Nil where none was read.
    var note: ShelfNote? {
        (try? Data(contentsOf: folder.appending(path: "note.json"))).flatMap {
            try? JSONDecoder().decode(ShelfNote.self, from: $0)
        }
    }

    func write(_ note: ShelfNote) throws(Trouble) {
        do {
            try JSONEncoder().encode(note).write(to: folder.appending(path: "note.json"), options: .atomic)
        } catch {
            throw .shelfUnwritable(folder, (error as NSError).localizedFailureReason ?? "\(error)")
        }
    }

    /// Keeps a register with the indexes that its note asks for, and gives it back as all processes share it.
    func put(_ register: Register, _ note: ShelfNote) throws(Trouble) -> Register {
        try register.table.withBlocks { blocks throws(Trouble) in
            try BlockFile.write(blocks + [register.keys.entries.bytes], to: tableFile(note.generation))
        }
        guard let shared = get(note, name: register.name) else {
            throw .shelfUnwritable(folder, tableFile(note.generation).lastPathComponent)
        }
        shared.prepare(note.types)
        try write(note)
        removeAllBut(note.generation)
        return shared
    }

    func get(_ note: ShelfNote, _ definition: RegisterDefinition) -> Register? { get(note, name: definition.name) }

    private func get(_ note: ShelfNote, name: String) -> Register? {
        guard let file = BlockFile(tableFile(note.generation)), let table = RecordTable(in: file),
            let keys: Block<UInt64> = file.block(RecordTable.blockCount)
        else { return nil }
        return Register(
            name: name, table: table, keys: HashedRows(entries: keys),
            shelf: IndexShelf(folder: folder, generation: note.generation), weights: note.weights)
    }

    private func tableFile(_ generation: String) -> URL { folder.appending(path: "table-\(generation)") }

    /// Others may have them mapped; they are theirs until they let them go.
    private func removeAllBut(_ generation: String) {
        let files = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
        for file in files
        where !file.lastPathComponent.contains(generation) && !["note.json", "lock"].contains(file.lastPathComponent) {
            try? FileManager.default.removeItem(at: file)
        }
    }

    /// The register's name as far as it is one for a folder, and what tells its declaration from others.
    private static func name(of definition: RegisterDefinition) -> String {
        let source =
            switch definition.source {
            case .csv(let url, let encoding): "csv \(url.path) \(encoding ?? "")"
            case .xlsx(let url, let sheet): "xlsx \(url.path) \(sheet ?? "")"
            case .sqlite(let url, let table): "sqlite \(url.path) \(table)"
            case .postgresql(let address, let table): "postgresql \(address) \(table)"
            }
        let columns = definition.columns.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in ([source, definition.key] + columns).joined(separator: "\n").utf8 {
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
        }
        let plain = definition.name.filter { $0.isLetter || $0.isNumber || $0 == "_" }
        return "\(plain.prefix(40))-\(String(hash, radix: 16))"
    }
}

/// Where the indexes of a register's columns are kept.
struct IndexShelf: Sendable {
    let folder: URL
    let generation: String

    /// The index as all processes share it; built now, where none of them did. In memory of this process's own where it can't
    /// be kept.
    func index(of table: RecordTable, column: Int, kind: ComparisonKind, digits: Int?) -> ColumnIndex {
        let file = folder.appending(
            path: "column-\(generation)-\(column)-\(kind)\(digits.map { "-\($0)" } ?? "")")
        func shared() -> ColumnIndex? {
            BlockFile(file).flatMap { ColumnIndex(in: $0, column: column, kind: kind, digits: digits) }
        }
        if let index = shared() { return index }
        let lock = try? ShelfLock(URL(fileURLWithPath: file.path + ".lock"))
        defer { withExtendedLifetime(lock) {} }
        if let index = shared() { return index }
        let index = ColumnIndex(of: table, column: column, kind: kind, digits: digits)
        do throws(Trouble) {
            try index.withBlocks { blocks throws(Trouble) in try BlockFile.write(blocks, to: file) }
        } catch {
            return index
        }
        return shared() ?? index
    }
}

/// A lock between processes, which the system frees when its process ends, however it ends.
final class ShelfLock: Sendable {
    private let descriptor: Int32

    /// Waits until the lock is free.
    init(_ file: URL) throws(Trouble) {
        descriptor = open(file.path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .shelfUnwritable(file, String(cString: strerror(errno))) }
        while flock(descriptor, LOCK_EX) != 0, errno == EINTR {}
    }

    deinit { close(descriptor) }
}

extension Trouble {
    static func shelfUnwritable(_ url: URL, _ reason: String) -> Trouble {
        Trouble(
            .file,
            Wording(
                ja: "台帳の索引のフォルダー \(url.path) に書けません（\(reason)）。",
                en: "The folder of a register's index, \(url.path), can't be written to (\(reason))."),
            remedy: Wording(
                ja: "フォルダーの書き込みの権限と、ディスクの空き容量を確認してください。",
                en: "Check that it may be written to and that the disk has space."),
            isPassing: true)
    }

    static func registerNeverRead(_ definition: RegisterDefinition) -> Trouble {
        Trouble(
            .file,
            Wording(
                ja: "台帳「\(definition.name)」はまだ読み込まれていません。",
                en: "The register '\(definition.name)' was never read."),
            remedy: Wording(
                ja: "tema register refresh \(definition.name) を実行してください。",
                en: "Run tema register refresh \(definition.name)."))
    }

    static func registerStillChanges(_ definition: RegisterDefinition) -> Trouble {
        Trouble(
            .file,
            Wording(
                ja: "台帳「\(definition.name)」のファイル \(definition.fileName) は、読み込みの間に書き換えられました。",
                en: "The file \(definition.fileName) of register '\(definition.name)' was changed while it was read."),
            remedy: Wording(
                ja: "書き出しが終わってから読み直します。別の名前で書き出してから名前を変えると確実です。",
                en: "It is read again when it has come to rest. Better write it under another name, and rename it then."
            ),
            isPassing: true)
    }

    static func registerLostColumns(_ columns: [String], _ definition: RegisterDefinition) -> Trouble {
        Trouble(
            .file,
            Wording(
                ja:
                    "台帳「\(definition.name)」の \(definition.fileName) から列「\(columns.joined(separator: "」「"))」がなくなりました。前に読み込んだ台帳を使い続けます。",
                en: "\(definition.fileName) of register '\(definition.name)' has lost the columns "
                    + "\(columns.joined(separator: ", ")). What was read before is used."),
            remedy: Wording(
                ja: "見出しの行を確かめてください。それで正しければ tema register refresh \(definition.name) --accept を実行してください。",
                en: "Look at its heading. If it is right so, run tema register refresh \(definition.name) --accept."))
    }

    static func registerShrank(from old: Int, to new: Int, _ definition: RegisterDefinition) -> Trouble {
        Trouble(
            .file,
            Wording(
                ja: "台帳「\(definition.name)」の \(definition.fileName) は\(new)件しかありません（前回\(old)件）。前に読み込んだ台帳を使い続けます。",
                en:
                    "\(definition.fileName) of register '\(definition.name)' has only \(new.counted("record")), where it had "
                    + "\(old). What was read before is used."),
            remedy: Wording(
                ja: "書き出しが途中で切れていないか確かめてください。それで正しければ tema register refresh \(definition.name) --accept を実行してください。",
                en: "See whether it was cut off while it was written. If it is right so, run tema register refresh "
                    + "\(definition.name) --accept."))
    }
}
