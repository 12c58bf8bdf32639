internal import Imaging

/// Finds the rectangles of paper that printed lines enclose, whatever is printed inside.
struct CellFinder {
    private let raster: SurveyRaster

    /// Millimetres. Less is the gap of a double line.
    private static let leastSide = 2.2
    /// Millimetres from a line within which its own ink may reach into the cell.
    private static let lineReach = 0.5

    init(_ raster: SurveyRaster) { self.raster = raster }

    /// The insides of all rectangles, frames around others among them.
    func cells(between rules: RuleFinder.Found) -> [Area] {
        var walls = GrayPixels(width: raster.page.width, height: raster.page.height, filledWith: 0)
        for rule in rules.across { walls.fill(raster.box(Self.lengthened(rule, to: rules.down)), with: 255) }
        for rule in rules.down { walls.fill(raster.box(Self.lengthened(rule, to: rules.across)), with: 255) }
        return walls.binarized(threshold: 128).connectedComponents(touchingAtCorners: false).compactMap { piece in
            let box = piece.box
            let area = raster.area(box)
            guard box.x > 1, box.y > 1, box.maxX < walls.width - 1, box.maxY < walls.height - 1,
                area.width >= Self.leastSide, area.height >= Self.leastSide, isRectangle(box, of: walls)
            else { return nil }
            return area
        }
    }

    /// To where it meets the lines that hold it.
    private static func lengthened(_ rule: Rule, to others: [Rule]) -> Area {
        var area = rule.area
        for other in others where other.area.grown(Rule.reach, Rule.reach).overlaps(rule.area) {
            if rule.isAcross {
                if other.area.right < rule.area.left + Rule.reach { area.left = min(area.left, other.area.left) }
                if other.area.left > rule.area.right - Rule.reach { area.right = max(area.right, other.area.right) }
            } else {
                if other.area.bottom < rule.area.top + Rule.reach { area.top = min(area.top, other.area.top) }
                if other.area.top > rule.area.bottom - Rule.reach { area.bottom = max(area.bottom, other.area.bottom) }
            }
        }
        return area
    }

    /// Paper just inside each of its four sides.
    private func isRectangle(_ box: PixelRect, of walls: GrayPixels) -> Bool {
        let across = min(Int(Self.lineReach / raster.across), box.width / 4)
        let down = min(Int(Self.lineReach / raster.down), box.height / 4)
        let (left, right) = (box.x + across, box.maxX - 1 - across)
        let (top, bottom) = (box.y + down, box.maxY - 1 - down)
        let sides = [
            PixelRect(x: left, y: top, width: right - left, height: 1),
            PixelRect(x: left, y: bottom, width: right - left, height: 1),
            PixelRect(x: left, y: top, width: 1, height: bottom - top),
            PixelRect(x: right, y: top, width: 1, height: bottom - top),
        ]
        // Walls are 255 here: paper is what is darker than 128.
        return sides.allSatisfy { walls.inkShare(in: $0, threshold: 128) > 0.9 }
    }
}
