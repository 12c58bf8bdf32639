package import Foundation
package import Paperwork

/// The folder that keeps every batch's original, untouched: a file, or a folder of files.
package struct PageStore: Sendable {
    /// Holds a folder for each batch.
    package let folder: URL

    package init(folder: URL) { self.folder = folder }

    /// An original's copy that belongs to no batch yet.
    package struct StagedCopy {
        /// Holds the copy, and nothing else.
        var folder: URL
        /// The original's name.
        package var name: String
        /// Of the file's bytes, lower-case hexadecimal; of a folder, over its files' digests in natural order.
        package var sha256: String

        package var url: URL { folder.appending(path: name) }
    }

    /// Copies an original in, on the disk for good when this returns. It is a copy and no second name for the same bytes,
    /// so that nothing that is done to the original later reaches it.
    ///
    /// - parameter token: Of its own; a copy that was left under it before is replaced.
    /// - throws: `Trouble` where the original can't be read or the copy can't be written: nothing is left of it then.
    package func stage(_ original: URL, as token: String) throws(Trouble) -> StagedCopy {
        let staging = stagingFolder(token)
        let name = original.lastPathComponent
        remove(staging)
        do throws(OriginalCopy.Failure) {
            try OriginalCopy.makeFolder(staging)
            let sha256 = try OriginalCopy.copy(original, to: staging.appending(path: name))
            try OriginalCopy.sync(staging)
            return StagedCopy(folder: staging, name: name, sha256: sha256)
        } catch {
            remove(staging)
            throw .copyFailed(name, to: folder, cause: error.cause)
        }
    }

    /// Makes a copy a batch's own, and gives its path relative to the folder. Where the batch has one already, that is kept:
    /// it was put there whole, and holds the same bytes, since a batch's id speaks of them.
    ///
    /// - throws: `Trouble` where the folder can't be written.
    package func keep(_ copy: StagedCopy, batch: String) throws(Trouble) -> String {
        let suffix = copy.url.pathExtension.lowercased()
        let name = "original" + (suffix.isEmpty ? "" : "." + suffix)
        let target = folder.appending(path: batch)
        do throws(OriginalCopy.Failure) {
            try OriginalCopy.move(copy.url, to: copy.folder.appending(path: name))
            try OriginalCopy.sync(copy.folder)
            if rename(copy.folder.path, target.path) != 0 {
                guard errno == ENOTEMPTY || errno == EEXIST else { throw .errno() }
                remove(copy.folder)
            }
            try OriginalCopy.sync(folder)
        } catch {
            throw .copyFailed(copy.name, to: folder, cause: error.cause)
        }
        let kept = try? FileManager.default.contentsOfDirectory(atPath: target.path)
        return "\(batch)/\(kept?.first { $0.hasPrefix("original") } ?? name)"
    }

    /// Removes a copy that became no batch's.
    package func discard(_ copy: StagedCopy) { remove(copy.folder) }

    /// Removes what was kept of a batch.
    package func forget(batch: String) { remove(folder(ofBatch: batch)) }

    /// Where everything that belongs to a batch is kept.
    package func folder(ofBatch batch: String) -> URL { folder.appending(path: batch) }

    /// - Parameter path: as the store has it, relative to `folder`.
    package func url(of path: String) -> URL { folder.appending(path: path) }

    /// Where a copy is made before its batch has an id; hidden, and removed with what was left of it.
    package func stagingFolder(_ token: String) -> URL { folder.appending(path: ".staged-\(token)") }

    private func remove(_ url: URL) { try? FileManager.default.removeItem(at: url) }
}

extension Trouble {
    fileprivate static func copyFailed(_ name: String, to folder: URL, cause: String) -> Trouble {
        Trouble(
            .file,
            Wording(
                ja: "「\(name)」を保管フォルダー \(folder.path) に写せませんでした(\(cause))。",
                en: "\(name) could not be copied to the page store \(folder.path) (\(cause))"),
            remedy: Wording(
                ja: "ディスクの空きと書き込み権限を確かめてください。",
                en: "check the free disk space and the folder's permissions"))
    }
}
