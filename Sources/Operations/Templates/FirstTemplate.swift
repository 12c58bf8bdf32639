internal import Delivery
internal import FieldTypes
internal import Forms
package import Foundation
internal import Imaging
package import Paperwork
internal import Recognition
internal import Workflows

/// A first template, made from what can be found on a blank form, for its author to look through.
package struct FirstTemplate {
    /// What was written.
    package struct Written: Sendable {
        /// The number of fields.
        package var fields: Int
        /// How many of them have something to look at.
        package var doubtful: Int
        /// The blank without skew that was put beside the template; nil where the blank lay straight.
        package var straightened: URL?
    }

    private let blank: URL
    private let id: String

    /// - Parameter id: the form's id; nil takes the file's name, without what an id can't hold.
    package init(blank: URL, id: String?) {
        self.blank = blank
        self.id = id ?? Self.identifier(from: blank.deletingPathExtension().lastPathComponent)
    }

    /// Writes the template, with its blank beside it. A blank that was scanned askew is put there straight, as the zones of
    /// the template lie on it.
    ///
    /// - Parameter language: of the comments in the template.
    /// - throws: `Trouble` where the blank can't be read or has no place to fill in, the template can't be written, or
    ///   Tesseract's model is missing.
    package func write(to file: URL, language: Language) throws(Trouble) -> Written {
        let pages = try StraightPages(of: blank)
        let reader = PrintedLineReader()
        var fields: [SurveyedField] = []
        for (index, page) in pages.pages.enumerated() {
            fields += try BlankSurvey.survey(
                page.pixels, paper: page.paper, text: page.text, reader: reader, page: index + 1)
        }
        guard !fields.isEmpty else { throw Self.nothingFound(on: blank) }
        fields = SurveyedField.numbered(fields)
        let folder = file.deletingLastPathComponent()
        let straightened = pages.wereAskew ? try pages.write(into: folder, named: blank) : nil
        let template = FormTemplate(
            id: id, version: String(Calendar.current.component(.year, from: Date())), paper: pages.pages[0].paper,
            blank: straightened ?? blank, pages: pages.pages.count, fields: fields.map(\.definition))
        if straightened == nil { try Self.place(blank, beside: file) }
        let remarks = Dictionary(
            uniqueKeysWithValues: fields.map { ($0.definition.name, $0.doubts.map { $0.remark.text(in: language) }) })
        let output = try AtomicFile(at: file.path)
        try output.write(Array(TemplateWriter.yaml(for: template, remarks: remarks).utf8))
        try output.commit()
        return Written(
            fields: fields.count, doubtful: fields.count { !$0.doubts.isEmpty }, straightened: straightened)
    }

    private static func nothingFound(on blank: URL) -> Trouble {
        Trouble(
            .file,
            Wording(
                ja: "「\(blank.lastPathComponent)」に記入欄が見つかりません。ひな形は書いていません。",
                en: "No place to fill in was found on \(blank.lastPathComponent); no template was written."),
            remedy: Wording(
                ja: "枠や下線の印刷された白紙の様式を、200 dpi以上で指定してください。",
                en: "Name a blank form with boxes or lines printed on it, at 200 dpi or more."))
    }

    /// Copies the blank form into the template's folder, where the template looks for it, unless it is there.
    private static func place(_ blank: URL, beside template: URL) throws(Trouble) {
        let copy = template.deletingLastPathComponent().appending(path: blank.lastPathComponent)
        guard copy.standardizedFileURL.path != blank.standardizedFileURL.path,
            !FileManager.default.fileExists(atPath: copy.path)
        else { return }
        try DurableCopy.make(of: blank, at: copy)
    }

    /// `a-z 0-9 -`, as an id must be.
    package static func identifier(from name: String) -> String {
        let kept = name.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
        let id = String(kept).split(separator: "-").joined(separator: "-")
        return id.isEmpty ? "form" : id
    }
}

extension SurveyedField.Doubt {
    /// For the comment above a field.
    fileprivate var remark: Wording {
        switch self {
        case .noLabel:
            Wording(
                ja: "要確認: 見出しの文字が見つかりません。名前と型を付けてください", en: "check: no printed label was found; give a name and a type")
        case .unknownLabel:
            Wording(
                ja: "要確認: 見出しの意味が分かりません。名前と型を付けてください", en: "check: the label is not a known one; give a name and a type"
            )
        case .misreadLabel:
            Wording(ja: "要確認: 見出しの文字を読み違えているかもしれません", en: "check: the label may have been misread")
        case .partOfLabel:
            Wording(
                ja: "要確認: 見出しの一部から推測した名前と型です", en: "check: name and type are a guess from a part of the label")
        case .unknownOptions:
            Wording(
                ja: "要確認: 選択肢の語が正しく読めているか、足りないものがないかを見てください",
                en: "check: see that the options' words were read right and none is missing")
        case .typeOfShape:
            Wording(ja: "要確認: 枠の数が見出しの型に合いません", en: "check: the number of boxes does not fit the label's type")
        }
    }
}
