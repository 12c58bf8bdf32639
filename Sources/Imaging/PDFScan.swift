internal import Foundation

/// A page that shows one image, and how.
struct PDFScan {
    /// The image's dictionary.
    var image: [String: PDFValue]
    /// Where its data is in the file.
    var range: Range<Int>
    /// From the image's unit square, whose origin is its lower left corner, to points on the unturned page: a, b, c, d,
    /// e, f (ISO 32000-1, 8.9.5).
    var matrix: [Double]
    /// Nothing visible is drawn beside the image, and nothing cuts or blends it.
    var isPlain: Bool
    /// The part of the page that is shown: left, bottom, right, top in points.
    var crop: [Double]
    /// Clockwise.
    var quarterTurns: Int

    /// Pixels.
    var width: Int { image["Width"]?.integer ?? 0 }
    var height: Int { image["Height"]?.integer ?? 0 }

    /// Dots per inch across and down the image as the file has it.
    var resolution: Resolution {
        Resolution(
            x: Double(width) * 72 / (matrix[0] * matrix[0] + matrix[1] * matrix[1]).squareRoot(),
            y: Double(height) * 72 / (matrix[2] * matrix[2] + matrix[3] * matrix[3]).squareRoot())
    }

    /// Whether another image decides where this one shows: the writing may be in that one.
    var isMasked: Bool { !masks.isEmpty }

    /// Dots per inch of the image or its masks, whichever has most.
    var finest: Double {
        let across = masks.map { Double($0.width) / Double(max(1, width)) }.max() ?? 1
        let down = masks.map { Double($0.height) / Double(max(1, height)) }.max() ?? 1
        return max(resolution.x * max(1, across), resolution.y * max(1, down))
    }

    private var masks: [(width: Int, height: Int)] {
        ["SMask", "Mask"].compactMap { key in
            guard case .stream(let entries, _) = image[key] else { return nil }
            return (entries["Width"]?.integer ?? 0, entries["Height"]?.integer ?? 0)
        }
    }

    /// What brings the image to how the page shows it; nil where it is slanted.
    var orientation: Orientation? {
        let slant = 0.01
        let across = hypotenuse(matrix[0], matrix[1])
        let down = hypotenuse(matrix[2], matrix[3])
        var right = (x: matrix[0] / across, y: -matrix[1] / across)
        var below = (x: -matrix[2] / down, y: matrix[3] / down)
        for _ in 0..<quarterTurns {
            right = (-right.y, right.x)
            below = (-below.y, below.x)
        }
        guard min(abs(right.x), abs(right.y)) < slant, min(abs(below.x), abs(below.y)) < slant else { return nil }
        switch (right.x.rounded(), right.y.rounded(), below.x.rounded(), below.y.rounded()) {
        case (1, 0, 0, 1): return .upright
        case (-1, 0, 0, 1): return .mirrored
        case (-1, 0, 0, -1): return .upsideDown
        case (1, 0, 0, -1): return .upsideDownMirrored
        case (0, 1, 1, 0): return .transposed
        case (0, 1, -1, 0): return .turnedLeft
        case (0, -1, -1, 0): return .transposedUpsideDown
        case (0, -1, 1, 0): return .turnedRight
        default: return nil
        }
    }

    /// The share of the shown page that the image covers, between 0 and 1.
    var coveredShare: Double {
        let box = shownBox
        let across = min(crop[2], box.right) - max(crop[0], box.left)
        let down = min(crop[3], box.top) - max(crop[1], box.bottom)
        return max(0, across) * max(0, down) / max(1, (crop[2] - crop[0]) * (crop[3] - crop[1]))
    }

    /// The image ends where the page does, to 2 % of the page's sides.
    var fitsThePage: Bool {
        let box = shownBox
        let (width, height) = (crop[2] - crop[0], crop[3] - crop[1])
        return abs(box.left - crop[0]) < 0.02 * width && abs(box.right - crop[2]) < 0.02 * width
            && abs(box.bottom - crop[1]) < 0.02 * height && abs(box.top - crop[3]) < 0.02 * height
    }

    private var shownBox: (left: Double, bottom: Double, right: Double, top: Double) {
        let xs = [matrix[4], matrix[4] + matrix[0], matrix[4] + matrix[2], matrix[4] + matrix[0] + matrix[2]].sorted()
        let ys = [matrix[5], matrix[5] + matrix[1], matrix[5] + matrix[3], matrix[5] + matrix[1] + matrix[3]].sorted()
        return (xs[0], ys[0], xs[3], ys[3])
    }

    private func hypotenuse(_ x: Double, _ y: Double) -> Double { max(1e-9, (x * x + y * y).squareRoot()) }
}
