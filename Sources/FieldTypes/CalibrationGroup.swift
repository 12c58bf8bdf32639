/// Types whose readings are right about equally often: a recogniser's digits are another task than its names.
package enum CalibrationGroup: String, Sendable, Hashable, CaseIterable {
    case digits
    case letters
    /// Zones that are marked or not, each for itself.
    case marks
    /// One mark among several zones: a zone that is marked bears out that the others are not.
    case oneOption = "one-option"

    /// Whether marks are read, not writing.
    package var isOfMarks: Bool { self == .marks || self == .oneOption }
}
