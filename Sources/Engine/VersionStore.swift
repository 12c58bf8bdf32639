internal import Delivery
package import Foundation
package import Paperwork
package import Workflows

/// The folder that keeps every version of a workflow that a batch was started with.
///
/// A version's files lie as they did beside each other, below a folder named after the version's SHA-256. Registers are
/// not part of a version: they are read where they are.
package struct VersionStore: Sendable {
    /// Holds a folder for each version, named after its SHA-256.
    package let folder: URL

    /// What a version's folder says about itself.
    private struct Label: Codable {
        var workflow: String
        /// Of the job file, relative to the version's folder.
        var jobFile: String
        /// Where the job file was: registers that it gives in place are relative to this folder.
        var origin: String
    }

    /// Keeps the version that `workflow` is, if it is not kept yet.
    ///
    /// - throws: `Trouble` where a file can't be read or written.
    package func keep(_ workflow: Workflow) throws(Trouble) {
        let place = folder.appending(path: workflow.sha256)
        guard !FileManager.default.fileExists(atPath: label(in: place).path) else { return }
        let files = workflow.files.map(\.standardizedFileURL)
        let root = Self.commonFolder(of: files)
        let kept = files.map { (file: $0, path: String($0.path.dropFirst(root.count))) }
        for (file, path) in kept { try DurableCopy.make(of: file, at: place.appending(path: path)) }
        let label = Label(
            workflow: workflow.id, jobFile: kept[0].path, origin: workflow.folder.standardizedFileURL.path)
        guard WorkflowReader.version(of: place.appending(path: label.jobFile)) == workflow.sha256 else {
            throw Self.changedMeanwhile(workflow.id)
        }
        // The label comes last: a version with a label is whole.
        try JSONFile.write(label, to: self.label(in: place))
    }

    /// Reads a kept version back; registers are those of `site` as they are now.
    ///
    /// - throws: `Trouble` where it is not kept here, or does not fit the site any more.
    package func workflow(version: String, site: Site?) throws(Trouble) -> Workflow {
        let place = folder.appending(path: version)
        guard let data = try? Data(contentsOf: label(in: place)),
            let label = try? JSONDecoder().decode(Label.self, from: data)
        else { throw Self.missing(version, in: folder) }
        let checked = read(label, in: place, site: site)
        guard let workflow = checked.value, checked.diagnostics.isEmpty else {
            throw Self.unfit(label.workflow, because: checked.diagnostics.first)
        }
        return workflow
    }

    /// The files of a kept version that are text, the job file first, as they were.
    ///
    /// - Returns: nil where it is not kept here, or is another workflow's.
    /// - throws: An error of the file system where a file can't be read.
    package func texts(version: String, of workflow: String) throws -> [(path: String, text: String)]? {
        let place = folder.appending(path: version)
        guard version.utf8.count == 64, version.allSatisfy(\.isHexDigit),
            let data = try? Data(contentsOf: label(in: place)),
            let label = try? JSONDecoder().decode(Label.self, from: data), label.workflow == workflow
        else { return nil }
        let paths = try FileManager.default.subpathsOfDirectory(atPath: place.path).filter {
            ["yml", "yaml"].contains(URL(filePath: $0).pathExtension)
        }.sorted { ($0 == label.jobFile ? 0 : 1, $0) < ($1 == label.jobFile ? 0 : 1, $1) }
        return try paths.map { ($0, try String(contentsOf: place.appending(path: $0), encoding: .utf8)) }
    }

    private func read(_ label: Label, in place: URL, site: Site?) -> Checked<Workflow> {
        WorkflowReader.read(
            place.appending(path: label.jobFile), site: site, registersIn: URL(filePath: label.origin))
    }

    private func label(in place: URL) -> URL { place.appending(path: "version.json") }

    /// With a slash at its end.
    private static func commonFolder(of files: [URL]) -> String {
        let folders = files.map { $0.deletingLastPathComponent().path + "/" }
        var common = folders[0].split(separator: "/")[...]
        for folder in folders.dropFirst() {
            let parts = folder.split(separator: "/")
            common = common.prefix(zip(common, parts).prefix { $0 == $1 }.count)
        }
        return common.isEmpty ? "/" : "/" + common.joined(separator: "/") + "/"
    }

    private static func changedMeanwhile(_ workflow: String) -> Trouble {
        Trouble(
            .definition,
            Wording(
                ja: "業務「\(workflow)」のファイルが、読み込み中に書き換えられました。",
                en: "the files of the workflow \(workflow) were changed while they were read"),
            remedy: Wording(ja: "保存が終わってから、もう一度実行してください。", en: "run it again once they are saved"))
    }

    private static func missing(_ version: String, in folder: URL) -> Trouble {
        Trouble(
            .file,
            Wording(
                ja: "ジョブファイルの版 \(version.prefix(10)) が \(folder.path) にありません。",
                en: "version \(version.prefix(10)) of the job file is not kept in \(folder.path)"),
            remedy: Wording(
                ja: "データフォルダーの versions をバックアップから戻すか、すべての機械から同じフォルダーが見えることを確かめてください。",
                en: "restore the data folder's versions from a backup, and see that every machine sees the same folder")
        )
    }

    private static func unfit(_ workflow: String, because mistake: Diagnostic?) -> Trouble {
        let ja = mistake.map { ": \($0.text(in: .ja))" } ?? ""
        let en = mistake.map { ": \($0.text(in: .en))" } ?? ""
        return Trouble(
            .definition,
            Wording(
                ja: "業務「\(workflow)」は、このサイトの設定では動きません\(ja)",
                en: "the workflow \(workflow) does not run with this site's settings\(en)"),
            remedy: Wording(
                ja: "サイトファイルの台帳を直したときは tema retry で、ジョブファイルを直したときは tema retry バッチ番号 --under-new-version で再開します。",
                en:
                    "once the site file's registers are mended, tema retry goes on; once the job file is mended, tema retry "
                    + "BATCH --under-new-version"))
    }
}
