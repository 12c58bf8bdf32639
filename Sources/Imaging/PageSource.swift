package import Foundation
package import Paperwork

/// The pages of one file or folder, decoded one at a time; memory does not grow with the number of pages.
///
/// Reads PDF, TIFF, JPEG and PNG, told apart by content. A folder's pages are those of its files, one file after the other
/// in natural order; a file in it that can't be opened counts as one page, which can't be read. A page comes out grey or bitonal; colour is brought to its
/// luminance (Rec. ITU-R BT.601), so that a red seal stays visible but lighter than black ink. A source is used by one
/// thread at a time; several sources may read one file.
package final class PageSource {
    package let pageCount: Int
    private let reader: any PageReader

    /// Reads the file's headers, no picture.
    ///
    /// - throws: `Trouble` of kind `.file`: the file is not there, empty, locked, broken, above `limits`, or of another
    ///   type; the folder holds none.
    package init(opening url: URL, limits: PageLimits = .standard) throws(Trouble) {
        LibraryChatter.silence()
        guard !FolderPages.isFolder(url) else {
            reader = try FolderPages(url, limits: limits)
            pageCount = reader.pageCount
            return
        }
        let content = try FileContent(url, limits: limits)
        guard let format = FileFormat(content: content.data) else {
            throw .fileUnsupported(url, seen: FileFormat.nameOfUnread(content.data))
        }
        do {
            reader = try Self.reader(of: format, url, content: content.data, limits: limits)
        } catch {
            throw error.naming(url)
        }
        pageCount = reader.pageCount
    }

    private static func reader(
        of format: FileFormat, _ url: URL, content: Data, limits: PageLimits
    ) throws(Trouble) -> any PageReader {
        switch format {
        case .pdf: try PDFPages(url, content: content, limits: limits)
        case .tiff: try TIFFPages(url, content: content, limits: limits)
        case .jpeg: try JPEGPages(url, content: content, limits: limits)
        case .png: try PNGPages(url, content: content, limits: limits)
        }
    }

    /// Decodes page `number`, from 1.
    ///
    /// - throws: `Trouble` of kind `.file` that says which page can't be read and why. Other pages can still be read.
    package func page(_ number: Int) throws(Trouble) -> ScannedPage {
        guard (1...max(1, pageCount)).contains(number) else { throw .noSuchPage(number, of: pageCount) }
        return try reader.page(number)
    }
}

extension Trouble {
    /// With the file's name in front, where the message does not say it.
    fileprivate func naming(_ url: URL) -> Trouble { naming(url.lastPathComponent) }

    func naming(_ name: String) -> Trouble {
        guard !message.en.contains(name) else { return self }
        return Trouble(
            kind, Wording(ja: "「\(name)」: \(message.ja)", en: "\(name): \(message.en)"), remedy: remedy)
    }
}

/// One file type's way to decode a page.
protocol PageReader: AnyObject {
    var pageCount: Int { get }
    /// `number` is from 1 to `pageCount`.
    func page(_ number: Int) throws(Trouble) -> ScannedPage
}

/// A file's bytes, mapped into memory rather than read.
struct FileContent {
    let data: Data

    init(_ url: URL, limits: PageLimits) throws(Trouble) {
        var info = stat()
        guard stat(url.path, &info) == 0 else {
            throw errno == EACCES ? .fileForbidden(url) : .fileMissing(url)
        }
        switch info.st_mode & S_IFMT {
        case S_IFREG: break
        default: throw .fileIsNotRegular(url)
        }
        guard info.st_size > 0 else { throw .fileEmpty(url) }
        do { try limits.check(bytes: Int(info.st_size)) } catch { throw error.naming(url) }
        guard let data = try? Data(contentsOf: url, options: .alwaysMapped) else { throw .fileForbidden(url) }
        self.data = data
    }
}
