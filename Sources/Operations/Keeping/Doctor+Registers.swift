internal import Engine
internal import Paperwork
internal import Registers
internal import Workflows

extension Doctor {
    /// The site's registers and those that job files declare in place: whether they can be read, and what is wrong with
    /// their values.
    func registers(of workflows: [Workflow]) -> [HealthCheck] {
        let used = workflows.flatMap { workflow in
            workflow.steps.compactMap { if case .reconcile(let step) = $0.action { step.register } else { nil } }
        }
        var seen = Set<RegisterDefinition>()
        return (site.registers + used).filter { seen.insert($0).inserted }.flatMap { definition in
            let types = workflows.map { $0.comparedTypes(with: definition) }
            return register(definition, types: types.reduce(into: [:]) { $0.merge($1) { first, _ in first } })
        }
    }

    /// - Parameter types: field type by column, for the columns that documents are compared by.
    private func register(_ definition: RegisterDefinition, types: [String: String]) -> [HealthCheck] {
        let subject = Wording(ja: "台帳 \(definition.name)", en: "register \(definition.name)")
        do {
            let register = try Register.open(definition)
            let words = Wording(ja: "\(register.count) 件", en: "\(register.count.counted("record"))")
            let note = dataFolder.registers().note(of: definition)
            let failure = note?.failure.map {
                HealthCheck(subject: subject, state: .warning, message: $0.message, remedy: $0.remedy)
            }
            return [failure ?? .ok(subject, words)]
                + register.findings(types: types).map { .warning(subject, $0.message, remedy: $0.remedy) }
        } catch {
            return [.failure(subject, error)]
        }
    }
}
