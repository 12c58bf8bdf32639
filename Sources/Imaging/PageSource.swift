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
    /// The name that the file has here, and the one that people know it by.
    private let names: (own: String, shown: String)

    /// Reads the file's headers, no picture.
    ///
    /// - Parameter name: what people call the file, for what is said of it; nil where that is its own name.
    /// - throws: `Trouble` of kind `.file`: the file is not there, empty, locked, broken, above `limits`, or of another
    ///   type; the folder holds none.
    package init(opening url: URL, limits: PageLimits = .standard, knownAs name: String? = nil) throws(Trouble) {
        LibraryChatter.silence()
        names = (url.lastPathComponent, (name ?? url.lastPathComponent).oneLine)
        do {
            reader = try Self.reader(opening: url, limits: limits)
        } catch {
            throw error.calling(names.own, names.shown)
        }
        pageCount = reader.pageCount
    }

    private static func reader(opening url: URL, limits: PageLimits) throws(Trouble) -> any PageReader {
        guard !FolderPages.isFolder(url) else {
            return try FolderPages(url, limits: limits)
        }
        let content = try FileContent(url, limits: limits)
        guard let format = FileFormat(content: content.data) else {
            throw .fileUnsupported(url, seen: FileFormat.nameOfUnread(content.data))
        }
        do {
            return try Self.reader(of: format, url, content: content.data, limits: limits)
        } catch {
            throw error.naming(url)
        }
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
        do {
            return try reader.page(number)
        } catch {
            throw error.calling(names.own, names.shown)
        }
    }
}

extension Trouble {
    /// With the file's name in front, where the message does not say it.
    fileprivate func naming(_ url: URL) -> Trouble { naming(url.lastPathComponent) }

    /// With the name that people know a file by in place of its own. A folder's name is left: it may be any word.
    fileprivate func calling(_ own: String, _ shown: String) -> Trouble {
        guard own != shown, own.contains(".") else { return self }
        func named(_ wording: Wording) -> Wording {
            Wording(ja: wording.ja.replacing(own, with: shown), en: wording.en.replacing(own, with: shown))
        }
        return Trouble(kind, named(message), remedy: remedy.map(named), isPassing: isPassing)
    }

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
