import Foundation
import Imaging

/// The skew of a page by projection profiles: at the right angle rules and lines of writing fall into few bins.
///
/// W. Postl, Detection of linear oblique structures and skew scan in digitized documents, ICPR 1986: the angle with
/// the largest sum of squares. Both directions count, so that a page on its side has its skew found too.
struct SkewEstimate {
    /// Radians.
    static let range = 7.0 * .pi / 180
    private static let pointLimit = 12_000

    private let points: [Point]

    /// `page` at about 50 dots per inch.
    init(page: GrayPixels) {
        points = Self.inkPoints(of: page)
    }

    /// Radians, clockwise as seen; 0 where there is nothing to tell it by.
    var angle: Double {
        guard points.count > 50 else { return 0 }
        let degree = Double.pi / 180
        let coarse = best(around: 0, reach: Self.range, step: 0.25 * degree)
        return best(around: coarse, reach: 0.25 * degree, step: 0.05 * degree)
    }

    private func best(around middle: Double, reach: Double, step: Double) -> Double {
        stride(from: middle - reach, through: middle + reach + step / 2, by: step)
            .map { ($0, sharpness(at: $0)) }
            .max { $0.1 < $1.1 }?.0 ?? middle
    }

    private func sharpness(at angle: Double) -> Int {
        let (sine, cosine) = (sin(angle), cos(angle))
        let size = 2048
        var rows = [Int32](repeating: 0, count: size)
        var columns = rows
        rows.withUnsafeMutableBufferPointer { rows in
            columns.withUnsafeMutableBufferPointer { columns in
                points.withUnsafeBufferPointer { points in
                    for point in points {
                        rows[Int(cosine * point.y - sine * point.x + 1024) & 2047] &+= 1
                        columns[Int(cosine * point.x + sine * point.y + 1024) & 2047] &+= 1
                    }
                }
            }
        }
        return rows.reduce(0) { $0 + Int($1) * Int($1) } + columns.reduce(0) { $0 + Int($1) * Int($1) }
    }

    /// Dark pixels with a lighter one two pixels above or left, away from the page's edges, thinned to the limit.
    private static func inkPoints(of page: GrayPixels) -> [Point] {
        let margin = 8
        guard page.width > 4 * margin, page.height > 4 * margin else { return [] }
        var found: [Point] = []
        page.bytes.withUnsafeBufferPointer { bytes in
            for y in margin..<page.height - margin {
                for x in margin..<page.width - margin {
                    let at = y &* page.width &+ x
                    let lighter = max(bytes[at &- 2], bytes[at &- 2 &* page.width])
                    guard Int(bytes[at]) &+ 40 < Int(lighter) else { continue }
                    found.append(Point(Double(x - page.width / 2), Double(y - page.height / 2)))
                }
            }
        }
        let step = max(1, found.count / pointLimit)
        return step == 1 ? found : stride(from: 0, to: found.count, by: step).map { found[$0] }
    }
}
