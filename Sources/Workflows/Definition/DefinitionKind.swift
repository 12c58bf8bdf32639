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
        let file = DefinitionFile(WorkflowReader.jobFile(at: path), limit: TemplateReader.sizeLimit)
        let keys = Set((file.root?.entries ?? []).compactMap(\.key.text))
        guard keys.isDisjoint(with: ["workflow", "steps"]) else { return .workflow }
        if !keys.isDisjoint(with: ["form", "fields", "paper", "blank"]) { return .template }
        if keys.contains("fiscal-years") { return .plan }
        return keys.isDisjoint(with: SiteKeys.root.all) ? .workflow : .site
    }
}
