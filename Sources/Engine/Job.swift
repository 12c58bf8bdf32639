package import Forms
package import Foundation
package import Paperwork
package import Registers
package import Workflows

/// A workflow made ready to run: its forms prepared, its registers open.
package final class Job: Sendable {
    /// As its job file declares it.
    package let workflow: Workflow
    /// Its forms, made ready to be found in scans.
    package let library: FormLibrary
    private let registers: RegisterShelf

    /// - Parameters:
    ///   - isForReading: makes its forms ready to be found in scans, and opens its registers; without, that is left until a
    ///     register is asked for, and no form is found.
    ///   - registers: where its registers are kept.
    /// - throws: `Trouble` where a blank form or a register can't be read.
    package init(
        _ workflow: Workflow, isForReading: Bool = true, registers: RegisterShelf = RegisterShelf(folder: nil)
    ) throws(Trouble) {
        self.workflow = workflow
        self.registers = registers
        library = try FormLibrary(isForReading ? workflow.forms : [])
        guard isForReading else { return }
        for step in workflow.steps {
            guard case .reconcile(let reconcile) = step.action else { continue }
            let columns = try register(reconcile).columns
            if let lack = reconcile.lacks(among: columns).first { throw lack.trouble }
        }
    }

    /// The zones of its templates in which writing could not be seen, for what the blank forms print there.
    package func zoneMistakes() -> [Diagnostic] { workflow.diagnostics(for: library.zoneFaults()) }

    /// The same of a template alone, which is made ready as a job would, and forgotten.
    ///
    /// - parameter file: where the template was read from.
    /// - throws: `Trouble` where its blank form can't be read.
    package static func zoneMistakes(in template: FormTemplate, at file: URL) throws(Trouble) -> [Diagnostic] {
        TemplateReader.diagnostics(for: try FormLibrary([template]).zoneFaults(), in: file)
    }

    /// What is wrong with values of the registers, with what to do, in the order of the steps; looks at all records.
    package func registerWarnings() -> [Trouble] {
        var seen = Set<RegisterDefinition>()
        return workflow.steps.flatMap { step -> [Trouble] in
            guard case .reconcile(let reconcile) = step.action, seen.insert(reconcile.register).inserted,
                let register = try? self.register(reconcile)
            else { return [] }
            return register.findings(types: workflow.comparedTypes(with: reconcile.register))
                .map { Trouble(.content, $0.message, remedy: $0.remedy) }
        }
    }

    /// The register of a step as it was read last; opened now, where it was not before.
    ///
    /// - throws: `Trouble` where it can't be read, and never could.
    package func register(_ step: ReconcileStep) throws(Trouble) -> Register {
        try registers.register(step.register, types: workflow.comparedTypes(with: step.register))
    }

    /// The chance of a wrong value tolerated per accepted field, as the read step sets it.
    package var errorBudget: Double {
        workflow.steps.lazy.compactMap { if case .read(let read) = $0.action { read.errorBudget } else { nil } }.first
            ?? 0.001
    }

    /// The export steps, with their numbers in the job file, from 0.
    package var exports: [(number: Int, step: ExportStep)] {
        workflow.steps.enumerated().compactMap { number, step in
            if case .export(let export) = step.action { (number, export) } else { nil }
        }
    }
}
