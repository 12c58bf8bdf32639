internal import Foundation
internal import Paperwork
internal import Robot
internal import Storage
internal import Workflows

extension HandOverRunner {
    /// Puts the document where another robot takes it from, and lets it wait there until that has answered.
    func give(
        _ step: HandOverStep.Folder, _ values: RecordValues, _ entry: EntryRecord, _ subject: inout DocumentCase
    ) throws -> StepOutcome {
        let folder = WorkItemFolder(step.url)
        if let answer = try folder.answers().first(where: { $0.key == key(entry) }) {
            return try take(answer, of: step, folder, entry, &subject)
        }
        try folder.put(
            key(entry), try step.columns.map { ($0.name, try values.text($0.text)) }, isCP932: step.isCP932)
        try store.stopLane(
            Lane(
                name: Lane.waiting(self.step.to), isStopped: true,
                reason: Wording(
                    ja: "ほかのロボットの結果を待っています。", en: "what was handed over waits for the other robot")))
        return .queue(lane: Lane.waiting(self.step.to))
    }

    private func take(
        _ answer: WorkItemFolder.Answer, of step: HandOverStep.Folder, _ folder: WorkItemFolder, _ entry: EntryRecord,
        _ subject: inout DocumentCase
    ) throws -> StepOutcome {
        switch answer.failure {
        case .application?:
            folder.clear(answer)
            throw try again(
                entry,
                answer.message.isEmpty
                    ? Wording(ja: "ほかのロボットの処理が失敗", en: "the other robot failed") : Wording(verbatim: answer.message))
        case .business?, .document?:
            let outcome = try refuse(
                entry,
                answer.message.isEmpty
                    ? Wording(ja: "理由なし", en: "no reason given") : Wording(verbatim: answer.message), &subject)
            folder.clear(answer)
            return outcome
        case nil:
            var kept: [String: String] = [:]
            for (field, heading) in step.readBack { kept[field] = answer.values[heading] ?? "" }
            let outcome = try settle(entry, kept, &subject)
            return try reconcile(kept, &subject) ? outcome : .wait
        }
    }

    /// What came back of fields that the document had must be the same; else a person looks.
    private func reconcile(_ kept: [String: String], _ subject: inout DocumentCase) throws -> Bool {
        let name = "read-back:\(step.to)"
        var isSame = true
        for (field, text) in kept.sorted(by: { $0.key < $1.key }) {
            guard let known = subject.document.field(field), known.value.plainText != text else { continue }
            guard !(subject.document.waivers ?? []).contains(where: { $0.rule == name && $0.field == field }) else {
                continue
            }
            subject.document.problems.removeAll { $0.rule == name && $0.field == field }
            subject.document.problems.append(
                Problem(
                    field: field, rule: name,
                    message: Wording(
                        ja: "「\(field)」が \(step.to) から「\(text)」で戻りました。",
                        en: "'\(field)' came back as '\(text)' from \(step.to)"
                    )))
            isSame = false
        }
        return isSame
    }

    /// Of the item: the same document by the same step is one item.
    private func key(_ entry: EntryRecord) -> String { "\(entry.document)-\(entry.step + 1)" }
}
