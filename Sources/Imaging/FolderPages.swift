internal import Foundation
internal import Paperwork

/// The pages of all files in a folder, numbered on from file to file.
final class FolderPages: PageReader {
    private struct File {
        var path: String
        /// In the folder, from 1.
        var firstPage: Int
        /// Why it can't be opened: its place is one page.
        var trouble: Trouble?
    }

    let pageCount: Int
    private let folder: URL
    private let limits: PageLimits
    private let files: [File]
    private var current: (path: String, source: PageSource)?

    static func isFolder(_ url: URL) -> Bool {
        var info = stat()
        return stat(url.path, &info) == 0 && info.st_mode & S_IFMT == S_IFDIR
    }

    init(_ folder: URL, limits: PageLimits) throws(Trouble) {
        var files: [File] = []
        var pages = 0
        var bytes = 0
        for entry in try FolderEntry.tree(folder) {
            var file = File(path: entry.path, firstPage: pages + 1)
            bytes += max(0, entry.size)
            do throws(Trouble) {
                pages += try Self.open(entry.path, in: folder, limits: limits).pageCount
            } catch {
                file.trouble = error.naming(entry.path)
                pages += 1
            }
            files.append(file)
            try limits.check(pages: pages)
        }
        guard !files.isEmpty else { throw .folderEmpty(folder) }
        try limits.check(bytes: bytes)
        self.folder = folder
        self.limits = limits
        self.files = files
        pageCount = pages
    }

    func page(_ number: Int) throws(Trouble) -> ScannedPage {
        guard let file = files.last(where: { $0.firstPage <= number }) else { throw .noSuchPage(number, of: pageCount) }
        if let trouble = file.trouble { throw trouble }
        do {
            var page = try source(file.path).page(number - file.firstPage + 1)
            page.number = number
            return page
        } catch {
            throw error.naming(file.path)
        }
    }

    private func source(_ path: String) throws(Trouble) -> PageSource {
        if let current, current.path == path { return current.source }
        let source = try Self.open(path, in: folder, limits: limits)
        current = (path, source)
        return source
    }

    /// A link is not followed: it may lead anywhere.
    private static func open(_ path: String, in folder: URL, limits: PageLimits) throws(Trouble) -> PageSource {
        let url = folder.appending(path: path)
        var info = stat()
        guard lstat(url.path, &info) == 0, info.st_mode & S_IFMT == S_IFREG else { throw .fileIsNotRegular(url) }
        return try PageSource(opening: url, limits: limits)
    }
}
