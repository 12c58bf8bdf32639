/// Something to mend in a file that a person wrote, with its place.
package struct Diagnostic: Hashable, Sendable, Error, CustomStringConvertible {
    package enum Severity: Hashable, Sendable {
        /// The file can't be used.
        case mistake
        /// The file can be used, but does not do all that its writer may think.
        case warning
    }

    package var severity: Severity
    package var file: String
    /// From 1; 0 where the mistake has no place.
    package var line: Int
    /// From 1; 0 where the mistake has no place.
    package var column: Int
    package var message: Wording

    package init(
        _ severity: Severity = .mistake, file: String, line: Int = 0, column: Int = 0, message: Wording
    ) {
        self.severity = severity
        self.file = file
        self.line = line
        self.column = column
        self.message = message
    }

    package var description: String { text(in: .en) }

    /// As `file:line:column: what is wrong`; a warning says that it is one.
    package func text(in language: Language) -> String {
        let place = line > 0 ? "\(file):\(line):\(column): " : "\(file): "
        let warning = Wording(ja: "注意: ", en: "warning: ").text(in: language)
        return place + (severity == .warning ? warning : "") + message.text(in: language)
    }
}

extension [Diagnostic] {
    /// How many are shown at once: more than a person reads, and little enough to stay on a screen's scroll.
    package static let shownLimit = 100

    /// By file, line and column.
    package var sortedByPlace: [Diagnostic] {
        sorted {
            ($0.file, $0.line, $0.column, $0.message.en) < ($1.file, $1.line, $1.column, $1.message.en)
        }
    }

    /// A line for each of the first `shownLimit`, and one that counts the others.
    package var lines: [Wording] {
        let shown = prefix(Self.shownLimit).map { Wording(ja: $0.text(in: .ja), en: $0.text(in: .en)) }
        let rest = count - shown.count
        guard rest > 0 else { return shown }
        return shown + [Wording(ja: "ほかに\(rest)件あります", en: "and \(rest) more")]
    }
}
