import Imaging
import Paperwork

/// A form on the drawing board: prints go onto the page at hand, fields are noted with their zones.
struct Sheet {
    private(set) var pages: [[Printed]] = [[]]
    private(set) var fields: [DesignedField] = []
    var family: String
    /// Thickness of lines in millimetres where none is said.
    var thickness = 0.15

    init(family: String) { self.family = family }

    var page: Int { pages.count }

    mutating func turn() { pages.append([]) }

    func design(id: String, version: String, title: String) -> FormDesign {
        FormDesign(id: id, version: version, title: title, pages: pages, fields: fields)
    }

    func zone(_ left: Double, _ top: Double, _ width: Double, _ height: Double) -> Zone {
        Zone(page: page, left: left, top: top, width: width, height: height)
    }

    // MARK: Print

    mutating func print(_ element: Printed) { pages[pages.count - 1].append(element) }

    mutating func box(_ left: Double, _ top: Double, _ width: Double, _ height: Double, thickness: Double? = nil) {
        print(.box(zone(left, top, width, height), thickness: thickness ?? self.thickness))
    }

    mutating func horizontal(
        _ y: Double, from x1: Double, to x2: Double, thickness: Double? = nil, dashed: Bool = false
    ) {
        print(.line(x1: x1, y1: y, x2: x2, y2: y, thickness: thickness ?? self.thickness, dashed: dashed))
    }

    mutating func vertical(_ x: Double, from y1: Double, to y2: Double, thickness: Double? = nil, dashed: Bool = false)
    {
        print(.line(x1: x, y1: y1, x2: x, y2: y2, thickness: thickness ?? self.thickness, dashed: dashed))
    }

    /// A label in a rectangle; lines are parted by `\n`.
    mutating func label(
        _ text: String, _ left: Double, _ top: Double, _ width: Double, _ height: Double, points: Double,
        _ alignment: Printed.Alignment = .center, family: String? = nil, isBold: Bool = false
    ) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let lettering = Lettering(family ?? self.family, points: points, isBold: isBold)
        let pitch = min(lettering.em * 1.25, height / Double(lines.count))
        let start = top + (height - pitch * Double(lines.count)) / 2
        for (index, line) in lines.enumerated() where !line.isEmpty {
            let place = zone(left, start + pitch * Double(index), width, pitch)
            print(.text(String(line), in: place, lettering, alignment))
        }
    }

    /// A label that runs downwards, its characters spread over the rectangle's height.
    mutating func downward(
        _ text: String, _ left: Double, _ top: Double, _ width: Double, _ height: Double, points: Double
    ) {
        let lettering = Lettering(family, points: points)
        let pitch = min(lettering.em * 1.8, height / Double(text.count))
        let start = top + (height - pitch * Double(text.count)) / 2
        for (index, character) in text.enumerated() {
            let place = zone(left, start + pitch * Double(index), width, pitch)
            print(.text(String(character), in: place, lettering, .center))
        }
    }

    /// A row of equal boxes, parted by thin lines (thicker after each of `groups`).
    mutating func comb(
        _ left: Double, _ top: Double, _ width: Double, _ height: Double, cells: Int, groups: Set<Int> = []
    ) {
        let pitch = width / Double(cells)
        box(left, top, width, height)
        for index in 1..<cells {
            let isStrong = groups.contains(index)
            vertical(
                left + pitch * Double(index), from: top, to: top + height, thickness: isStrong ? 0.3 : 0.1,
                dashed: !isStrong)
        }
    }

    // MARK: Fields

    mutating func field(_ field: DesignedField) { fields.append(field) }

    mutating func written(
        _ name: String, _ label: String, _ type: String, _ place: Zone, writing: String, lines: Int = 1,
        isOptional: Bool = false, isSensitive: Bool = false
    ) {
        field(
            DesignedField(
                name: name, label: label, type: type, place: .zone(place), writing: writing, isOptional: isOptional,
                isSensitive: isSensitive, lines: lines))
    }

    /// A field of `cells` equal boxes in a rectangle; the comb itself is printed by `comb`.
    mutating func combed(
        _ name: String, _ label: String, _ type: String, _ place: Zone, cells: Int, writing: String,
        isOptional: Bool = false, isSensitive: Bool = false
    ) {
        field(
            DesignedField(
                name: name, label: label, type: type, place: .cells(Self.row(place, cells: cells)), writing: writing,
                isOptional: isOptional, isSensitive: isSensitive))
    }

    mutating func optioned(
        _ name: String, _ label: String, _ type: String, _ options: [(name: String, zone: Zone)],
        isOptional: Bool = false
    ) {
        field(
            DesignedField(name: name, label: label, type: type, place: .options(options), isOptional: isOptional))
    }

    static func row(_ place: Zone, cells: Int) -> [Zone] {
        let pitch = place.width / Double(cells)
        return (0..<cells).map { index in
            Zone(
                page: place.page, left: place.left + pitch * Double(index), top: place.top, width: pitch,
                height: place.height)
        }
    }
}
