extension Int {
    /// The number with its noun in English, as in "1 document" and "3 documents".
    ///
    /// - Parameters:
    ///   - one: what one is called, with its verb where that changes too: "document waits".
    ///   - many: what several, or none, are called; by default `one` with an s.
    package func counted(_ one: String, _ many: String? = nil) -> String {
        "\(self) \(self == 1 ? one : many ?? one + "s")"
    }
}
