package import Paperwork

/// One field of a document to look for in a register.
package struct RegisterQuery: Sendable, Hashable {
    /// The register's column by its name in job files, which is the field's name.
    package var column: String
    /// The field type's name, as in `kana`: it tells how values are folded and compared.
    package var type: String
    /// What may be written, best first. Empty, or with an empty value only: nothing is written, and nothing is compared.
    package var candidates: [Candidate]

    /// What recognisers saw, as far as it is to be believed.
    package var lattices: [Lattice]

    package init(column: String, type: String, candidates: [Candidate], lattices: [Lattice] = []) {
        self.column = column
        self.type = type
        self.candidates = candidates
        self.lattices = lattices
    }
}
