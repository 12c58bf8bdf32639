/// What a template says of where a field is.
package enum FieldPlacing: Sendable, Hashable, CaseIterable {
    /// `zone`, `cells` or `find`; the zone may have `lines`.
    case writing
    /// `zone`.
    case zone
    /// `options`.
    case options
    /// `zone` with `rows` and `columns`, or `find`.
    case table

    /// Every key of a template that speaks of a place.
    package static let allKeys = ["zone", "cells", "options", "rows", "columns", "find", "lines"]

    /// The keys that a field so placed may have.
    package var keys: Set<String> {
        Set(ways.joined()).union(self == .writing ? ["lines"] : [])
    }

    /// The ways to place it: the keys of one of these have to be there.
    package var ways: [[String]] {
        switch self {
        case .writing: [["zone"], ["cells"], ["find"]]
        case .zone: [["zone"]]
        case .options: [["options"]]
        case .table: [["zone", "rows", "columns"], ["find"]]
        }
    }

    /// Whether a cell of a table may hold it: one zone is all that a cell is.
    package var fitsCell: Bool { self == .writing || self == .zone }
}
