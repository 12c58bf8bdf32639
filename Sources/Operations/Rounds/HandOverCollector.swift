internal import Engine
package import Foundation
package import Paperwork
package import Storage
package import Workflows

/// Takes in what other robots say of the work that they were given.
package struct HandOverCollector: Sendable {
    private let store: Store

    package init(_ store: Store) { self.store = store }

    /// Queues the documents that were answered for, and sets apart the answers that belong to none.
    ///
    /// - Returns: the files that belong to no document, for a person.
    /// - Throws: `Trouble` or an error of the file system.
    package func collect(_ workflows: [Workflow]) throws -> [URL] {
        var unmatched: [URL] = []
        for step in workflows.flatMap(\.steps) {
            guard case .handOver(let handOver) = step.action, case .folder(let place) = handOver.action else {
                continue
            }
            let folder = WorkItemFolder(place.url)
            for (file, answers) in Dictionary(grouping: try folder.answers(), by: \.file) {
                var states: [Standing] = []
                for answer in answers { states.append(try standing(of: answer.key, to: handOver.to)) }
                guard !states.contains(.open) else { continue }
                folder.settle(file, isMatched: !states.contains(.unknown))
            }
            unmatched += try folder.unmatched()
        }
        return unmatched
    }

    private enum Standing { case open, settled, unknown }

    private func standing(of key: String, to lane: String) throws -> Standing {
        guard let dash = key.lastIndex(of: "-"), let number = Int(key[key.index(after: dash)...]),
            let entry = try store.entry(ofDocument: String(key[..<dash]), step: number - 1), entry.target == lane
        else { return .unknown }
        guard entry.state == .intended else { return .settled }
        _ = try store.recall(document: entry.document, from: Lane.waiting(lane), into: lane)
        return .open
    }
}
