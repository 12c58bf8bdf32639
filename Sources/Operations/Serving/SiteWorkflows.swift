package import Foundation
internal import Paperwork
package import Workflows

/// The workflows that a site serves, as their files are now.
package struct SiteWorkflows: Sendable {
    private let site: Site

    /// - Parameter site: names the workflows, or the folder that they lie in.
    package init(_ site: Site) { self.site = site }

    /// Every workflow of the site, checked; incomplete where there are mistakes.
    package func read() -> Checked<[Workflow]> {
        let read = paths.map { WorkflowReader.read($0, site: site) }
        return Checked(read.compactMap(\.value), mistakes: read.flatMap(\.diagnostics))
    }

    /// Those workflows of the site that have no mistake: one that can't be read takes none of the others away.
    package func sound() -> [Workflow] { paths.compactMap { WorkflowReader.read($0, site: site).value } }

    /// The site's workflows and those in the folders beside `job`'s, without mistakes; `job`'s own is among them.
    ///
    /// - Parameter job: a workflow's folder or job file.
    package func known(beside job: URL) -> [Workflow] {
        let folder = WorkflowReader.jobFile(at: job).standardizedFileURL.deletingLastPathComponent()
        let beside = Self.workflows(in: folder.deletingLastPathComponent())
        var seen = Set<String>()
        return (paths + beside).compactMap { path in
            guard seen.insert(WorkflowReader.jobFile(at: path).standardizedFileURL.path).inserted else { return nil }
            let read = WorkflowReader.read(path, site: site)
            return read.diagnostics.isEmpty ? read.value : nil
        }
    }

    /// The workflow with that id, checked. Where no job file has that id, the mistakes of those that can't be read; nil
    /// where there are none.
    package func workflow(_ id: String) -> Checked<Workflow>? {
        let read = paths.map { WorkflowReader.read($0, site: site) }
        if let found = read.first(where: { $0.value?.id == id }) { return found }
        let mistakes = read.flatMap(\.diagnostics)
        return mistakes.isEmpty ? nil : Checked(nil, mistakes: mistakes)
    }

    /// Differs from an earlier one where a file was changed in between.
    ///
    /// - Parameter workflows: as they were read last; their files are looked at beside the job files and golden
    ///   cases.
    func stamp(_ workflows: [Workflow]) -> [String] {
        let jobs = paths.map(WorkflowReader.jobFile)
        let files = jobs + workflows.flatMap(\.files) + jobs.flatMap(GoldenRun.files)
        return files.map { file in
            let attributes = try? FileManager.default.attributesOfItem(atPath: file.path)
            let size = attributes?[.size] as? Int ?? -1
            let changed = (attributes?[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
            return "\(file.path) \(size) \(changed)"
        }
    }

    /// Those that the site file names now, or named when it was read last without a mistake; where it names none, each
    /// folder under `Workflows` that holds a job file.
    var paths: [URL] {
        let named = site.file.flatMap { SiteReader.read($0) }.flatMap { $0.diagnostics.isEmpty ? $0.value : nil }
        let workflows = (named ?? site).workflows
        guard workflows.isEmpty else { return workflows }
        return Self.workflows(in: site.folder.appending(path: "Workflows"))
    }

    private static func workflows(in folder: URL) -> [URL] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.sorted().map { folder.appending(path: $0) }
            .filter { FileManager.default.fileExists(atPath: WorkflowReader.jobFile(at: $0).path) }
    }
}
