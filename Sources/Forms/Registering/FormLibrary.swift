/// The form templates of a workflow, prepared once for finding them in scans.
package final class FormLibrary: Sendable {
    package let templates: [FormTemplate]
    package let pages: [BlankFormPage]

    /// The templates with their blanks already rasterised: one `BlankFormPage` for each page of each template.
    package init(templates: [FormTemplate], pages: [BlankFormPage]) {
        self.templates = templates
        self.pages = pages
    }

    package func template(_ id: String) -> FormTemplate? { templates.first { $0.id == id } }

    package func page(_ form: String, _ page: Int) -> BlankFormPage? {
        pages.first { $0.form == form && $0.page == page }
    }
}
