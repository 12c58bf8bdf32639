internal import Delivery
package import Foundation
internal import Glibc
internal import Paperwork
internal import Storage
package import Workflows

/// Finds the names of a batch's exports: nothing that another batch or somebody else put into the outbox is ever replaced.
///
/// A name is the batch's for ever, and the same after a crash. It is the one that the job file gives; where that is another
/// batch's, or something else lies there, the batch's id is appended, and a number where need be.
package struct ExportNames {
    /// What lies under a name.
    enum Standing: Equatable {
        case nothing
        /// An export of this batch, or of one in whose place it stands; with its SHA-256.
        case own(String)
        /// The name is another batch's, or something lies there that Tema did not write.
        case foreign

        var sha256: String? { if case .own(let digest) = self { digest } else { nil } }
    }

    /// One file that a batch's exports write.
    struct Wanted {
        /// The step's number in the job file, from 0.
        var step: Int
        /// Which part of the batch, from 1; 0 for a file that holds all of it.
        var part: Int
        /// Where the job file puts it.
        var place: URL
        /// The job file's name for it holds the batch's id.
        var namesBatch: Bool
    }

    private let store: Store
    private let outbox: URL
    private let batch: String
    /// The batch's id, and those of the batches that it was processed again from.
    private let lineage: [String]

    init(of batch: String, in outbox: URL, store: Store) throws {
        self.store = store
        self.outbox = outbox
        self.batch = batch
        lineage = try store.lineage(ofBatch: batch)
    }

    /// Puts a closed file into the outbox under a name that is the batch's, and gives the name.
    ///
    /// - throws: `Trouble`; `LostClaim`; `CSVFailure`.
    func place(_ stream: CSVStream, sha256: String, as wanted: Wanted, worker: String) throws -> String {
        for name in try candidates(for: wanted) {
            let standing = try standing(under: name, of: wanted, coming: sha256)
            guard standing != .foreign,
                try store.takeExportName(
                    name, batch: batch, step: wanted.step, part: wanted.part, standing: standing.sha256, coming: sha256,
                    worker: worker)
            else { continue }
            if try stream.place(as: name, replacing: standing != .nothing) { return name }
        }
        throw Self.noName(wanted.place)
    }

    /// The name that a file would get now, and whether it replaces an export of a batch that this one was processed again
    /// from.
    package func planned(_ step: ExportStep, number: Int, part: Int, place: URL) throws -> (
        name: String, replaces: Bool
    ) {
        let wanted = Wanted(step: number, part: part, place: place, namesBatch: step.namesBatch)
        for name in try candidates(for: wanted) {
            guard try standing(under: name, of: wanted, coming: nil) != .foreign else { continue }
            return (name, try store.exportName(name).map { $0.batch != batch } ?? false)
        }
        throw Self.noName(place)
    }

    /// What lies under a name that this file may get.
    private func standing(under name: String, of wanted: Wanted, coming: String?) throws -> Standing {
        let file = outbox.appending(path: name)
        let owner = try store.exportName(name)
        if let owner {
            let isForThis = owner.batch != batch || (owner.step == wanted.step && owner.part == wanted.part)
            guard lineage.contains(owner.batch), isForThis else { return .foreign }
        }
        guard let kind = Self.kind(of: file) else {
            return owner != nil || isClear(beside: file) ? .nothing : .foreign
        }
        guard kind == S_IFREG else { return .foreign }
        let sha256 = try SHA256.digest(ofFile: file)
        if let owner { return owner.digests.contains(sha256) ? .own(sha256) : .foreign }
        // The same bytes of the same scan: another store's, as where a file is run twice. Nothing is lost by them.
        return sha256 == coming && isManifestOwn(beside: file) ? .own(sha256) : .foreign
    }

    /// Nothing is in the way of the files that come to stand beside an export.
    private func isClear(beside file: URL) -> Bool {
        let manifest = outbox.appending(path: ExportManifest.name(of: file.lastPathComponent))
        return Self.kind(of: Exporter.misfits(beside: file)) == nil
            && (Self.kind(of: manifest) == nil || isManifestOwn(beside: file))
    }

    private func isManifestOwn(beside file: URL) -> Bool {
        (try? ExportManifest(beside: file)).map { lineage.contains($0.batch.id) } ?? false
    }

    /// Its own name first, where it has one; then the job file's, then those of the batches in whose place it stands.
    private func candidates(for wanted: Wanted) throws -> [String] {
        func names(of batch: String) throws -> [String] {
            try store.exportNames(ofBatch: batch).filter { $0.step == wanted.step && $0.part == wanted.part }.map(
                \.path)
        }
        let number = wanted.part > 0 ? "-\(wanted.part)" : ""
        let suffix = (wanted.namesBatch ? "" : "-\(batch)") + number
        let others = ([suffix] + (2...Self.mostTries).map { "\(suffix)-\($0)" }).filter { $0 != number }
        let own = try names(of: batch)
        let earlier = try lineage.dropFirst().flatMap(names)
        return own + ([number].map(named) + earlier + others.map(named)).filter { !own.contains($0) }

        func named(_ suffix: String) -> String { OutputName.place(wanted.place, with: suffix).lastPathComponent }
    }

    private static let mostTries = 1000

    /// The kind of what lies there, not following links; nil where nothing does.
    private static func kind(of file: URL) -> mode_t? {
        var info = stat()
        return lstat(file.path, &info) == 0 ? info.st_mode & S_IFMT : nil
    }

    private static func noName(_ place: URL) -> Trouble {
        Trouble(
            .file,
            Wording(
                ja: "「\(place.path)」にも、番号を付けた名前にも、ほかのファイルがあるため書き出せません。",
                en: "nothing was exported: other files have the name \(place.path) and all numbered ones like it"),
            remedy: Wording(
                ja: "取り込みの済んだファイルを移してから、tema retry を実行してください。",
                en: "move away what was imported already, then run tema retry"))
    }
}

extension ExportStep {
    /// Its file's name holds the batch's id.
    var namesBatch: Bool { file.contains("{batch}") }
}
