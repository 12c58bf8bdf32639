/// Types whose readings are right about equally often: a recogniser's digits are another task than its names.
package enum CalibrationGroup: String, Sendable, Hashable, CaseIterable {
    case digits
    case letters
    case marks
}
