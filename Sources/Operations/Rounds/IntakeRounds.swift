package import Engine
package import Foundation
internal import JapaneseText
package import Paperwork
internal import Robot
internal import SQLAccess
package import Storage
package import Workflows

/// Brings into the inboxes what comes in by other ways: new rows of watched views, what other workflows exported, and what
/// was posted. Each is in the store before it lies in an inbox, so that none is lost and none comes twice.
package struct IntakeRounds: Sendable {
    /// From one look at a view that has no schedule to the next.
    private static let viewSeconds: Double = 30

    private let site: Site
    private let store: Store
    private let dataFolder: DataFolder

    /// - Parameter dataFolder: the site's, where nothing else is said.
    package init(_ site: Site, store: Store, dataFolder: DataFolder? = nil) {
        self.site = site
        self.store = store
        self.dataFolder = dataFolder ?? DataFolder(site)
    }

    /// - Returns: what could not be done, by workflow.
    package func go(_ workflows: [Workflow], now: Date) -> [String: Wording] {
        var troubles: [String: Wording] = [:]
        for workflow in workflows {
            do {
                try lookAtView(workflow, now: now)
                try takeExports(workflow, of: workflows, now: now)
            } catch {
                troubles[workflow.id] = Wording(error)
            }
        }
        do { try place(workflows, now: now) } catch { troubles["inbox"] = Wording(error) }
        return troubles
    }

    // MARK: Views

    /// Takes the new rows of a view, where it is time: once for all moments of the schedule that were missed.
    private func lookAtView(_ workflow: Workflow, now: Date) throws {
        guard let view = workflow.intake.view else { return }
        var reached: Date?
        if let schedule = workflow.timing.schedule {
            guard let last = try store.scheduleMark(ofWorkflow: workflow.id) else {
                return try store.markSchedule(ofWorkflow: workflow.id, reached: now)
            }
            guard let due = schedule.next(after: last, in: site.timeZone, site.businessDays), due <= now else { return }
            reached = now
        } else {
            let last = try store.scheduleMark(ofWorkflow: workflow.id)
            // A clock that was set back does not keep anyone waiting.
            if let last, (0..<Self.viewSeconds).contains(now.timeIntervalSince(last)) { return }
            reached = now
        }
        let rows = try rows(of: view, in: workflow)
        let seen = try store.seenRows(ofWorkflow: workflow.id, among: rows.compactMap { $0[view.key]?.shown })
        var taken: Set<String> = []
        let new = rows.filter { row in
            guard let key = row[view.key]?.shown, !key.isEmpty, !seen.contains(key) else { return false }
            return taken.insert(key).inserted
        }
        guard let first = new.first else {
            if let reached { try store.markSchedule(ofWorkflow: workflow.id, reached: reached) }
            return
        }
        let stamp = Int(now.timeIntervalSince1970 * 1000)
        try store.keep(
            ArrivingRecords(
                workflow: workflow.id, key: "view \(stamp)", name: "view-\(stamp).csv",
                content: RecordText.csv(headings: first.columns, rows: new.map { $0.values.map(\.shown) })),
            rows: taken.sorted(), reached: reached, now: now)
    }

    private func rows(of view: ViewIntake, in workflow: Workflow) throws -> [SQLRow] {
        let secrets = try view.credentials.map { try SecretsReader.secrets($0, file: site.secrets) } ?? [:]
        let place = try RecordValues([], facts: [:], secrets: secrets).text(view.database)
        let database =
            try place.hasPrefix("postgres")
            ? SQLDatabase.open(readingPostgreSQL: place, answerSeconds: 60)
            : SQLDatabase.open(readingSQLiteAt: URL(filePath: place, relativeTo: workflow.folder).absoluteURL)
        let rows = try database.read { try $0.rows(view.query) }
        guard rows.isEmpty || rows[0][view.key] != nil else {
            throw Trouble(
                .file, Wording(ja: "view に列「\(view.key)」がありません。", en: "the view has no column '\(view.key)'"),
                remedy: Wording(ja: "view の key を直してください。", en: "mend the key of 'view'"))
        }
        return rows
    }

    // MARK: Chains

    private func takeExports(_ workflow: Workflow, of workflows: [Workflow], now: Date) throws {
        guard let before = workflow.timing.after else { return }
        guard let since = try store.scheduleMark(ofWorkflow: workflow.id) else {
            return try store.markSchedule(ofWorkflow: workflow.id, reached: now)
        }
        for record in try store.batches(finishedSince: since) where record.batch.workflow == before {
            for (number, export) in try store.exports(ofBatch: record.batch.id).enumerated() {
                let key = "after \(record.batch.id) \(number)"
                guard export.path.hasSuffix(".csv"), try !store.knowsRecords(ofWorkflow: workflow.id, key: key) else {
                    continue
                }
                let bytes = [UInt8](try Data(contentsOf: dataFolder.outbox.appending(path: export.path)))
                guard let text = TextEncoding.detect(bytes)?.decode(bytes) else {
                    throw Trouble(
                        .file,
                        Wording(
                            ja: "「\(export.path)」の文字コードが分からず、業務「\(workflow.id)」へ渡せません。",
                            en: "the encoding of \(export.path) is not known: \(workflow.id) can't take it over"),
                        remedy: Wording(
                            ja: "業務「\(before)」の export の encoding を UTF-8 にしてください。",
                            en: "write encoding: UTF-8 under 'export' of \(before)"))
                }
                try store.keep(
                    ArrivingRecords(
                        workflow: workflow.id, key: key, name: "\(record.batch.id)-\(number + 1).csv", content: text),
                    now: now)
            }
        }
    }

    // MARK: Into the inbox

    private func place(_ workflows: [Workflow], now: Date) throws {
        var left: Set<String> = []
        for records in try store.arrivingRecords() {
            guard let workflow = workflows.first(where: { $0.id == records.workflow }) else {
                left.insert(records.workflow)
                continue
            }
            let inbox = dataFolder.data.appending(path: "inbox/\(workflow.intake.inbox)")
            try FileManager.default.createDirectory(at: inbox, withIntermediateDirectories: true)
            try Data(records.content.utf8).write(to: inbox.appending(path: records.name), options: .atomic)
            try store.place(records, now: now)
        }
        guard left.isEmpty else {
            let names = left.sorted().joined(separator: ", ")
            throw Trouble(
                .definition,
                Wording(
                    ja: "受け取った行を入れる業務「\(names)」が、今はありません。行は保管しています。",
                    en: "records came in for \(names), which is no workflow here now; they are kept"),
                remedy: Wording(
                    ja: "サイトファイルの workflows に業務を戻すと、続きから処理します。",
                    en: "name it under workflows in the site file again, and they go on"))
        }
    }
}

extension SQLValue {
    /// As it is written in a CSV file.
    fileprivate var shown: String {
        switch self {
        case .null: ""
        case .integer(let number): String(number)
        case .real(let number):
            number == number.rounded() && abs(number) < 1e15 ? String(Int64(number)) : String(number)
        case .text(let text): text
        case .blob(let data): data.base64EncodedString()
        }
    }
}
