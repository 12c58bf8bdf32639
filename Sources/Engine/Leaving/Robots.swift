internal import Foundation
package import Paperwork
internal import Robot
internal import Rules
internal import Storage
internal import Workflows

/// A worker's sessions in other systems: one browser for each system, kept from document to document.
///
/// It belongs to the worker's thread.
final class Robots {
    private struct Open {
        var session: RobotSession
        var modified: Date?
        var isFirst = true
        var lastUsed = ContinuousClock.now
    }

    /// How long a session stays open that nothing is entered in.
    private static let idle = Duration.seconds(30)

    let store: Store
    let worker: String
    let dataFolder: DataFolder
    let secrets: URL?
    private var open: [String: Open] = [:]

    init(store: Store, worker: String, dataFolder: DataFolder, secrets: URL?) {
        self.store = store
        self.worker = worker
        self.dataFolder = dataFolder
        self.secrets = secrets
    }

    /// The session for a step's system, with its script as it is now.
    ///
    /// - Throws: `RobotHalt` where the script or the credentials can't be used.
    func session(for step: EnterStep) throws -> RobotSession {
        let modified = try? FileManager.default.attributesOfItem(atPath: step.script.path)[.modificationDate] as? Date
        if let known = open[step.into], known.modified == modified {
            open[step.into]?.lastUsed = .now
            return known.session
        }
        open.removeValue(forKey: step.into)?.session.close()
        let checked = RobotScriptReader.read(step.script)
        guard let script = checked.value, checked.diagnostics.isEmpty else {
            let mistake = checked.diagnostics.first
            throw RobotHalt.rests(
                seconds: 60,
                reason: Wording(
                    ja: "手順書に誤りがあります。\(mistake?.text(in: .ja) ?? "")",
                    en: "the script has a mistake: \(mistake?.text(in: .en) ?? "")"), isOfDocument: false)
        }
        var credentials: [String: String] = [:]
        do throws(Trouble) {
            if let name = script.credentials { credentials = try SecretsReader.secrets(name, file: secrets) }
        } catch {
            throw RobotHalt.rests(seconds: 60, reason: error.sentence, isOfDocument: false)
        }
        let session = RobotSession(script, secrets: credentials)
        open[step.into] = Open(session: session, modified: modified)
        return session
    }

    /// The first document of a session has a picture taken after each step, to be shown beside what is found later.
    func watchFirst(_ step: EnterStep) {
        guard let known = open[step.into], known.isFirst else { return }
        let folder = expectedFolder(step.into)
        known.session.watch = { step, picture in
            guard let picture else { return }
            Self.write(picture, to: folder.appending(path: "line-\(step.line).png"))
        }
    }

    /// The first document came through: the pictures stand for how the pages are when all is well.
    func endWatch(_ step: EnterStep) {
        open[step.into]?.session.watch = nil
        open[step.into]?.isFirst = false
    }

    /// Closes the sessions that nothing was entered in for a while; all of them where `isEnding`.
    func rest(isEnding: Bool = false) throws {
        guard !open.isEmpty else { return }
        for (name, known) in open where isEnding || ContinuousClock.now - known.lastUsed > Self.idle {
            known.session.close()
            open[name] = nil
        }
        if open.isEmpty { try store.leaveLanes(worker: worker) }
    }

    /// Gives up a session: the next document begins a new one.
    func close(_ lane: String) { open.removeValue(forKey: lane)?.session.close() }

    /// Where the picture of an entry is kept, relative to the page store; nil where there is none.
    func keep(_ picture: Data?, of document: Document, step: Int) -> String? {
        guard let picture else { return nil }
        let path = "\(document.batch)/entries/\(document.id)-\(step + 1).png"
        return Self.write(picture, to: dataFolder.pages.url(of: path)) ? path : nil
    }

    /// Keeps the picture of a page that changed, beside the one that the script was last played on.
    func keepChange(_ page: ChangedPage, in lane: String) -> (expected: String?, found: String?) {
        let expected = expectedFolder(lane).appending(path: "line-\(page.line).png")
        let found = expectedFolder(lane).appending(path: "found-\(page.line).png")
        let proposal = Self.proposal(of: lane, in: dataFolder)
        try? FileManager.default.removeItem(at: proposal)
        if let repair = page.repair, let data = try? JSONEncoder().encode(repair) { Self.write(data, to: proposal) }
        let isKept = page.picture.map { Self.write($0, to: found) } ?? false
        return (
            FileManager.default.fileExists(atPath: expected.path) ? relative(expected) : nil,
            isKept ? relative(found) : nil
        )
    }

    /// Where a change that may mend a stopped robot's script is kept until a person has looked.
    static func proposal(of lane: String, in dataFolder: DataFolder) -> URL {
        dataFolder.data.appending(path: "robots/\(lane)/repair.json")
    }

    private func expectedFolder(_ lane: String) -> URL { dataFolder.data.appending(path: "robots/\(lane)") }

    private func relative(_ url: URL) -> String {
        String(url.path.dropFirst(dataFolder.data.path.count + 1))
    }

    @discardableResult
    private static func write(_ picture: Data, to file: URL) -> Bool {
        let folder = file.deletingLastPathComponent()
        do {
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            try picture.write(to: file, options: .atomic)
            return true
        } catch {
            return false
        }
    }
}

/// What a document may leave by, where a worker does more than try out.
struct Leaving {
    let robots: Robots
    let batch: Batch
    /// The lane that the worker is in with this document; nil where in none.
    let lane: String?
}
