/// A mistake in a file that a person wrote, with its place.
package struct Diagnostic: Hashable, Sendable, Error, CustomStringConvertible {
    package var file: String
    /// From 1; 0 where the mistake has no place.
    package var line: Int
    /// From 1; 0 where the mistake has no place.
    package var column: Int
    package var message: Wording

    package init(file: String, line: Int = 0, column: Int = 0, message: Wording) {
        self.file = file
        self.line = line
        self.column = column
        self.message = message
    }

    package var description: String { text(in: .en) }

    /// As `file:line:column: what is wrong`.
    package func text(in language: Language) -> String {
        line > 0 ? "\(file):\(line):\(column): \(message.text(in: language))" : "\(file): \(message.text(in: language))"
    }
}
