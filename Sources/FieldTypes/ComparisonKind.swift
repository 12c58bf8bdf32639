/// How values of a column are folded and compared with a register's.
package enum ComparisonKind: Hashable, Sendable, CaseIterable {
    case name
    case kana
    case address
    case date
    case phone
    case postalCode
    /// Identifying numbers and codes: compared digit by digit.
    case number
    case text
    /// Few possible values: equal or not.
    case category
}
