internal import Delivery
package import Engine
package import Foundation
package import Paperwork
internal import Storage
package import Workflows

/// Where scripts look at values that passed, and write files of corrections.
package struct SampleDoor: Sendable {
    /// One that waits, as lists show it.
    package struct Line: Sendable, Encodable {
        package var id: Int
        package var workflow: String
        package var document: String
        package var field: String
        /// `chance`, or `recall` where it shares the signature of an error.
        package var reason: String
        /// `waiting`, or `differs` where another person is asked.
        package var state: String
    }

    private let store: Store
    private let desk: ReviewDesk
    private let reviewer: Reviewer
    private let workflows: [Workflow]

    /// - Parameter name: who does it, as the audit trail has it.
    /// - throws: `Trouble` where there is no store, or it can't be opened.
    package init(_ dataFolder: DataFolder, site: Site, workflows: [Workflow], by name: String, language: Language)
        throws
    {
        store = try Store.existing(dataFolder)
        desk = ReviewDesk(store: store, dataFolder: dataFolder, site: site)
        reviewer = Reviewer(atCommandLine: name, language: language)
        self.workflows = workflows
    }

    /// All that wait for anybody.
    package func list(workflow: String?) throws -> [Line] {
        let ids = workflows.map(\.id).filter { workflow == nil || $0 == workflow }
        return try store.waitingSamples(for: nil, workflows: ids, limit: Int(Int32.max)).map {
            Line(
                id: $0.id, workflow: $0.workflow, document: $0.document, field: $0.field, reason: $0.reason.rawValue,
                state: $0.state.rawValue)
        }
    }

    /// The next one for this person, blind; nil where there is none.
    package func next(workflow: String?) throws -> SampleView? {
        try desk.nextSample(for: reviewer, workflows: workflows.filter { workflow == nil || $0.id == workflow })
    }

    /// The piece of the page that it stands on, as PNG; nil where there is none.
    package func picture(of view: SampleView) throws -> Data? {
        guard let page = view.page, let zone = view.zone, zone.count == 4 else { return nil }
        return try PagePictures(desk).strip(
            batch: view.batch, page: page,
            zones: [Zone(page: page, left: zone[0], top: zone[1], width: zone[2], height: zone[3])])
    }

    package func answer(_ id: Int, text: String, seconds: Double?) throws -> SampleEnd {
        try desk.answerSample(id, text: text, seconds: seconds ?? 0, for: reviewer)
    }

    /// Writes the values that were found wrong after their export, and stand in no such file yet, with what they should have
    /// been.
    ///
    /// - Returns: rows written; nothing is written where there are none.
    /// - throws: `Trouble` where the file is there already, or can't be written.
    package func correct(_ workflow: Workflow, to file: URL) throws -> Int {
        let wrong = try store.wrongSamples(ofWorkflow: workflow.id, open: true)
        guard !wrong.isEmpty else { return 0 }
        guard !FileManager.default.fileExists(atPath: file.path) else {
            throw Trouble(
                .file, Wording(ja: "\(file.path) はすでにあります。", en: "\(file.path) is there already"),
                remedy: Wording(ja: "別の名前を指定してください。", en: "give another name"))
        }
        var rows: [[String]] = []
        for sample in wrong {
            guard let document = try store.document(sample.document) else { continue }
            let batch = try store.batch(document.batch)
            rows.append([
                document.id, batch?.batch.file ?? "", document.pages.map(String.init).joined(separator: " "),
                document.match?.key ?? "", workflow.label(ofField: sample.field),
                document.field(sample.field)?.value.plainText ?? "", sample.value?.plainText ?? "",
            ])
        }
        let headings = [
            Wording(ja: "帳票", en: "document"), Wording(ja: "ファイル", en: "file"), Wording(ja: "ページ", en: "pages"),
            Wording(ja: "台帳のキー", en: "register key"), Wording(ja: "項目", en: "field"),
            Wording(ja: "書き出した値", en: "exported"), Wording(ja: "正しい値", en: "right"),
        ]
        do {
            try CSVFile.write(
                rows: rows, header: headings.map { $0.text(in: reviewer.language) }, encoding: .utf8BOM,
                unencodable: .geta, to: file)
        } catch {
            throw Trouble(
                .file, Wording(ja: "\(file.path) を書けません。", en: "\(file.path) can't be written"),
                remedy: Wording(ja: "フォルダーと空き容量を確かめてください。", en: "see to the folder and the space on the disk"))
        }
        try store.correct(wrong, actor: reviewer.account, now: store.now())
        return rows.count
    }
}
