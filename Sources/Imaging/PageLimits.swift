internal import Paperwork

/// How much a file may ask for; checked from its headers, before anything is decoded.
///
/// The site file raises them with `limits: {pixels: .., pages: .., megabytes: ..}`.
package struct PageLimits: Sendable, Hashable {
    /// Pixels of one page.
    package var pixels: Int
    /// Pages of one file.
    package var pages: Int
    /// Bytes of one file.
    package var bytes: Int

    package init(pixels: Int, pages: Int, bytes: Int) {
        self.pixels = pixels
        self.pages = pages
        self.bytes = bytes
    }

    /// 200 million pixels (A3 at 900 dpi), 20,000 pages, 4,000 MB.
    package static let standard = PageLimits(pixels: 200_000_000, pages: 20_000, bytes: 4_000_000_000)
}

extension PageLimits {
    func check(bytes count: Int) throws(Trouble) {
        guard count > bytes else { return }
        let size = (count + 999_999) / 1_000_000
        throw Trouble(
            .file,
            Wording(
                ja: "ファイルが大きすぎます（\(size) MB、上限は\(bytes / 1_000_000) MB）。",
                en: "The file is too large (\(size) MB; the limit is \(bytes / 1_000_000) MB)."),
            remedy: Self.raise("megabytes", to: "\(size)"))
    }

    func check(pages count: Int) throws(Trouble) {
        guard count > pages else { return }
        throw Trouble(
            .file,
            Wording(
                ja: "ページが多すぎます（\(count)ページ、上限は\(pages)ページ）。",
                en: "The file has too many pages (\(count); the limit is \(pages))."),
            remedy: Self.raise("pages", to: "\(count)"))
    }

    /// Refuses a picture whose sides are not positive, too.
    ///
    /// - parameter number: The page, from 1; nil where the header does not say on which page the picture is.
    func check(width: Int, height: Int, page number: Int?) throws(Trouble) {
        guard width > 0, height > 0 else {
            throw .pageBroken(number ?? 1, because: Wording(ja: "画像の大きさが0です。", en: "its picture has no size."))
        }
        let (count, isHuge) = width.multipliedReportingOverflow(by: height)
        guard isHuge || count > pixels else { return }
        let place =
            number.map { Wording(ja: "\($0)ページ目の画像", en: "The picture on page \($0)") }
            ?? Wording(ja: "ファイルの中の画像", en: "A picture in the file")
        throw Trouble(
            .file,
            Wording(
                ja: "\(place.ja)が大きすぎます（\(width)×\(height)画素、上限は\(pixels)画素）。",
                en: "\(place.en) is too large (\(width) × \(height) pixels; the limit is \(pixels))."),
            remedy: isHuge ? nil : Self.raise("pixels", to: "\(count)"))
    }

    private static func raise(_ key: String, to value: String) -> Wording {
        Wording(
            ja: "解像度を下げるか分けてください。上限を上げるには、サイト設定ファイルに limits: {\(key): \(value)} と書きます。",
            en:
                "Scan at a lower resolution or split it. To raise the limit, write limits: {\(key): \(value)} in the site file."
        )
    }
}
