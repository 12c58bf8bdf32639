internal import Delivery
internal import Forms
package import Foundation
internal import Imaging
package import Paperwork
internal import Storage
internal import Workflows

/// Pictures of scanned pages for the screen: turned upright and laid onto their form, so that millimetres on the form are
/// places in the picture. Made once and kept beside the page store's copy, with which they go.
package struct PagePictures: Sendable {
    /// Of a page that lies on a form: fine enough to read small writing enlarged.
    package static let dpi = 200.0
    /// Of any other page.
    private static let plainDPI = 100.0

    private let store: Store
    private let dataFolder: DataFolder
    private let jobs: JobCache
    private let limits: PageLimits

    package init(_ desk: ReviewDesk) {
        store = desk.store
        dataFolder = desk.dataFolder
        jobs = desk.jobs
        limits = desk.limits
    }

    /// Page `number`, from 1, of a batch, as PNG in shades of grey. Nil where there is no such page, or its picture was purged.
    ///
    /// - throws: `Trouble` where the scan can't be read.
    package func png(batch id: String, page number: Int) throws -> Data? {
        let kept = file(batch: id, page: number)
        guard try store.keepsPages(ofBatch: id) else { return nil }
        if let data = try? Data(contentsOf: kept) { return data }
        guard let data = try drawn(batch: id, page: number)?.png else { return nil }
        // A picture that can't be kept is made again.
        try? FileManager.default.createDirectory(
            at: kept.deletingLastPathComponent(), withIntermediateDirectories: true)
        try? data.write(to: kept, options: .atomic)
        return data
    }

    /// A page as it was scanned, turned by so many quarters clockwise, as a PNG that can be dropped like any scan. Nil where
    /// there is none, or it was purged.
    ///
    /// - throws: `Trouble` where the scan can't be read.
    package func scan(batch id: String, page number: Int, quarterTurns: Int) throws -> Data? {
        guard let record = try store.batch(id), try store.keepsPages(ofBatch: id) else { return nil }
        let source = try PageSource(
            opening: dataFolder.pages.url(of: record.pageFile), limits: limits, knownAs: record.batch.file)
        guard (1...max(1, source.pageCount)).contains(number) else { return nil }
        let page = try source.page(number)
        return page.bitmap.turned(quarterTurns: quarterTurns).gray8().pngData(dpi: page.dpi)
    }

    private func file(batch id: String, page number: Int) -> URL {
        dataFolder.pages.folder(ofBatch: id).appending(path: "view/\(number).png")
    }

    /// The same, to cut from.
    private func picture(batch id: String, page number: Int) throws -> GrayPixels? {
        guard try png(batch: id, page: number) != nil else { return nil }
        if let kept = try? PageSource(opening: file(batch: id, page: number)).page(1) {
            return kept.bitmap.grayPixels()
        }
        return try drawn(batch: id, page: number)?.pixels
    }

    private func drawn(batch id: String, page number: Int) throws -> (pixels: GrayPixels, png: Data)? {
        guard let record = try store.batch(id),
            let page = try store.pages(inBatch: id).first(where: { $0.page.number == number })
        else { return nil }
        let (pixels, dpi) = try draw(page, of: record)
        return (pixels, Bitmap(pixels).pngData(dpi: dpi))
    }

    /// Pieces of a page that lies on its form, one below the other from the left edge, without gaps: each zone takes its
    /// height in whole pixels at 200 dpi, rounded. As PNG; nil where there is no such page.
    ///
    /// - Parameter zones: in millimetres on the form; at most 200, in all not higher than 10 m.
    package func strip(batch id: String, page number: Int, zones: [Zone]) throws -> Data? {
        guard let picture = try picture(batch: id, page: number) else { return nil }
        let rects = zones.prefix(200).map { zone in
            PixelRect(
                x: Self.pixels(zone.left), y: Self.pixels(zone.top), width: max(1, Self.pixels(zone.width)),
                height: max(1, Self.pixels(zone.height)))
        }
        let width = rects.map(\.width).max() ?? 1
        let height = rects.map(\.height).reduce(0, +)
        guard width <= 4000, height <= 80_000 else { return nil }
        var strip = GrayPixels(width: width, height: max(1, height))
        var top = 0
        for rect in rects {
            let seen = rect.clipped(width: picture.width, height: picture.height)
            for row in 0..<max(0, seen.height) where seen.width > 0 {
                let from = (seen.y + row) * picture.width + seen.x
                let to = (top + seen.y - rect.y + row) * width + seen.x - rect.x
                strip.bytes.replaceSubrange(to..<to + seen.width, with: picture.bytes[from..<from + seen.width])
            }
            top += rect.height
        }
        return Bitmap(strip).pngData(dpi: Self.dpi)
    }

    private static func pixels(_ millimetres: Double) -> Int {
        Int(Measure.pixels(mm: min(max(millimetres, 0), 2000), dpi: dpi).rounded())
    }

    private func draw(_ record: PageRecord, of batch: BatchRecord) throws -> (GrayPixels, dpi: Double) {
        let source = try PageSource(
            opening: dataFolder.pages.url(of: batch.pageFile), limits: limits, knownAs: batch.batch.file)
        let page = try source.page(record.page.number)
        guard let data = record.registration,
            let alignment = try? JSONDecoder().decode(FormAlignment.self, from: data),
            let template = try jobs.job(version: batch.workflowVersion).workflow.forms.first(where: {
                $0.id == alignment.form
            })
        else { return (page.reduced(toDPI: Self.plainDPI).bitmap.grayPixels(), Self.plainDPI) }
        let upright = alignment.upright(page, paper: alignment.paper ?? template.paper, dpi: Self.dpi, isWhitened: true)
        return (upright.inSixteenShades, Self.dpi)
    }
}

extension GrayPixels {
    /// In shades that the eye hardly tells from the original's, and that take a third of the bytes.
    fileprivate var inSixteenShades: GrayPixels {
        GrayPixels(
            width: width, height: height,
            bytes: bytes.map { shade in (shade / 17) * 17 + (shade % 17 > 8 ? 17 : 0) })
    }
}
