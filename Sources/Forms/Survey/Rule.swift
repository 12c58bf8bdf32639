/// A printed straight line, solid or dotted, across or down.
struct Rule: Hashable {
    /// Millimetres; what its ink covers.
    var area: Area
    var isDotted: Bool

    var length: Double { max(area.width, area.height) }
    var isAcross: Bool { area.width >= area.height }

    /// How many of its two ends lie on lines of `others`, which run the other way.
    func endsHeld(by others: [Rule]) -> Int {
        let (first, last) =
            isAcross
            ? (
                Area(left: area.left, top: area.top, right: area.left, bottom: area.bottom),
                Area(left: area.right, top: area.top, right: area.right, bottom: area.bottom)
            )
            : (
                Area(left: area.left, top: area.top, right: area.right, bottom: area.top),
                Area(left: area.left, top: area.bottom, right: area.right, bottom: area.bottom)
            )
        return [first, last].count { end in
            others.contains { $0.area.grown(Self.reach, Self.reach).overlaps(end.grown(0.05, 0.05)) }
        }
    }

    /// Millimetres within which an end meets another line.
    static let reach = 0.6
}
