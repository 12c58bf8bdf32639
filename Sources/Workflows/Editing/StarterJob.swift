import FieldTypes
package import Forms
import Foundation

/// A job file to begin with: reads a form, has doubts reviewed, exports every field that is one value.
package enum StarterJob {
    /// The job file's text, for `workflow.yml` beside the folder `forms` that the template lies in.
    ///
    /// - Parameters:
    ///   - id: `a-z 0-9 -`.
    ///   - template: its file's name, of letters, digits, hyphens and dots.
    package static func yaml(
        id: String, title: String, department: String, form: FormTemplate, template: String
    ) -> String {
        var headings = Set<String>()
        let columns = form.fields.filter { FieldTypes.named($0.type)?.placing != .table }.map { field in
            let heading = headings.insert(field.label).inserted ? field.label : field.name
            headings.insert(heading)
            return "        \(TemplateWriter.scalar(heading)): \(TemplateWriter.scalar(field.name))\n"
        }
        return """
            workflow: \(id)
            title: \(TemplateWriter.scalar(title))
            department: \(TemplateWriter.scalar(department))

            intake:
              inbox: \(id)
              split: form

            forms: [forms/\(template)]

            steps:
              - read:
                  error-budget: 0.1%
              - review: {by: clerk}
              - export:
                  file: \(id)-{date}-{batch}.csv
                  encoding: CP932
                  columns:
                    帳票: _document

            """.replacing(
                "        帳票: _document\n", with: columns.isEmpty ? "        帳票: _document\n" : columns.joined())
    }
}
