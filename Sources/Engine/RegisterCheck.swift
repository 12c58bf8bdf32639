internal import FieldTypes
internal import Forms
package import Paperwork
package import Registers
package import Workflows

/// Whether registers have the columns that the site file and the job file ask of them.
package enum RegisterCheck {
    /// Every column that a register of the site or of `workflow` lacks, at the line that names it; and what keeps a
    /// register's columns from being read. Records are not read.
    package static func mistakes(in workflow: Workflow, site: Site) -> [Diagnostic] {
        let steps = workflow.steps.compactMap { if case .reconcile(let step) = $0.action { step } else { nil } }
        var seen = Set<RegisterDefinition>()
        let registers = (site.registers + steps.map(\.register)).filter { seen.insert($0).inserted }
        return registers.flatMap { register -> [Diagnostic] in
            do throws(Trouble) {
                let columns = try Register.columns(of: register)
                return steps.filter { $0.register == register }.flatMap { step in
                    step.lacks(among: columns).map {
                        diagnostic($0.trouble, file: step.places.file, at: $0.place, of: register)
                    }
                }
            } catch {
                return declarationMistakes(register, after: error)
            }
        }
    }

    /// - Parameter trouble: why the declared columns could not be found.
    private static func declarationMistakes(_ register: RegisterDefinition, after trouble: Trouble) -> [Diagnostic] {
        let declaration = register.declaration
        let whole = [diagnostic(trouble, file: declaration.file, at: declaration.register, of: register)]
        guard trouble.kind == .definition, let columns = try? Register.sourceColumns(of: register) else { return whole }
        let lacking = register.lacking(among: columns)
        guard !lacking.isEmpty else { return whole }
        return lacking.map { lack in
            let place = lack.name.map { declaration.columns[$0] } ?? declaration.key
            return diagnostic(lack.trouble, file: declaration.file, at: place ?? declaration.register, of: register)
        }
    }

    private static func diagnostic(
        _ trouble: Trouble, file: String?, at place: RegisterDefinition.Declaration.Place?,
        of register: RegisterDefinition
    ) -> Diagnostic {
        Diagnostic(
            file: file ?? register.name, line: place?.line ?? 0, column: place?.column ?? 0,
            message: Wording(ja: trouble.text(in: .ja), en: trouble.text(in: .en)))
    }
}

extension ReconcileStep {
    /// The columns that `on` and `fill` ask for and the register has not.
    func lacks(among columns: [String]) -> [(trouble: Trouble, place: RegisterDefinition.Declaration.Place?)] {
        on.filter { !columns.contains($0) }.map { (register.lacks(column: $0, among: columns), places.on[$0]) }
            + fill.filter { !columns.contains($0.column) }
            .map { (register.lacks(column: $0.column, among: columns), places.fill[$0.field]) }
    }
}

extension Workflow {
    /// The field types by column of a register, for the columns that documents are compared by.
    package func comparedTypes(with register: RegisterDefinition) -> [String: String] {
        var types: [String: String] = [:]
        for case .reconcile(let step) in steps.map(\.action) where step.register == register {
            for name in step.on {
                types[name] = forms.lazy.flatMap(\.fields).first { $0.name == name }?.type ?? types[name]
            }
        }
        return types
    }
}
