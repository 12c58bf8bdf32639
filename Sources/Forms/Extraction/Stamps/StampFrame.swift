import Foundation
import Imaging

/// A rectangular frame, turned by some angle, as square seals and rectangular date stamps have.
struct StampFrame {
    /// In pixels.
    var middle: Point
    var width: Double
    var height: Double
    /// Clockwise, in degrees.
    var turn: Double

    /// The frame whose four sides a piece of ink is; nil where it is none.
    ///
    /// The turn is the one whose rectangle around the ink is smallest.
    /// - Parameters:
    ///   - turns: how far it may be turned, in degrees to each side.
    ///   - play: pixels by which a side's ink may lie inside the rectangle.
    ///   - mayLackOne: whether one side may be missing, as where it lies along a rule of the form.
    init?(
        _ component: InkMask.Component, width maskWidth: Int, turns: Double, play: Double, mayLackOne: Bool = false
    ) {
        let points = component.outline(width: maskWidth)
        guard points.count > 20 else { return nil }
        var best: (frame: StampFrame, extents: Extents, area: Double)?
        for turn in stride(from: -turns, through: turns, by: 1) {
            let extents = Extents(points, turn: turn)
            if extents.area < best?.area ?? .infinity { best = (extents.frame(turn: turn), extents, extents.area) }
        }
        guard let best else { return nil }
        let sides = best.extents.sides(points, play: play).sorted()
        guard sides[mayLackOne ? 1 : 0] >= Self.leastSide else { return nil }
        self = best.frame
    }

    private init(middle: Point, width: Double, height: Double, turn: Double) {
        self.middle = middle
        self.width = width
        self.height = height
        self.turn = turn
    }

    /// The share of each side that is ink.
    private static let leastSide = 0.7

    /// Where a point lies from the middle, in the frame's own directions.
    func place(x: Double, y: Double) -> Point {
        let angle = turn * .pi / 180
        let (dx, dy) = (x - middle.x, y - middle.y)
        return Point(dx * cos(angle) + dy * sin(angle), dy * cos(angle) - dx * sin(angle))
    }

    func holds(x: Double, y: Double, margin: Double) -> Bool {
        let place = place(x: x, y: y)
        return abs(place.x) <= width / 2 + margin && abs(place.y) <= height / 2 + margin
    }

    private struct Extents {
        private let angle: Double
        private var (left, right) = (Double.infinity, -Double.infinity)
        private var (top, bottom) = (Double.infinity, -Double.infinity)

        init(_ points: [Point], turn: Double) {
            angle = turn * .pi / 180
            for point in points {
                let place = turned(point)
                left = min(left, place.x)
                right = max(right, place.x)
                top = min(top, place.y)
                bottom = max(bottom, place.y)
            }
        }

        var area: Double { (right - left) * (bottom - top) }

        private func turned(_ point: Point) -> Point {
            Point(point.x * cos(angle) + point.y * sin(angle), point.y * cos(angle) - point.x * sin(angle))
        }

        func frame(turn: Double) -> StampFrame {
            let (x, y) = ((left + right) / 2, (top + bottom) / 2)
            return StampFrame(
                middle: Point(x * cos(angle) - y * sin(angle), x * sin(angle) + y * cos(angle)), width: right - left,
                height: bottom - top, turn: turn)
        }

        /// The share of each side that is ink, in steps of two pixels.
        func sides(_ points: [Point], play: Double) -> [Double] {
            var sides = [Set<Int>](repeating: [], count: 4)
            for point in points {
                let place = turned(point)
                if place.x - left <= play { sides[0].insert(Int((place.y - top) / 2)) }
                if right - place.x <= play { sides[1].insert(Int((place.y - top) / 2)) }
                if place.y - top <= play { sides[2].insert(Int((place.x - left) / 2)) }
                if bottom - place.y <= play { sides[3].insert(Int((place.x - left) / 2)) }
            }
            let (across, down) = (max(1, (right - left) / 2), max(1, (bottom - top) / 2))
            return [
                Double(sides[0].count) / down, Double(sides[1].count) / down, Double(sides[2].count) / across,
                Double(sides[3].count) / across,
            ]
        }
    }
}

extension InkMask.Component {
    /// The ends of its rows, and of every second pixel between.
    fileprivate func outline(width: Int) -> [Point] {
        runs.flatMap { run in
            let (x, y) = (run.start % width, run.start / width)
            return stride(from: 0, to: run.length, by: 2).map { Point(Double(x + $0), Double(y)) }
                + [Point(Double(x + run.length - 1), Double(y))]
        }
    }
}
