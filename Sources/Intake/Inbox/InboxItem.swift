package import Engine
internal import Foundation
internal import Imaging
package import Paperwork
package import Workflows

/// Something that lies in an inbox.
package struct InboxItem: Sendable, Hashable {
    package var workflow: String
    package var inbox: String
    package var file: String
    /// Why it can't be taken yet; nil where it can.
    package var reason: Wording?
}

extension InboxItem {
    /// What lies in the workflows' inboxes now, in natural order; from any process, with or without a watcher at work.
    ///
    /// An inbox that can't be read is one item, named `.`.
    package static func list(in dataFolder: DataFolder, workflows: [Workflow]) -> [InboxItem] {
        workflows.flatMap { workflow -> [InboxItem] in
            let inbox = workflow.intake.inbox
            let folder = OriginalFolders(data: dataFolder.data).inbox(inbox)
            func item(_ file: String, _ reason: Wording?) -> InboxItem {
                InboxItem(workflow: workflow.id, inbox: inbox, file: file, reason: reason)
            }
            do throws(Trouble) {
                let (entries, unreadable) = try FolderEntry.list(folder)
                let listed = entries.filter {
                    !InboxName.isPassedOver($0.path) && !$0.path.hasSuffix(InboxName.doneMarker)
                }
                return listed.sorted { NaturalOrder.precedes($0.path, $1.path) }
                    .map { item($0.path, EntryVerdict($0, in: folder).reason) }
                    + unreadable.map { String(escaping: $0) }.sorted().map { item($0, Self.unreadableName) }
            } catch {
                return [item(".", error.sentence)]
            }
        }
    }

    private static let unreadableName = Wording(
        ja: "名前が読めません（UTF-8 ではありません）。名前を付け直してください。",
        en: "Its name can't be read (it is not UTF-8). Rename it.")
}
