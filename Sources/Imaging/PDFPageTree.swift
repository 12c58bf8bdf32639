internal import Foundation

/// A PDF's pages in order, with what they inherit (ISO 32000-1, 7.7.3).
final class PDFPageTree {
    private let objects: PDFObjects
    private let work: PDFDrawingWork
    /// Object numbers of the pages and of the nodes above each.
    private var pages: [(page: Int, inherited: [String: PDFValue])] = []
    /// Layers show and hide parts of a page; which ones Poppler alone knows.
    private let hasLayers: Bool

    /// Nil where the file is not one that `PDFObjects` can see into, or has another number of pages.
    init?(_ data: Data, pageCount: Int) {
        guard let objects = PDFObjects(data) else { return nil }
        self.objects = objects
        work = PDFDrawingWork(objects)
        guard let catalog = objects.resolved(objects.trailer["Root"]).dictionary, let root = catalog["Pages"] else {
            return nil
        }
        hasLayers = catalog["OCProperties"] != nil
        var visited: Set<Int> = []
        gather(root, inherited: [:], limit: pageCount, visited: &visited)
        guard pages.count == pageCount else { return nil }
    }

    private func gather(
        _ value: PDFValue, inherited: [String: PDFValue], limit: Int, visited: inout Set<Int>, depth: Int = 0
    ) {
        guard case .reference(let number) = value, visited.insert(number).inserted, depth < 64, pages.count <= limit,
            let node = objects.resolved(value).dictionary
        else { return }
        guard let kids = objects.resolved(node["Kids"]).array else {
            pages.append((number, inherited))
            return
        }
        let passed = node.filter { ["Resources", "MediaBox", "CropBox", "Rotate"].contains($0.key) }
        let all = inherited.merging(passed) { _, own in own }
        for kid in kids { gather(kid, inherited: all, limit: limit, visited: &visited, depth: depth + 1) }
    }

    /// What is on page `number`, from 1; nil where that can't be seen.
    func look(at number: Int) -> PDFPageLook? {
        let (page, inherited) = pages[number - 1]
        guard let own = objects.resolved(.reference(page)).dictionary else { return nil }
        let entries = inherited.merging(own) { _, own in own }
        guard let crop = box(entries["CropBox"]) ?? box(entries["MediaBox"]),
            let content = content(objects.resolved(entries["Contents"]))
        else { return nil }
        let resources = objects.resolved(entries["Resources"]).dictionary ?? [:]
        let annotations = objects.resolved(entries["Annots"]).array ?? []
        let operators = work.operators(content: content, resources: resources, annotations: annotations)
        guard operators <= PDFPageLook.mostOperators else { return PDFPageLook(operators: operators) }
        let seen = PDFContent(objects, content: content, resources: resources)
        let turns = (objects.resolved(entries["Rotate"]).integer ?? 0) / 90
        let isPlain = seen.isPlain && !hasLayers && !annotations.contains(where: isVisible)
        let scans = seen.images.map { image in
            PDFScan(
                image: image.entries.mapValues(objects.resolved), range: image.range, matrix: image.matrix,
                isPlain: isPlain && seen.images.count == 1, crop: crop, quarterTurns: ((turns % 4) + 4) % 4)
        }
        let unit = objects.resolved(entries["UserUnit"]).number ?? 1
        return PDFPageLook(
            scans: scans, isPlain: isPlain, userUnit: (0.01...1000).contains(unit) ? unit : 1, operators: operators)
    }

    /// The image decoded without Poppler: JPEG in grey or plain colours. Nil for every other.
    ///
    /// - returns: The picture, or nothing in it where the data is damaged.
    func jpeg(of scan: PDFScan) -> Bitmap?? {
        guard objects.filters(of: scan.image) == ["DCTDecode"],
            ["SMask", "Mask", "ImageMask", "Decode", "DecodeParms"].allSatisfy({ scan.image[$0] == nil })
        else { return nil }
        let data = objects.packedBytes(of: scan.range)
        guard let header = JPEGHeader(Data(data)), header.width == scan.width, header.height == scan.height,
            header.components == components(of: scan.image["ColorSpace"])
        else { return nil }
        return .some(Bitmap(jpeg: data, isCMYK: false))
    }

    private func components(of space: PDFValue?) -> Int? {
        let parts = space?.array ?? []
        switch space?.name ?? parts.first.flatMap({ objects.resolved($0).name }) {
        case "DeviceGray", "CalGray": return 1
        case "DeviceRGB", "CalRGB": return 3
        case "ICCBased":
            let count = objects.resolved(parts.last).dictionary.flatMap { objects.resolved($0["N"]).integer }
            return count == 1 || count == 3 ? count : nil
        default: return nil
        }
    }

    private func box(_ value: PDFValue?) -> [Double]? {
        let sides = objects.resolved(value).array?.compactMap { objects.resolved($0).number } ?? []
        guard sides.count == 4 else { return nil }
        return [min(sides[0], sides[2]), min(sides[1], sides[3]), max(sides[0], sides[2]), max(sides[1], sides[3])]
    }

    private func content(_ value: PDFValue) -> Data? {
        let parts = value.array?.map(objects.resolved) ?? [value]
        var content = Data()
        for part in parts {
            guard let bytes = objects.bytes(of: part) else { return nil }
            content += bytes + [0x0A]
            guard content.count <= PDFPageLook.mostBytes else { return nil }
        }
        return content
    }

    /// Whether an annotation is drawn: neither one that is hidden, nor one that is but an icon, a link, or a window
    /// (ISO 32000-1, 12.5.3 and 12.5.6).
    private func isVisible(_ annotation: PDFValue) -> Bool {
        guard let entries = objects.resolved(annotation).dictionary else { return false }
        let flags = objects.resolved(entries["F"]).integer ?? 0
        let kind = objects.resolved(entries["Subtype"]).name ?? ""
        return flags & PDFAnnotations.hiddenFlags == 0 && !PDFAnnotations.signposts.contains(kind)
    }
}

/// What is on a page, as its drawing operators say.
struct PDFPageLook {
    /// The page's images.
    var scans: [PDFScan] = []
    /// Nothing but its images is visible.
    var isPlain = false
    /// Times 1/72 inch: what the page's own unit is (ISO 32000-1, table 30).
    var userUnit = 1.0
    /// What drawing the page takes; 0 where nothing on it shows anything else.
    var operators: Int

    /// More than any real page has, and some seconds of drawing.
    static let mostOperators = 10_000_000
    /// Of a page's content, unpacked.
    static let mostBytes = 64_000_000
}
