internal import Foundation

/// A PDF's pages in order, with what they inherit (ISO 32000-1, 7.7.3).
final class PDFPageTree {
    private let objects: PDFObjects
    /// Object numbers of the pages and of the nodes above each.
    private var pages: [(page: Int, inherited: [String: PDFValue])] = []

    /// Nil where the file is not one that `PDFObjects` can see into, or has another number of pages.
    init?(_ data: Data, pageCount: Int) {
        guard let objects = PDFObjects(data) else { return nil }
        self.objects = objects
        guard let catalog = objects.resolved(objects.trailer["Root"]).dictionary, catalog["OCProperties"] == nil,
            let root = catalog["Pages"]
        else { return nil }
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

    /// The page's one image where it has one and no more; nil for every other page.
    func scan(_ number: Int) -> PDFScan? {
        let (page, inherited) = pages[number - 1]
        guard let own = objects.resolved(.reference(page)).dictionary, own["UserUnit"] == nil else { return nil }
        let entries = inherited.merging(own) { _, own in own }
        guard let crop = box(entries["CropBox"]) ?? box(entries["MediaBox"]),
            let content = content(objects.resolved(entries["Contents"]))
        else { return nil }
        let seen = PDFContent(
            objects, content: content, resources: objects.resolved(entries["Resources"]).dictionary ?? [:])
        guard seen.images.count == 1, let image = seen.images.first else { return nil }
        let turns = (objects.resolved(entries["Rotate"]).integer ?? 0) / 90
        return PDFScan(
            image: image.entries.mapValues(objects.resolved), range: image.range, matrix: image.matrix,
            isPlain: seen.isPlain && !hasVisibleAnnotations(entries), crop: crop,
            quarterTurns: ((turns % 4) + 4) % 4)
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
        return .some(Bitmap(jpeg: data))
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
        }
        return content
    }

    /// Anything but links and the windows of notes.
    private func hasVisibleAnnotations(_ entries: [String: PDFValue]) -> Bool {
        let annotations = objects.resolved(entries["Annots"]).array ?? []
        return annotations.contains { annotation in
            let kind = objects.resolved(objects.resolved(annotation).dictionary?["Subtype"]).name
            return kind != "Link" && kind != "Popup"
        }
    }
}
