import Engine
import Foundation
import Intake
import Paperwork
import SlipRuns
import Slips
import Storage
import Testing
import Workflows

/// A workflow of slips that are entered into the tax system.
struct EnteredFolder {
    let folder: SlipFolder
    let system: TaxSystem

    static let steps = """
        - read: {error-budget: 49%}
        - enter: {into: tax-system, script: enter.yml}
        - export:
            file: slip-{batch}.csv
            columns: {帳票: _document, 受付番号: receipt}
        """

    init(_ system: TaxSystem, steps: String = Self.steps, script: (String) -> String = { $0 }) throws {
        self.system = system
        folder = try SlipFolder(steps: steps, site: "secrets: secrets.yml\n")
        let secrets = try folder.write("tax-system: {user: shokuin, password: himitsu}\n", to: "secrets.yml")
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: secrets.path)
        try folder.write(try system.script(script), to: "slip/enter.yml")
    }

    var site: Site {
        get throws { try #require(SiteReader.read(folder.file("tema.yml")).value) }
    }

    /// Runs a scan to its end, off Swift's own threads.
    func run(_ scan: URL, workers: Int = 1) async throws -> RunOutcome {
        let job = try folder.job()
        let dataFolder = folder.dataFolder
        let site = try site
        return try await OwnThread.run {
            try JobRunner(job: job, dataFolder: dataFolder, workers: workers, leavingBy: site).run([scan])
        }
    }

    func run(_ pages: [Slip.Page], workers: Int = 1) async throws -> BatchOutcome {
        let outcome = try await run(try folder.scan(pages), workers: workers)
        #expect(outcome.trouble?.description == nil)
        return try #require(outcome.batches.first)
    }

    var store: Store {
        get throws { try Store.open(folder.dataFolder) }
    }
}
