package import Foundation

/// What kind of definition a file holds, by its keys.
package enum DefinitionKind: Sendable, Hashable {
    case workflow
    case template
    case site
    case plan

    /// Of the file at `path`, or of the job file in that folder. A file that can't be read, or that holds none of the
    /// known keys, counts as a job file.
    package static func of(_ path: URL) -> DefinitionKind {
        of(DefinitionFile(WorkflowReader.jobFile(at: path), limit: TemplateReader.sizeLimit)) ?? .workflow
    }

    /// Nil where its keys don't say.
    static func of(_ file: DefinitionFile) -> DefinitionKind? {
        let keys = Set((file.root?.entries ?? []).compactMap(\.key.text))
        guard keys.isDisjoint(with: ["workflow", "steps"]) else { return .workflow }
        if !keys.isDisjoint(with: ["form", "fields", "paper", "blank"]) { return .template }
        if keys.contains("fiscal-years") { return .plan }
        return keys.isDisjoint(with: SiteKeys.root.all) ? nil : .site
    }
}

extension DefinitionFile {
    /// Whether it may hold what is wanted; where it is a template in a job file's place or the other way round, that is its
    /// one mistake.
    func mayBe(_ wanted: DefinitionKind) -> Bool {
        guard let root, let kind = DefinitionKind.of(self), kind != wanted else { return true }
        switch (wanted, kind) {
        case (.workflow, .template):
            report(
                ja: "様式のファイルです。業務のフォルダーか、その workflow.yml を指定してください",
                en: "this is a form template: give the workflow's folder, or its workflow.yml", at: root)
        case (.template, .workflow):
            report(
                ja: "ジョブファイルです。様式のファイル（forms/ の中）を指定してください",
                en: "this is a job file: give a form template, as they lie in forms/", at: root)
        default: return true
        }
        return false
    }
}
