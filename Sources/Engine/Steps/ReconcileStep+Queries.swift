package import Paperwork
package import Registers
package import Workflows

extension ReconcileStep {
    /// What a document says in the fields to compare. What a person settled is what is written, and nothing else.
    package func queries(of document: Document) -> [RegisterQuery] {
        on.compactMap { name in
            document.field(name).map { field in
                let isSettled = field.decision?.by == .person
                return RegisterQuery(
                    column: name, type: field.type, candidates: field.candidates,
                    lattices: isSettled ? [] : field.readings.filter { $0.doubt == nil }.map(\.lattice))
            }
        }
    }
}
