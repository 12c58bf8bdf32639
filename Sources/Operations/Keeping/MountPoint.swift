internal import Foundation

/// Where a file system begins, and of which type it is.
struct MountPoint: Hashable {
    var path: String
    /// As the kernel calls it: `ext4`, `nfs4`.
    var type: String

    /// Those of this machine; none where the kernel does not tell.
    static func all() -> [MountPoint] {
        guard let text = try? String(contentsOfFile: "/proc/self/mountinfo", encoding: .utf8) else { return [] }
        return text.split(separator: "\n").compactMap(MountPoint.init(line:))
    }

    /// From a line of `/proc/self/mountinfo` (proc(5)): the fifth word is the path, the type follows a lone hyphen.
    init?(line: Substring) {
        let words = line.split(separator: " ")
        guard words.count > 5, let hyphen = words.firstIndex(of: "-"), hyphen + 1 < words.count else { return nil }
        path = Self.unescaped(words[4])
        type = String(words[hyphen + 1])
    }

    /// Blanks, tabs, line feeds and backslashes stand as three octal digits behind a backslash.
    private static func unescaped(_ word: Substring) -> String {
        [(#"\040"#, " "), (#"\011"#, "\t"), (#"\012"#, "\n"), (#"\134"#, "\\")].reduce(String(word)) {
            $0.replacing($1.0, with: $1.1)
        }
    }
}

extension [MountPoint] {
    /// The type of the file system that `folder` lies on; of several mounts at one place the last holds.
    func type(of folder: URL) -> String? {
        let path = folder.resolvingSymlinksInPath().path + "/"
        let above = filter { path.hasPrefix($0.path.hasSuffix("/") ? $0.path : $0.path + "/") }
        return above.enumerated().max {
            ($0.element.path.utf8.count, $0.offset) < ($1.element.path.utf8.count, $1.offset)
        }?
        .element.type
    }
}
