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

    /// The note beside entries whose names can't be read.
    static let unreadableNamesNote = "名前の読めないファイル" + noteEnding

    /// A name without the last characters before its ending, so that so many bytes may follow it: file systems take 255.
    static func shortened(_ name: String, by bytes: Int) -> String {
        var (stem, ending) = parts(of: name)
        if ending.utf8.count > longestEnding { (stem, ending) = (name, "") }
        while stem.utf8.count + ending.utf8.count + bytes > 255 { stem.removeLast() }
        return stem + ending
    }

    /// As in `scan` and `.pdf`.
    static func parts(of name: String) -> (stem: String, ending: String) {
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return (name, "") }
        return (String(name[..<dot]), String(name[dot...]))
    }

    /// In bytes; a longer one is none that says what a file is.
    private static let longestEnding = 16

    private static let temporaryEndings = [".tmp", ".part", ".partial", ".crdownload", ".filepart"]
}
