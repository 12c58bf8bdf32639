import ArgumentParser
import Engine
import Foundation
import Paperwork
import Workflows

struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "List the mistakes in job files, their templates and the site file.",
        discussion: """
            Every mistake is listed at once, as file:line:column: what is wrong. Registers and blank forms are opened too.

            EXIT STATUS
              0 no mistakes, 65 mistakes

            EXAMPLE
              tema check Workflows/*
            """)

    @Argument(help: "Workflow folders or job files.") var jobs: [String]
    @OptionGroup var common: CommonOptions

    mutating func validate() throws {
        guard !jobs.isEmpty else { throw ValidationError("Please give at least one workflow.") }
    }

    func run() async throws {
        common.chooseLanguage()
        var diagnostics: [Diagnostic] = []
        for job in jobs {
            do {
                let (workflow, _) = try common.workflow(at: job)
                try await offTheCooperativePool { _ = try Job(workflow) }
                print(Wording(ja: "\(job): 誤りはありません", en: "\(job): no mistakes").said)
                for advice in workflow.advice {
                    print(Wording(ja: "\(job): 注意: \(advice.ja)", en: "\(job): warning: \(advice.en)").said)
                }
            } catch let mistakes as Mistakes {
                diagnostics += mistakes.diagnostics
            } catch let trouble as Trouble {
                diagnostics.append(
                    Diagnostic(
                        file: job,
                        message: Wording(ja: trouble.text(in: .ja), en: trouble.text(in: .en))))
            }
        }
        guard diagnostics.isEmpty else { throw Mistakes(diagnostics: diagnostics.removingDuplicates()) }
    }
}

extension [Diagnostic] {
    /// Two jobs may share a template or the site file; its mistakes are listed once.
    fileprivate func removingDuplicates() -> [Diagnostic] {
        var seen = Set<Diagnostic>()
        return filter { seen.insert($0).inserted }
    }
}
