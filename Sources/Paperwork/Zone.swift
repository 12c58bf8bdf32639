/// A rectangle on a page of a form template, in millimetres from the page's top left corner.
package struct Zone: Hashable, Sendable, Codable {
    /// The form's page, from 1.
    package var page: Int
    /// Millimetres.
    package var left: Double
    package var top: Double
    package var width: Double
    package var height: Double

    package init(page: Int = 1, left: Double, top: Double, width: Double, height: Double) {
        self.page = page
        self.left = left
        self.top = top
        self.width = width
        self.height = height
    }

    package var right: Double { left + width }
    package var bottom: Double { top + height }

    /// The zone grown by `margin` millimetres on each side (shrunk where negative, never below nothing).
    package func grown(by margin: Double) -> Zone {
        Zone(
            page: page, left: left - margin, top: top - margin,
            width: max(0, width + 2 * margin), height: max(0, height + 2 * margin))
    }

    /// The smallest zone that holds all of `zones`, which are on one page; nil where there are none.
    package static func enclosing(_ zones: [Zone]) -> Zone? {
        guard let first = zones.first else { return nil }
        return zones.dropFirst().reduce(first) { $0.union($1) }
    }

    private func union(_ other: Zone) -> Zone {
        let left = min(left, other.left)
        let top = min(top, other.top)
        return Zone(
            page: page, left: left, top: top,
            width: max(right, other.right) - left, height: max(bottom, other.bottom) - top)
    }
}
