import FieldTypes
import Foundation
import Imaging
package import Paperwork

/// The form templates of a workflow, prepared once for finding them in scans.
package final class FormLibrary: Sendable {
    package let templates: [FormTemplate]
    package let pages: [BlankFormPage]

    /// Rasterises the templates' blanks and finds landmarks on them; about 0.2 s a page.
    ///
    /// - throws: `Trouble` of kind `.file` where a blank can't be read, `.definition` where it has fewer pages than its
    ///   template says, or where a page is dark or has too little print to be known again.
    package init(_ templates: [FormTemplate]) throws(Trouble) {
        var pages: [BlankFormPage] = []
        for template in templates {
            guard let blank = template.blank else { continue }
            let source = try PageSource(opening: blank)
            guard source.pageCount >= template.pages else {
                throw Self.blankTooShort(template, has: source.pageCount)
            }
            for number in 1...max(1, template.pages) {
                let scan = try source.page(number)
                let pixels = scan.bitmap.grayPixels()
                guard !PageLook.isDark(pixels) else { throw Self.blankTooDark(template, page: number) }
                let page = BlankFormPage(
                    form: template.id, page: number, paper: template.paper, pixels: pixels,
                    dpi: scan.dpi, written: template.writtenZones(page: number),
                    text: scan.textLayer)
                guard page.canBeKnown else { throw Self.blankTooEmpty(template, page: number) }
                pages.append(page)
            }
        }
        self.templates = templates
        self.pages = pages
    }

    /// The templates with their blanks already rasterised: one `BlankFormPage` for each page of each template.
    package init(templates: [FormTemplate], pages: [BlankFormPage]) {
        self.templates = templates
        self.pages = pages
    }

    package func template(_ id: String) -> FormTemplate? { templates.first { $0.id == id } }

    package func page(_ form: String, _ page: Int) -> BlankFormPage? {
        pages.first { $0.form == form && $0.page == page }
    }

    private static func blankTooShort(_ template: FormTemplate, has count: Int) -> Trouble {
        let file = template.blank?.lastPathComponent ?? ""
        return Trouble(
            .definition,
            Wording(
                ja: "様式「\(template.id)」は\(template.pages)ページですが、白紙様式 \(file) は\(count)ページしかありません。",
                en: "Form \(template.id) has \(template.pages.counted("page")), but its blank \(file) has \(count)."),
            remedy: Wording(
                ja: "様式ファイルの pages を直すか、全ページのある白紙様式を指定してください。",
                en: "Correct `pages` in the template, or give a blank with all pages."))
    }

    private static func blankTooDark(_ template: FormTemplate, page: Int) -> Trouble {
        let file = template.blank?.lastPathComponent ?? ""
        return Trouble(
            .definition,
            Wording(
                ja: "白紙様式 \(file) の\(page)ページ目は全体が暗いか、白と黒が逆です。",
                en: "Page \(page) of the blank \(file) is dark all over, or black and white are exchanged."),
            remedy: Wording(
                ja: "明るい紙に黒で印刷された白紙様式を、白黒反転せずに読み取って指定してください。",
                en: "Give a blank that shows dark print on light paper, scanned without inverting it."))
    }

    private static func blankTooEmpty(_ template: FormTemplate, page: Int) -> Trouble {
        let file = template.blank?.lastPathComponent ?? ""
        return Trouble(
            .definition,
            Wording(
                ja: "白紙様式 \(file) の\(page)ページ目は印刷が少なすぎて、読み取った紙と照らし合わせられません。",
                en: "Page \(page) of the blank \(file) has too little print to be recognised in scans."),
            remedy: Wording(
                ja: "罫線や見出しが印刷された白紙様式を指定してください。",
                en: "Give a blank with the form's rules and labels printed on it."))
    }
}

extension FormTemplate {
    /// Where something may be written on that page, checkboxes and options apart: those are mostly print.
    package func writtenZones(page: Int) -> [Zone] {
        fields.flatMap { field -> [Zone] in
            switch field.place {
            case .zone(let zone): FieldTypes.named(field.type)?.isPrintedBox == true ? [] : [zone]
            case .cells(let cells): cells
            case .table(let zone, _, _): [zone]
            case .options, .find: []
            }
        }
        .filter { $0.page == page }
    }
}
