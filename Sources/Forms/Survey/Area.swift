internal import Paperwork

/// A rectangle on the page of a blank form, in millimetres from its top left corner.
struct Area: Hashable, Sendable {
    var left: Double
    var top: Double
    var right: Double
    var bottom: Double

    var width: Double { right - left }
    var height: Double { bottom - top }
    var centre: Double { (left + right) / 2 }
    var middle: Double { (top + bottom) / 2 }

    func zone(page: Int) -> Zone { Zone(page: page, left: left, top: top, width: width, height: height) }

    func union(_ other: Area) -> Area {
        Area(
            left: min(left, other.left), top: min(top, other.top), right: max(right, other.right),
            bottom: max(bottom, other.bottom))
    }

    func contains(_ other: Area, within tolerance: Double = 0) -> Bool {
        other.left >= left - tolerance && other.right <= right + tolerance && other.top >= top - tolerance
            && other.bottom <= bottom + tolerance
    }

    /// Whether the middle of `other` is inside.
    func holdsMiddle(of other: Area) -> Bool {
        other.centre >= left && other.centre <= right && other.middle >= top && other.middle <= bottom
    }

    /// Millimetres that both share from top to bottom; negative where one is below the other.
    func sharedHeight(_ other: Area) -> Double { min(bottom, other.bottom) - max(top, other.top) }
    func sharedWidth(_ other: Area) -> Double { min(right, other.right) - max(left, other.left) }

    func overlaps(_ other: Area) -> Bool { sharedHeight(other) > 0 && sharedWidth(other) > 0 }

    func grown(_ across: Double, _ down: Double) -> Area {
        Area(left: left - across, top: top - down, right: right + across, bottom: bottom + down)
    }

    func clipped(to other: Area) -> Area {
        Area(
            left: max(left, other.left), top: max(top, other.top), right: min(right, other.right),
            bottom: min(bottom, other.bottom))
    }

    /// The smallest area around all of `areas`; nil where there are none.
    static func enclosing(_ areas: some Sequence<Area>) -> Area? {
        areas.reduce(nil) { $0?.union($1) ?? $1 }
    }
}
