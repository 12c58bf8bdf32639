package import Paperwork

/// What a reader made of a definition file, with every mistake that it found.
package struct Checked<Value: Sendable>: Sendable {
    /// Nil where there is a mistake.
    package var value: Value?
    /// Mistakes by file, line and column; empty where all is well.
    package var diagnostics: [Diagnostic]
    /// What does not keep the file from being used, by file, line and column.
    package var warnings: [Diagnostic]

    package init(_ value: Value?, mistakes: [Diagnostic], warnings: [Diagnostic] = []) {
        self.value = mistakes.isEmpty ? value : nil
        self.diagnostics = mistakes.sortedByPlace
        self.warnings = warnings.sortedByPlace
    }

    init(_ value: Value?, from file: DefinitionFile) {
        self.init(value, mistakes: file.mistakes, warnings: file.warnings)
    }
}
