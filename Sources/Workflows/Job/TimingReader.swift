import Foundation
import Paperwork

/// Reads when a workflow begins, and by when it ends.
struct TimingReader {
    let file: DefinitionFile
    /// Whether rows become documents here.
    let takesRecords: Bool
    let hasView: Bool

    func timing(_ root: Section) -> WorkflowTiming {
        var timing = WorkflowTiming()
        if let node = root["schedule"] {
            timing.schedule = schedule(node)
            if !hasView {
                file.report(
                    ja: "「schedule」は intake の「view」を取り込む時刻です。view を書いてください",
                    en: "'schedule' says when the 'view' of 'intake' is taken in: give one", at: node)
            }
        }
        if let node = root["after"] {
            timing.after = file.identifier(node, "after")
            if !takesRecords {
                file.report(
                    ja: "「after」は前の業務の出力を行ごとに取り込みます。intake に records: true を書いてください",
                    en: "'after' takes in the rows that the other workflow exports: write records: true under 'intake'",
                    at: node)
            }
        }
        if let section = root.section("deadline", JobKeys.deadline) {
            let minute = section["at"].flatMap(minute) ?? 17 * 60 + 15
            timing.deadline = section.whole("business-days", in: 0...400).map {
                Deadline(businessDays: $0, minute: minute)
            }
        }
        return timing
    }

    private func schedule(_ node: DefinitionNode) -> Schedule? {
        guard let section = Section(node, JobKeys.schedule, name: "schedule", in: file), let cronNode = section["cron"],
            let text = file.text(cronNode, "cron")
        else { return nil }
        guard let cron = Cron(text) else {
            file.report(
                ja: "「cron」には 分 時 日 月 曜日 の5つを書きます（例: 30 8 * * 1-5）",
                en: "'cron' takes minute, hour, day, month and weekday, as in 30 8 * * 1-5", at: cronNode)
            return nil
        }
        return Schedule(cron: cron, days: section.choice("on", of: Schedule.Days.self) ?? .all)
    }

    /// `17:15` as minutes after midnight.
    private func minute(_ node: DefinitionNode) -> Int? {
        let parts = node.text?.split(separator: ":").map { Int($0) } ?? []
        guard parts.count == 2, let hour = parts[0], let minute = parts[1], (0...23).contains(hour),
            (0...59).contains(minute)
        else {
            file.report(ja: "「at」には 17:15 のように書きます", en: "'at' must be like 17:15", at: node)
            return nil
        }
        return hour * 60 + minute
    }

    func view(_ node: DefinitionNode) -> ViewIntake? {
        let texts = RobotStepsReader(file: file, blocks: [], fields: nil)
        guard let section = Section(node, JobKeys.view, name: "view", in: file),
            let database = section["database"].flatMap({ texts.text($0, "database") }),
            let query = section.text("query"), let key = section.text("key")
        else { return nil }
        return ViewIntake(
            database: database, query: query, key: key,
            credentials: section["credentials"].flatMap { file.identifier($0, "credentials") })
    }
}
