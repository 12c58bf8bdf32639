internal import Engine
internal import Foundation
internal import Paperwork
internal import Workflows

extension Doctor {
    /// The data folder, the inboxes and the outbox: whether files can be written there, and whether they lie apart.
    func folders(of workflows: [Workflow]) -> [HealthCheck] {
        let inbox = dataFolder.data.appending(path: "inbox")
        let inboxes = Set(workflows.map(\.intake.inbox)).sorted().map { name in
            writable(
                inbox.appending(path: name), Wording(ja: "受付フォルダー \(name)", en: "inbox \(name)"))
        }
        return [writable(dataFolder.data, Wording(ja: "データフォルダー", en: "data folder"))] + inboxes
            + [writable(dataFolder.outbox, Wording(ja: "書き出しフォルダー", en: "outbox")), apart(inbox, dataFolder.outbox)]
    }

    private func writable(_ folder: URL, _ subject: Wording) -> HealthCheck {
        guard let existing = Self.nearestExisting(folder) else {
            return .failure(subject, Wording(verbatim: folder.path), remedy: nil)
        }
        let probe = existing.appending(path: ".tema-doctor-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: probe) }
        do {
            try Data().write(to: probe, options: .withoutOverwriting)
        } catch {
            return .failure(
                subject, Wording(ja: "\(existing.path) に書き込めません", en: "\(existing.path) can't be written to"),
                remedy: Wording(
                    ja: "Tema を動かす利用者に書き込みの権限を与えてください。",
                    en: "let the user who runs Tema write there (chown, chmod, or how the share is mounted)"))
        }
        guard existing.path == folder.path else {
            return .ok(subject, Wording(ja: "\(folder.path)(これから作ります)", en: "\(folder.path) (will be made)"))
        }
        return .ok(subject, Wording(verbatim: folder.path))
    }

    private func apart(_ inbox: URL, _ outbox: URL) -> HealthCheck {
        let subject = Wording(ja: "受付と書き出しの場所", en: "inbox and outbox")
        let inner = Self.components(inbox)
        let outer = Self.components(outbox)
        guard inner.starts(with: outer) || outer.starts(with: inner) else {
            return .ok(subject, Wording(ja: "分かれています", en: "apart from each other"))
        }
        return .failure(
            subject,
            Wording(
                ja: "\(inbox.path) と \(outbox.path) の一方が他方の中にあります",
                en: "one of \(inbox.path) and \(outbox.path) lies in the other"),
            remedy: Wording(
                ja: "書き出したファイルを読み込んでしまいます。別々のフォルダーにしてください。",
                en: "exports would be taken in as scans: choose folders that lie apart"))
    }

    /// The folder itself, or the nearest one above it that is there.
    static func nearestExisting(_ folder: URL) -> URL? {
        var folder = folder.standardizedFileURL
        while !FileManager.default.fileExists(atPath: folder.path) {
            let parent = folder.deletingLastPathComponent().standardizedFileURL
            guard parent.path != folder.path else { return nil }
            folder = parent
        }
        return folder
    }

    private static func components(_ folder: URL) -> [String] {
        folder.standardizedFileURL.resolvingSymlinksInPath().pathComponents
    }
}
