import ArgumentParser
import Delivery
import Engine
import Foundation
import Operations
import Paperwork
import Workflows

struct TestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Run a workflow's golden cases and print the accuracy per field.",
        discussion: """
            With --accept the result becomes the one that later runs must not fall below; it is kept in \
            cases/accepted.json.

            EXIT STATUS
              0 as good as the accepted run (without one: all values right), 4 worse, 65 a mistake in the job or a case, \
            74 a scan could not be read

            EXAMPLE
              tema test Workflows/payroll
            """)

    @Argument(help: "Workflow folders or job files.") var jobs: [String]
    @Flag(help: "Accept this result as the one to keep up with.") var accept = false
    @Flag(help: "Print JSON.") var json = false
    @Flag(help: "With --json: give the scores of each workflow with the values that differ.") var misses = false
    @Flag(help: .hidden) var supervised = false
    @OptionGroup var common: CommonOptions

    mutating func validate() throws {
        guard !jobs.isEmpty else { throw ValidationError("Please give at least one workflow.") }
    }

    func run() async throws {
        common.chooseLanguage()
        if supervised { Supervision.runUnlimited() }
        var isWorse = false
        for job in jobs {
            let (workflow, site) = try common.workflow(at: job)
            let cases = try GoldenCaseReader.read(workflow).get()
            let run = try await OwnThread.run {
                try GoldenRun(cases, of: workflow, workers: site.workers)
            }
            try print(run, of: workflow)
            isWorse = try judge(run, of: workflow) || isWorse
        }
        if isWorse { throw ExitCode(GoldenRun.worseExitStatus) }
    }

    private func print(_ run: GoldenRun, of workflow: Workflow) throws {
        if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
            let data =
                misses
                ? try encoder.encode([workflow.id: run.report]) : try encoder.encode([workflow.id: run.scores])
            Swift.print(String(decoding: data, as: UTF8.self))
            return
        }
        let header = Wording(ja: "項目 一致 件数", en: "field right of").said.split(separator: " ").map(String.init)
        let rows = run.scores.sorted { $0.key < $1.key }.map { [$0.key, String($0.value.right), String($0.value.of)] }
        Swift.print(
            "\(workflow.id)\n" + TextTable(header: header, rows: rows, alignments: [.left, .right, .right]).rendered())
        for miss in run.misses {
            let what = miss.field ?? Wording(ja: "帳票", en: "document").said
            Swift.print("  \(miss.golden) \(what): 「\(miss.read)」 ≠ 「\(miss.expected)」")
        }
    }

    /// Whether the run is worse than it may be.
    private func judge(_ run: GoldenRun, of workflow: Workflow) throws -> Bool {
        let file = GoldenRun.acceptedFile(of: workflow)
        if accept {
            try JSONFile.write(run.scores, to: file)
            return false
        }
        guard let data = try? Data(contentsOf: file) else { return !run.misses.isEmpty }
        let accepted = try JSONDecoder().decode([String: GoldenRun.Score].self, from: data)
        let worse = run.fieldsWorse(than: accepted)
        guard !worse.isEmpty else { return false }
        let names = worse.joined(separator: ", ")
        Terminal.say(
            Wording(
                ja: "\(workflow.id): 前に認めた結果より悪くなった項目: \(names)",
                en: "\(workflow.id): worse than the accepted run: \(names)"
            ).said)
        return true
    }
}
