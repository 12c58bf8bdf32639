package import Engine
package import Foundation
package import Paperwork
package import Registers
internal import Storage
package import Workflows

/// Looks after the registers of a place: what they are made of, reading them anew, and what agreements with them are worth.
package struct RegisterFitting: Sendable {
    private let site: Site
    private let dataFolder: DataFolder

    /// Documents of a workflow that weights are estimated from, at most: the latest.
    private static let documentLimit = 5000

    package init(site: Site, dataFolder: DataFolder) {
        self.site = site
        self.dataFolder = dataFolder
    }

    /// The register of that name, of the site file or of a workflow.
    ///
    /// - throws: `Trouble` where there is none, with those that there are.
    package func definition(named name: String) throws(Trouble) -> RegisterDefinition {
        let all = site.registers + steps.map { $0.step.register }
        if let found = all.first(where: { $0.name == name }) { return found }
        throw .noSuchRegister(name, among: Set(all.map(\.name)).sorted())
    }

    /// - throws: `Trouble` where it can't be read, and never could.
    package func summary(of definition: RegisterDefinition) throws(Trouble) -> (RegisterSummary, ShelfNote?) {
        let shelf = dataFolder.registers()
        let register = try shelf.register(definition, types: types(of: definition))
        return (register.summary(types: types(of: definition)), shelf.note(of: definition))
    }

    /// Reads it from its source now. What all processes use is the new one from then on.
    ///
    /// - parameter accepting: also where much fewer records are left, or columns are gone.
    /// - throws: `Trouble` where it can't be read; the old one stays.
    package func refresh(_ definition: RegisterDefinition, accepting: Bool) throws(Trouble) -> Int {
        try dataFolder.registers().refresh(definition, types: types(of: definition), accepting: accepting).count
    }

    /// Estimates what agreements are worth from the documents of the place, and has all processes use it.
    ///
    /// - returns: nil where no document was compared with the register.
    /// - throws: `Trouble` where the store or the register can't be read.
    package func fit(_ definition: RegisterDefinition, now: Date) throws -> RegisterWeights? {
        let shelf = dataFolder.registers()
        let register = try shelf.register(definition, types: types(of: definition))
        let store = try Store.existing(dataFolder)
        var documents: [[RegisterQuery]] = []
        for (workflow, step) in steps where step.register == definition {
            documents += try store.latestDocuments(ofWorkflow: workflow.id, limit: Self.documentLimit)
                .filter { $0.match != nil }.map { step.queries(of: $0) }
        }
        guard let weights = register.estimatedWeights(from: documents, now: now) else { return nil }
        try shelf.take(weights, for: definition)
        return weights
    }

    private var steps: [(workflow: Workflow, step: ReconcileStep)] {
        SiteWorkflows(site).paths.compactMap { WorkflowReader.read($0, site: site).value }.flatMap { workflow in
            workflow.steps.compactMap { if case .reconcile(let step) = $0.action { (workflow, step) } else { nil } }
        }
    }

    private func types(of definition: RegisterDefinition) -> [String: String] {
        steps.reduce(into: [:]) { types, pair in
            types.merge(pair.workflow.comparedTypes(with: definition)) { first, _ in first }
        }
    }
}

extension Trouble {
    fileprivate static func noSuchRegister(_ name: String, among names: [String]) -> Trouble {
        Trouble(
            .definition,
            Wording(ja: "台帳「\(name)」はありません。", en: "there is no register '\(name)'"),
            remedy: names.isEmpty
                ? Wording(ja: "サイトファイルの registers に書いてください", en: "declare it under registers in the site file")
                : Wording(
                    ja: "ある台帳: \(names.joined(separator: "、"))", en: "there are: \(names.joined(separator: ", "))"))
    }
}
