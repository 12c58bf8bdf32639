internal import Engine
internal import Foundation
internal import Hummingbird
internal import Operations
internal import Paperwork
internal import Storage
internal import Workflows

/// How a workflow fared month by month, and the versions that its job file had.
struct WorkflowHistoryRoutes: Sendable {
    let station: Station

    /// Months that are shown, the present one included.
    private static let months = 13

    func add(to router: Router<StationContext>) {
        router.get("/api/workflows/:id/months") { _, context in
            let (visitor, id) = (try context.signedIn(), try context.parameters.require("id"))
            return try await Response.json { try months(of: try station.workflow(id, for: visitor)) }
        }
        router.get("/api/workflows/:id/versions") { _, context in
            let (visitor, id) = (try context.signedIn(), try context.parameters.require("id"))
            return try await Response.json { try versions(of: try station.workflow(id, for: visitor)) }
        }
        router.get("/api/workflows/:id/versions/:version") { _, context in
            let (visitor, id) = (try context.signedIn(), try context.parameters.require("id"))
            let version = try context.parameters.require("version")
            return try await Response.json { try change(to: version, of: try station.workflow(id, for: visitor)) }
        }
    }

    struct MonthRow: Encodable, Sendable {
        /// Nil for the documents as a whole.
        var field: String?
        var month: String
        /// Of what was decided as it was read, what passed unseen; of documents, those that no person touched.
        var passed: Share?
        /// Of what had passed and chance had looked at, what was right.
        var sampled: Share?
        /// Of what people settled, what had been read right.
        var settled: Share?
    }

    private func months(of workflow: Workflow) throws -> [MonthRow] {
        let store = station.store
        let since = store.now().addingTimeInterval(-Double(Self.months - 1) * 30.44 * 86400)
        let documents = try store.workflowMonths(ofWorkflow: workflow.id, since: since).map {
            MonthRow(month: $0.month, passed: Share($0.straight, of: $0.documents))
        }
        return try documents
            + store.fieldMonths(ofWorkflow: workflow.id, since: since).map {
                MonthRow(
                    field: $0.field, month: $0.month, passed: Share($0.passed, of: $0.decided),
                    sampled: Share($0.sampledRight, of: $0.sampled), settled: Share($0.settledRight, of: $0.settled))
            }
    }

    struct Version: Encodable, Sendable {
        var version: String
        /// Nil where no batch came in under it yet.
        var first: Date?
        var last: Date?
        var batches: Int
        var isPresent: Bool
    }

    private func versions(of workflow: Workflow) throws -> [Version] {
        let used = try station.store.usedVersions(ofWorkflow: workflow.id).map {
            Version(
                version: $0.version, first: $0.first, last: $0.last, batches: $0.batches,
                isPresent: $0.version == workflow.sha256)
        }
        guard !used.contains(where: \.isPresent) else { return used }
        return [Version(version: workflow.sha256, batches: 0, isPresent: true)] + used
    }

    /// The files of a version, with what changed in them since the one before.
    struct Change: Encodable, Sendable {
        struct File: Encodable, Sendable {
            /// Below the workflow's folder.
            var path: String
            var lines: [LineChange]
        }

        var version: String
        /// The one before; nil for the first.
        var before: String?
        var files: [File]
    }

    private func change(to version: String, of workflow: Workflow) throws -> Change {
        let order = try versions(of: workflow).map(\.version)
        guard let place = order.firstIndex(of: version), let now = try texts(version, of: workflow) else {
            throw Refusal.missing
        }
        let before = order.indices.contains(place + 1) ? order[place + 1] : nil
        let old = try before.flatMap { try texts($0, of: workflow) }
        let paths = now.map(\.path) + (old ?? []).map(\.path).filter { path in !now.contains { $0.path == path } }
        return Change(
            version: version, before: old == nil ? nil : before,
            files: paths.map { path in
                let text = now.first { $0.path == path }?.text ?? ""
                // What nothing is known of before is shown as it is.
                let earlier = old.map { $0.first { $0.path == path }?.text ?? "" } ?? text
                return Change.File(path: path, lines: LineChange.list(from: earlier, to: text))
            })
    }

    /// As they are kept, or as they are now.
    private func texts(_ version: String, of workflow: Workflow) throws -> [(path: String, text: String)]? {
        if let kept = try station.dataFolder.versions.texts(version: version, of: workflow.id) { return kept }
        guard version == workflow.sha256 else { return nil }
        let folder = workflow.folder.standardizedFileURL.path + "/"
        return try workflow.files.filter { ["yml", "yaml"].contains($0.pathExtension) }.map { file in
            let path = file.standardizedFileURL.path
            return (
                path.hasPrefix(folder) ? String(path.dropFirst(folder.count)) : file.lastPathComponent,
                try String(contentsOf: file, encoding: .utf8)
            )
        }
    }
}

/// A line of a text that was changed.
struct LineChange: Encodable, Sendable, Hashable {
    enum Kind: String, Encodable, Sendable {
        case same
        case added
        case removed
    }

    var kind: Kind
    var text: String

    /// All lines of both texts, what was removed before what stands in its place.
    static func list(from old: String, to new: String) -> [LineChange] {
        let (before, after) = (lines(of: old), lines(of: new))
        let difference = after.difference(from: before)
        var removed = Set<Int>()
        var added = Set<Int>()
        for change in difference {
            switch change {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, _, _): added.insert(offset)
            }
        }
        var list: [LineChange] = []
        var (left, right) = (0, 0)
        while left < before.count || right < after.count {
            if left < before.count, removed.contains(left) {
                list.append(LineChange(kind: .removed, text: before[left]))
                left += 1
            } else if right < after.count, added.contains(right) {
                list.append(LineChange(kind: .added, text: after[right]))
                right += 1
            } else {
                list.append(LineChange(kind: .same, text: after[right]))
                left += 1
                right += 1
            }
        }
        return list
    }

    private static func lines(of text: String) -> [String] {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if lines.last == "" { lines.removeLast() }
        return lines
    }
}
