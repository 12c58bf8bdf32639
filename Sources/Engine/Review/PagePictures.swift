internal import Delivery
internal import Forms
package import Foundation
internal import Imaging
internal import Paperwork
internal import Storage

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
        guard let record = try store.batch(id), try store.keepsPages(ofBatch: id),
            let page = try store.pages(inBatch: id).first(where: { $0.page.number == number })
        else { return nil }
        let folder = dataFolder.pages.folder(ofBatch: id).appending(path: "view")
        let kept = folder.appending(path: "\(number).png")
        if let data = try? Data(contentsOf: kept) { return data }
        let data = try draw(page, of: record)
        // A picture that can't be kept is made again.
        try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try? data.write(to: kept, options: .atomic)
        return data
    }

    private func draw(_ record: PageRecord, of batch: BatchRecord) throws -> Data {
        let source = try PageSource(
            opening: dataFolder.pages.url(of: batch.pageFile), limits: limits, knownAs: batch.batch.file)
        let page = try source.page(record.page.number)
        guard let data = record.registration,
            let alignment = try? JSONDecoder().decode(FormAlignment.self, from: data),
            let template = try jobs.job(version: batch.workflowVersion).library.template(alignment.form)
        else { return page.reduced(toDPI: Self.plainDPI).bitmap.gray8().pngData(dpi: Self.plainDPI) }
        let upright = alignment.upright(page, paper: template.paper, dpi: Self.dpi, isWhitened: true)
        return Bitmap(upright.inSixteenShades).pngData(dpi: Self.dpi)
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
