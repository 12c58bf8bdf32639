package import Foundation
import Paperwork

extension SampleBatch {
    /// Writes the scan and its `expected.yml` into `folder`, as a golden case of a workflow.
    package func writeCase(to folder: URL) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try ScanFile.write(sheets, to: folder.appending(path: "scan.pdf"))
        try expectation.write(to: folder.appending(path: "expected.yml"), atomically: true, encoding: .utf8)
    }

    /// The truth as a golden case's file has it: documents with their fields' values in normal form.
    package var expectation: String { Self.expectation(of: truth) }

    static func expectation(of truth: Truth) -> String {
        var lines = ["# Drawn by `sample-forms samples`: values in their normal form.", "documents:"]
        for document in truth.documents {
            lines.append("  - form: \(document.form)")
            lines.append("    pages: [\(document.pages.map(String.init).joined(separator: ", "))]")
            lines.append("    fields:")
            for (name, value) in document.fields.sorted(by: { $0.key < $1.key }) {
                lines.append("      \(name): \(yaml(value))")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func yaml(_ value: FieldValue) -> String {
        switch value {
        case .none: "null"
        case .text(let text): "\"\(text)\""
        case .integer(let number): String(number)
        case .flag(let flag): String(flag)
        case .list(let items): "[" + items.map { "\"\($0)\"" }.joined(separator: ", ") + "]"
        case .rows(let rows):
            "["
                + rows.map { row in
                    "{" + row.sorted { $0.key < $1.key }.map { "\($0.key): \(yaml($0.value))" }.joined(separator: ", ")
                        + "}"
                }.joined(separator: ", ") + "]"
        }
    }
}
