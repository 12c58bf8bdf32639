package import Paperwork

/// What a reader made of a definition file, with every mistake that it found.
package struct Checked<Value: Sendable>: Sendable {
    /// Nil where there is a mistake.
    package var value: Value?
    /// By file, line and column; empty where all is well.
    package var diagnostics: [Diagnostic]

    package init(_ value: Value?, mistakes: [Diagnostic]) {
        self.value = mistakes.isEmpty ? value : nil
        self.diagnostics = mistakes.sorted {
            ($0.file, $0.line, $0.column, $0.message.en) < ($1.file, $1.line, $1.column, $1.message.en)
        }
    }
}
