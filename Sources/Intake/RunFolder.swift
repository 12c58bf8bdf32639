internal import Engine
package import Foundation
package import Paperwork

/// The data folder of one run, held while the run goes on: no other run and no service works in it meanwhile.
package final class RunFolder: Sendable {
    /// The data folder itself.
    package let data: URL
    private let lock: DataFolderLock

    /// A folder that no run had before: `data-` and the local time, under `folder`.
    ///
    /// Making it is what claims it, so that two runs at one moment get two; a folder that is there already, whosever it
    /// is, is never opened.
    ///
    /// - throws: `Trouble` where it can't be made.
    package init(newUnder folder: URL, now: Date) throws(Trouble) {
        data = try Self.make(under: folder, now: now)
        lock = try Self.hold(data)
    }

    /// The folder that a person named: empty, or of earlier runs, whose interrupted batches go on.
    ///
    /// - throws: `Trouble` where it can't be made, another run works in it, or it is or was served by `tema serve`: its
    ///   batches are the service's, and their exports belong in its outbox.
    package init(named data: URL) throws(Trouble) {
        let isServed =
            DataFolderLock.wasHeld(.serve, in: data)
            || FileManager.default.fileExists(atPath: data.appending(path: "inbox").path)
        guard !isServed else { throw Self.served(data) }
        try DataFolder.makeFolder(data)
        self.data = data
        lock = try Self.hold(data)
    }

    private static func make(under folder: URL, now: Date) throws(Trouble) -> URL {
        try DataFolder.makeFolder(folder)
        let stamp = stamp(now)
        var number = 1
        while true {
            let data = folder.appending(path: "data-\(stamp)" + (number == 1 ? "" : "-\(number)"))
            if mkdir(data.path, 0o750) == 0 { return data }
            guard errno == EEXIST else { throw DataFolder.cannotMake(data) }
            number += 1
        }
    }

    /// As in `20260401-090500`.
    private static func stamp(_ moment: Date) -> String {
        let parts = Calendar.current.dateComponents([.year, .month, .day, .hour, .minute, .second], from: moment)
        return String(
            format: "%04d%02d%02d-%02d%02d%02d", parts.year ?? 0, parts.month ?? 0, parts.day ?? 0, parts.hour ?? 0,
            parts.minute ?? 0, parts.second ?? 0)
    }

    private static func hold(_ data: URL) throws(Trouble) -> DataFolderLock {
        guard let lock = try DataFolderLock(.run, in: data) else {
            throw Trouble(
                .file,
                Wording(
                    ja: "データフォルダー \(data.path) では、ほかの tema が動いています。",
                    en: "another tema works in the data folder \(data.path)"),
                remedy: Wording(
                    ja: "終わるのを待つか、別の --data フォルダーを指定してください。",
                    en: "wait for its end, or name another --data folder"))
        }
        return lock
    }

    private static func served(_ data: URL) -> Trouble {
        Trouble(
            .file,
            Wording(
                ja: "\(data.path) は tema serve のデータフォルダーなので、tema run では使いません。",
                en: "\(data.path) is the data folder of tema serve, which tema run does not use"),
            remedy: Wording(
                ja: "書類を受付フォルダーに入れるか、別の --data フォルダーを指定してください(省くと --out の下に新しく作ります)。",
                en:
                    "drop the files into its inbox, or name another --data folder (without one, a new folder under --out)"
            ))
    }
}
