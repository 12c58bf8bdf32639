package import Forms
package import Foundation
package import Paperwork

extension Workflow {
    /// Where its templates have these faults.
    package func diagnostics(for faults: [ZoneFault]) -> [Diagnostic] {
        // The job file comes first, then each template followed by its blank form.
        let templates = templateFiles
        return zip(forms, templates).flatMap { form, file in
            TemplateReader.diagnostics(for: faults.filter { $0.form == form.id }, in: file)
        }
    }
}

extension TemplateReader {
    /// Where a template file has these faults: at the field's place.
    package static func diagnostics(for faults: [ZoneFault], in url: URL) -> [Diagnostic] {
        guard !faults.isEmpty else { return [] }
        let file = DefinitionFile(url, limit: sizeLimit)
        let fields = file.root?["fields"]?.items ?? []
        return faults.map { fault in
            let field = fields.first { $0["name"]?.text == fault.field }
            let place = ["zone", "cells", "options"].lazy.compactMap { field?[$0] }.first ?? field
            return Diagnostic(
                file: file.name, line: place?.line ?? 0, column: place?.column ?? 0, message: fault.wording)
        }
    }
}

extension DefinitionNode {
    /// The value of a key; nil where the node has none.
    fileprivate subscript(key: String) -> DefinitionNode? { entries?.first { $0.key.text == key }?.value }
}
