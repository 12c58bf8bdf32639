/// A Japanese postal address.
package struct Address: Sendable, Hashable {
    /// A key under which notations of one address are equal. For comparing only.
    package static func key(_ text: String) -> String {
        NameVariants.folded(text)
    }
}
