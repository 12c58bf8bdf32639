package import Foundation
package import Paperwork

/// The folder that keeps every batch's original file, untouched.
package struct PageStore: Sendable {
    package let folder: URL

    package init(folder: URL) { self.folder = folder }

    /// Copies a file in and gives the copy's path, relative to the folder.
    ///
    /// - throws: `Trouble` where the file can't be read or the copy can't be written.
    package func keep(_ file: URL, batch: String) throws(Trouble) -> String {
        let name = "original" + (file.pathExtension.isEmpty ? "" : "." + file.pathExtension.lowercased())
        let target = folder.appending(path: batch).appending(path: name)
        do {
            try FileManager.default.createDirectory(
                at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
            try? FileManager.default.removeItem(at: target)
            try FileManager.default.copyItem(at: file, to: target)
        } catch {
            throw Trouble(
                .file,
                Wording(
                    ja: "「\(file.lastPathComponent)」を保管フォルダ \(folder.path) に写せませんでした(\(Self.cause(of: error)))。",
                    en: "\(file.lastPathComponent) could not be copied to the page store \(folder.path) "
                        + "(\(Self.cause(of: error)))"),
                remedy: Wording(
                    ja: "ディスクの空きと書き込み権限を確かめて、もう一度実行してください。",
                    en: "check the free disk space and the folder's permissions, then run it again"))
        }
        return "\(batch)/\(name)"
    }

    /// Removes what was kept of a batch.
    func forget(batch: String) { try? FileManager.default.removeItem(at: folder(ofBatch: batch)) }

    /// Where everything that belongs to a batch is kept.
    func folder(ofBatch batch: String) -> URL { folder.appending(path: batch) }

    package func url(of path: String) -> URL { folder.appending(path: path) }

    private static func cause(of error: any Error) -> String {
        let error = error as NSError
        let underlying = error.userInfo[NSUnderlyingErrorKey] as? NSError
        return (underlying ?? error).localizedDescription
    }
}
