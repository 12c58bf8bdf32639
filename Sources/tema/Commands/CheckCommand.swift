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
            Every mistake is listed at once, as file:line:column: what is wrong; of very many the first hundred, and how \
            many more there are. Registers and blank forms are opened too: damaged values of registers are warned of, and \
            zones are named that the blank's own print covers. A template, a site file or a plan may also be given by \
            itself. A warning names what may be used, but does not do all that one may think.

            EXIT STATUS
              0 no mistakes (there may be warnings), 65 mistakes

            EXAMPLE
              tema check Workflows/*
            """)

    @Argument(help: "Workflow folders or job files; or templates, site files and plans.") var jobs: [String]
    @OptionGroup var common: CommonOptions

    mutating func validate() throws {
        guard !jobs.isEmpty else { throw ValidationError("Please give at least one workflow.") }
    }

    func run() async throws {
        common.chooseLanguage()
        var found: [Diagnostic] = []
        var sound: [String] = []
        for job in jobs {
            let diagnostics = await examine(job)
            if !diagnostics.containsMistake { sound.append(job) }
            found += diagnostics
        }
        let diagnostics = found.withoutDuplicates
        guard !diagnostics.containsMistake else {
            sound.forEach(Self.praise)
            throw Mistakes(diagnostics: diagnostics)
        }
        diagnostics.lines.forEach { Terminal.say($0.said) }
        sound.forEach(Self.praise)
    }

    private static func praise(_ job: String) {
        print(Wording(ja: "\(job): 誤りはありません", en: "\(job): no mistakes").said)
    }

    /// What shows only when registers and blank forms are opened.
    private static func opened(_ workflow: Workflow, site: Site, path: String) throws -> [Diagnostic] {
        let mistakes = RegisterCheck.mistakes(in: workflow, site: site)
        guard mistakes.isEmpty else { return mistakes }
        let job = try Job(workflow)
        let warnings = job.registerWarnings().map { trouble in
            Diagnostic(.warning, file: path, message: Wording(ja: trouble.text(in: .ja), en: trouble.text(in: .en)))
        }
        return job.zoneMistakes() + warnings
    }

    private func examine(_ path: String) async -> [Diagnostic] {
        let url = URL(filePath: path)
        var found: [Diagnostic] = []
        do {
            switch DefinitionKind.of(url) {
            case .workflow:
                let site = try common.checkedSite(near: url).checked
                found = site.all
                guard let site = site.value else { return found }
                let workflow = WorkflowReader.read(url, site: site)
                found += workflow.all
                if let value = workflow.value {
                    found += try await OwnThread.run { try Self.opened(value, site: site, path: path) }
                }
            case .template:
                let template = TemplateReader.read(url)
                found = template.all
                if let value = template.value {
                    found += try await OwnThread.run { try Job.zoneMistakes(in: value, at: url) }
                }
            case .site: found = SiteReader.read(url).all
            case .plan: found = PlanReader.read(url).all
            }
        } catch let trouble as Trouble {
            let message = Wording(ja: trouble.text(in: .ja), en: trouble.text(in: .en))
            found.append(Diagnostic(file: path, message: message))
        } catch {
            found.append(Diagnostic(file: path, message: Wording(verbatim: String(describing: error))))
        }
        return found
    }
}

extension Checked {
    fileprivate var all: [Diagnostic] { (diagnostics + warnings).sortedByPlace }
}

extension [Diagnostic] {
    fileprivate var containsMistake: Bool { contains { $0.severity == .mistake } }

    /// Two jobs may share a template or the site file; its mistakes are listed once.
    fileprivate var withoutDuplicates: [Diagnostic] {
        var seen = Set<Diagnostic>()
        return filter { seen.insert($0).inserted }
    }
}
