internal import FieldTypes
package import Foundation
package import Paperwork
internal import Robot
package import Workflows

/// Plays a script for one document, up to the request that commits: that never leaves.
package struct RobotTrial {
    package struct End: Sendable {
        /// It came to the request that commits.
        package var isComplete: Bool
        package var message: Wording
    }

    private struct Held: Error { var request: String }

    private let script: RobotScript
    private let secrets: URL?

    package init(_ script: RobotScript, secrets: URL?) {
        self.script = script
        self.secrets = secrets
    }

    /// - Parameters:
    ///   - file: a JSON object: field to value.
    ///   - pictures: a folder that gets a picture after every step.
    /// - Throws: `Trouble` where the file can't be read or the credentials are not there.
    package func run(
        fieldsIn file: URL, pictures: URL, report: @escaping (Wording) -> Void
    ) throws -> End {
        let fields = try Self.fields(in: file)
        let credentials = try script.credentials.map { try SecretsReader.secrets($0, file: secrets) } ?? [:]
        try FileManager.default.createDirectory(at: pictures, withIntermediateDirectories: true)
        let session = RobotSession(script, secrets: credentials)
        defer { session.close() }
        var number = 0
        session.watch = { step, picture in
            number += 1
            let name = "\(number < 10 ? "0" : "")\(number)-line-\(step.line).png"
            try? picture?.write(to: pictures.appending(path: name))
            report(Wording(ja: "\(step.line)行目 → \(name)", en: "line \(step.line) → \(name)"))
        }
        do {
            let outcome = try session.enter(
                fields, facts: ["_document": "TRY-1", "_batch": "TRY", "_file": file.lastPathComponent, "_pages": "1"],
                condition: { _ in true }
            ) { request in throw Held(request: request) }
            if case .refused(let message, _) = outcome {
                return End(isComplete: false, message: Wording(verbatim: message.oneLine))
            }
            return End(isComplete: false, message: Wording(ja: "送信に至りませんでした。", en: "no request was made"))
        } catch let held as Held {
            return End(
                isComplete: true,
                message: Wording(
                    ja: "ここまで動きました。\(held.request) は送信していません。", en: "it works up to \(held.request), which was not sent"
                ))
        } catch RobotHalt.stopped(let page) {
            try? page.picture?.write(to: pictures.appending(path: "stopped.png"))
            return End(isComplete: false, message: page.reason)
        } catch RobotHalt.rests(_, let reason, _) {
            return End(isComplete: false, message: reason)
        }
    }

    private static func fields(in file: URL) throws -> [Field] {
        let values = try RecordValuesFile.read(file)
        return values.map { name, value in
            Field(name: name, type: FieldTypes.plain.name, value: value, text: value.plainText)
        }
    }
}
