internal import Imaging

/// What a name in an inbox says of the entry that has it.
enum InboxName {
    /// Beside an entry of the name before it, it says that the entry is all there.
    static let doneMarker = ".done"
    /// Ends the names of the notes that Tema puts beside entries that it waits for.
    static let noteEnding = "（読み取り待ち）.txt"

    /// Whether an entry of that name is none of Tema's business, or not yet: a program that writes under such a name renames
    /// the file when it is whole.
    static func isPassedOver(_ name: String) -> Bool {
        Litter.isLitter(name) || isTemporary(name) || name.hasSuffix(noteEnding)
    }

    static func isTemporary(_ name: String) -> Bool {
        let lowered = name.lowercased()
        return name.hasPrefix(".") || name.hasPrefix("~") || temporaryEndings.contains { lowered.hasSuffix($0) }
    }

    /// The name of the note beside an entry.
    static func note(for name: String) -> String { shortened(name, by: noteEnding.utf8.count) + noteEnding }

    /// A name without its last characters, so that so many bytes may follow it: file systems take 255.
    static func shortened(_ name: String, by bytes: Int) -> String {
        var name = name
        while name.utf8.count + bytes > 255 { name.removeLast() }
        return name
    }

    private static let temporaryEndings = [".tmp", ".part", ".partial", ".crdownload", ".filepart"]
}
