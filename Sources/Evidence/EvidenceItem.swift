import Paperwork

/// One independent reason to believe a value.
struct EvidenceItem {
    /// In the reader's words.
    var name: Wording
    /// How often a wrong value would show the same evidence, between 0 and 1.
    var chance: Double
}
