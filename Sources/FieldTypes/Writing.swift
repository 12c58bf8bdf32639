/// What a zone is written with.
package enum Writing: String, Sendable, Hashable, CaseIterable {
    case print
    case hand
    case either
}
