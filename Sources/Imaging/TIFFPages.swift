internal import CLeptonica
internal import Foundation
internal import Paperwork

/// The pages of a TIFF file: the chain of directories is walked once, and each page is decoded from its own offset.
final class TIFFPages: PageReader {
    let pageCount: Int
    private let directories: [TIFFDirectory]
    private let content: Data
    private let limits: PageLimits

    init(_ url: URL, content: Data, limits: PageLimits) throws(Trouble) {
        let all = TIFFDirectory.all(in: content, atMost: limits.pages + 1)
        let pages = all.filter { !$0.isThumbnail }
        guard let directories = [pages, all].first(where: { !$0.isEmpty }) else {
            throw .fileBroken(url, format: .tiff)
        }
        try limits.check(pages: directories.count)
        self.directories = directories
        self.content = content
        self.limits = limits
        pageCount = directories.count
    }

    func page(_ number: Int) throws(Trouble) -> ScannedPage {
        let directory = directories[number - 1]
        try limits.check(width: directory.width, height: directory.height, page: number)
        var offset = directory.offset
        let decoded = content.withUnsafeBytes {
            pixReadMemFromMultipageTiff($0.bindMemory(to: UInt8.self).baseAddress, $0.count, &offset)
        }
        guard let decoded else {
            throw .pageBroken(
                number,
                because: Wording(
                    ja: "画像が壊れているか、未対応の圧縮形式です。",
                    en: "its picture is damaged or packed in a way that is not supported."))
        }
        let stated = directory.orientation.swapsSides ? directory.resolution?.swapped : directory.resolution
        return ScannedPage(
            Bitmap(takingOwnershipOf: decoded), number: number, orientation: .upright, stated: stated)
    }
}
