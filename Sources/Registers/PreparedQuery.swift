internal import FieldTypes

/// A query with its column's index and its spellings folded.
struct PreparedQuery {
    var name: String
    var index: ColumnIndex
    var spellings: [Spelling]
    var lattices: [InkLattice] = []

    var kind: ComparisonKind { index.kind }
}
