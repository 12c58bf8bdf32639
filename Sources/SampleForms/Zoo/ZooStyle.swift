import Imaging
import Paperwork

/// How one random form looks: its paper, its rules and grounds, its type, where labels stand.
struct ZooStyle: Sendable {
    enum LabelPlace: Sendable, Hashable { case left, above }
    /// What is printed around a value.
    enum Frame: Sendable, Hashable { case grid, box, rounded, underline, dotted, open }
    enum Heading: Sendable, Hashable { case plain, bold, boxed, tinted, whiteOnBlack }

    var paper: Paper
    var columns: Int
    /// Millimetres.
    var margin: Double
    var labelPlace: LabelPlace
    var frame: Frame
    var heading: Heading
    /// Of the furniture.
    var family: String
    /// Points.
    var labelSize: Double
    /// Millimetres.
    var rule: Double
    /// Of the form's outer frame and between parts, millimetres.
    var strongRule: Double
    /// Grey of the ground under labels; nil is white.
    var labelGround: Double?
    /// Grey of the ground under values; nil is white.
    var valueGround: Double?
    /// Height of a value of one line, millimetres.
    var rowHeight: Double
    /// Millimetres that a zone keeps from the rules around it.
    var inset: Double
    /// Parts of the form with a heading each.
    var hasHeadings: Bool
    /// The share of values that people write by hand.
    var hands: Double
    /// A place for the office's date stamp beside the title.
    var hasStamp: Bool

    static func drawn(family: String, using random: inout SeededRandom) -> ZooStyle {
        let paper = random.pick([Paper.a4, .a4Landscape, .a5, .a5Landscape], weights: [55, 20, 10, 15])
        let isNarrow = paper.width < 160
        let frame = random.pick(
            [Frame.grid, .box, .rounded, .underline, .dotted, .open], weights: [46, 14, 10, 14, 8, 8])
        return ZooStyle(
            paper: paper, columns: isNarrow ? 1 : random.pick([1, 2], weights: [60, 40]),
            margin: random.real(13...18), labelPlace: random.pick([.left, .above], weights: [60, 40]), frame: frame,
            heading: random.pick([.plain, .bold, .boxed, .tinted, .whiteOnBlack], weights: [20, 20, 15, 20, 25]),
            family: family, labelSize: random.real(6.5...9), rule: random.pick([0.08, 0.12, 0.15, 0.2, 0.3]),
            strongRule: random.pick([0.2, 0.3, 0.5, 0.8]),
            labelGround: frame == .grid && random.chance(0.55) ? random.real(0.8...0.94) : nil,
            valueGround: random.chance(0.12) ? random.real(0.9...0.96) : nil, rowHeight: random.real(7...10),
            inset: random.real(0.3...1), hasHeadings: random.chance(0.75),
            hands: random.pick([0, 0.4, 1], weights: [55, 20, 25]), hasStamp: random.chance(0.45))
    }

    /// A type size in millimetres.
    static func em(_ points: Double) -> Double { points * 25.4 / 72 }

    /// The strip that a label above its value takes, millimetres.
    var labelHeight: Double { Self.em(labelSize) * 1.45 }
}
