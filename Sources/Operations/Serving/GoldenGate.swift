internal import Engine
internal import Foundation
internal import Paperwork
internal import Workflows

/// Keeps workflows out of service whose golden cases come out worse than the run of them that was accepted.
///
/// The cases are read in a process of their own, so that what is wrong with them harms nobody else. What came out is
/// kept until the workflow, its cases or the program change.
struct GoldenGate: Sendable {
    /// `tema test`; the job file is added to its arguments.
    let test: ProcessCommand
    /// Where what came out is kept.
    let folder: URL
    let stop: StopSignal

    private struct Verdict: Codable {
        /// Of everything that the cases' result comes from.
        var subject: String
        var isWorse: Bool
    }

    /// Whether the workflow may be served: it has no accepted run, or its cases come out as well as then, or can't be
    /// compared.
    func admits(_ workflow: Workflow) -> Bool {
        guard FileManager.default.fileExists(atPath: GoldenRun.acceptedFile(of: workflow).path),
            let subject = try? Self.subject(workflow)
        else { return true }
        let file = folder.appending(path: "\(workflow.id).json")
        if let data = try? Data(contentsOf: file), let known = try? JSONDecoder().decode(Verdict.self, from: data),
            known.subject == subject
        {
            return !known.isWorse
        }
        guard let isWorse = isWorse(workflow) else { return true }
        try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try? JSONEncoder().encode(Verdict(subject: subject, isWorse: isWorse)).write(to: file, options: .atomic)
        return !isWorse
    }

    /// Runs the cases; nil where they can't be run, or the end is asked for.
    private func isWorse(_ workflow: Workflow) -> Bool? {
        var command = test
        command.arguments.append(workflow.folder.path)
        guard let child = try? ChildProcess(command) else { return nil }
        let isOver = StopSignal()
        OwnThread.start { [stop] in
            while !isOver.wait(seconds: 0.2) {
                if stop.isAsked { child.kill() }
            }
        }
        child.waitUntilExit()
        isOver.ask()
        switch child.exitStatus {
        case 0: return false
        case Int(GoldenRun.worseExitStatus): return true
        default: return nil
        }
    }

    private static func subject(_ workflow: Workflow) throws -> String {
        var digest = SHA256()
        digest.update(Array(workflow.sha256.utf8))
        for file in GoldenRun.files(besideJobFile: workflow.files[0]) {
            digest.update(Array(try "\(file.path) \(SHA256.digest(ofFile: file))".utf8))
        }
        let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        let attributes = try FileManager.default.attributesOfItem(atPath: program.path)
        digest.update(Array("\(attributes[.size] ?? 0) \(attributes[.modificationDate] ?? Date.distantPast)".utf8))
        return digest.finished()
    }
}

extension Workflow {
    var refusal: Wording {
        Wording(
            ja: "業務「\(id)」は、正解例の結果が前に認めた結果より悪いため、使いません。tema test \(folder.path) で悪くなった項目を"
                + "確かめて直すか、結果を認めるなら tema test --accept を実行してください。このまま使うには tema serve --force で"
                + "起動してください。",
            en: "The workflow \(id) is not used: its golden cases come out worse than the accepted run. tema test "
                + "\(folder.path) shows the fields; mend them, or accept them with tema test --accept. tema serve --force "
                + "uses it all the same.")
    }
}
