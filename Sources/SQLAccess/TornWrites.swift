#if DEBUG
    internal import Foundation

    /// A fault that the fault harness sets to see whether it is noticed: every statement is committed by itself, with a
    /// pause behind it. Released programs don't contain it.
    enum TornWrites {
        /// Seconds; nil where the fault is not set.
        static let pause = ProcessInfo.processInfo.environment["TEMA_TORN_WRITES"].flatMap(Double.init)
    }
#endif
