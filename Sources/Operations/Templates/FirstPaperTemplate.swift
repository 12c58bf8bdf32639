internal import Delivery
internal import Engine
internal import FieldTypes
internal import Forms
package import Foundation
internal import Imaging
package import Paperwork
internal import Recognition
internal import Workflows

/// A first template for papers without a form, from a few of them, for its author to look through.
package struct FirstPaperTemplate {
    private let papers: [URL]
    private let id: String

    /// - Parameter id: the form's id.
    package init(papers: [URL], id: String) {
        self.papers = papers
        self.id = id
    }

    /// Writes the template; gives the number of fields in it.
    ///
    /// - throws: `Trouble` where there are too few papers, one can't be read, nothing recurs on them, or the template can't
    ///   be written.
    package func write(to file: URL, language: Language) throws(Trouble) -> Int {
        guard papers.count >= PaperSurvey.fewestPapers else { throw Self.tooFew }
        guard let reader = try Recognisers.all().pageTextReader() else { throw Self.noReader }
        var texts: [PaperText] = []
        for paper in papers { texts.append(try PaperText(try PageSource(opening: paper).page(1), reader: reader)) }
        let proposal = PaperSurvey.proposal(for: texts)
        guard !proposal.fields.isEmpty else { throw Self.nothingRecurs }
        let template = FormTemplate(
            id: id, version: String(Calendar.current.component(.year, from: Date())),
            paper: PaperSize(width: 210, height: 297), blank: nil, pages: 1, fields: proposal.fields,
            knownBy: proposal.knownBy)
        let remarks = Dictionary(
            uniqueKeysWithValues: proposal.fields.map { ($0.name, [Self.remark.text(in: language)]) })
        let output = try AtomicFile(at: file.path)
        try output.write(Array(TemplateWriter.yaml(for: template, remarks: remarks).utf8))
        try output.commit()
        return proposal.fields.count
    }

    private static let remark = Wording(
        ja: "要確認: 名前と型を確かめ、要らなければ消してください", en: "check: see to name and type, or delete what is not needed")
    private static let tooFew = Trouble(
        .file, Wording(ja: "書類が足りません。", en: "There are too few papers to tell labels from values."),
        remedy: Wording(
            ja: "同じ種類の書類を3枚以上、できれば別々の相手のものを指定してください。白紙の様式なら1つだけ指定します。",
            en: "Name three papers of one kind or more, of different senders if possible; a blank form is named alone.")
    )
    private static let noReader = Trouble(
        .installation, Wording(ja: "書類を読む文字認識が入っていません。", en: "Nothing is installed that reads papers without a form."),
        remedy: Wording(ja: "Scripts/install-packages を実行してください。", en: "Run Scripts/install-packages."))
    private static let nothingRecurs = Trouble(
        .file, Wording(ja: "どの書類にもある見出しが見つかりません。", en: "No label recurs on all of these papers."),
        remedy: Wording(
            ja: "同じ種類の書類を、200 dpi以上で正しい向きに読み取って指定してください。",
            en: "Name papers of one kind, scanned at 200 dpi or more."))
}
