import ArgumentParser
import Foundation
import Paperwork
import Workflows

/// What every command understands.
struct CommonOptions: ParsableArguments {
    @Option(help: "The site file (default: tema.yml here, else beside the workflow or above it).") var site: String?
    @Option(help: "Language of messages: ja or en (default: the environment's).") var language: Language?

    func chooseLanguage() { Terminal.choose(language) }

    /// The site that holds for `job`, or for the working folder where none is given.
    ///
    /// - throws: `Mistakes` in the site file.
    func site(near job: URL? = nil) throws -> Site {
        let (site, diagnostics) = SiteReader.read(explicit: site.map { URL(filePath: $0) }, near: job)
        guard let site, diagnostics.isEmpty else { throw Mistakes(diagnostics: diagnostics) }
        return site
    }

    /// The workflow at that path, checked.
    ///
    /// - throws: `Mistakes`, all of them, in the job file, its templates or the site file.
    func workflow(at path: String) throws -> (Workflow, Site) {
        let url = URL(filePath: path)
        let site = try site(near: url)
        let (workflow, diagnostics) = WorkflowReader.read(url, site: site)
        guard let workflow, diagnostics.isEmpty else { throw Mistakes(diagnostics: diagnostics) }
        return (workflow, site)
    }
}

extension Language: ExpressibleByArgument {}

/// Runs blocking work on a thread of its own, so that it never sits on Swift's cooperative pool.
func offTheCooperativePool<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        let thread = Thread { continuation.resume(with: Result { try work() }) }
        thread.stackSize = 8 << 20
        thread.start()
    }
}
