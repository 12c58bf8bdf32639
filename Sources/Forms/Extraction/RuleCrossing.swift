import FieldTypes
import Imaging

/// Puts back the pieces of strokes that lie under the form's print: between writing on one side of a rule and writing
/// on the other.
struct RuleCrossing {
    /// Writing beside the print.
    let written: InkMask
    /// All ink of the scan.
    let ink: InkMask
    /// The form's print, spread.
    let printed: InkMask
    /// The thickest print that is bridged, in pixels.
    let reach: Int

    /// The writing with its pieces joined.
    func joined() -> InkMask {
        var result = written
        bridge(&result, along: written.width, across: 1, length: written.height, breadth: written.width)
        bridge(&result, along: 1, across: written.width, length: written.width, breadth: written.height)
        return result
    }

    /// Goes from every pixel of writing that print follows in the direction `along` through the print, and where
    /// writing goes on behind it, at most as far to the side as the print is thick, draws the stroke between.
    private func bridge(_ result: inout InkMask, along: Int, across: Int, length: Int, breadth: Int) {
        written.bytes.withUnsafeBufferPointer { written in
            printed.bytes.withUnsafeBufferPointer { printed in
                for line in 0..<breadth {
                    for step in 0..<max(0, length - 1) {
                        let start = step &* along &+ line &* across
                        guard written[start] == 1, printed[start &+ along] == 1 else { continue }
                        var end = step + 1
                        while end < length, end - step <= reach, printed[end &* along &+ line &* across] == 1 {
                            end += 1
                        }
                        guard end < length, end - step <= reach,
                            let side = nearest(
                                written, at: end &* along, line: line, across: across, breadth: breadth,
                                limit: end - step)
                        else { continue }
                        draw(
                            &result, from: start, steps: end - step, along: along, across: across,
                            sideways: side - line)
                    }
                }
            }
        }
    }

    private func nearest(
        _ written: UnsafeBufferPointer<UInt8>, at row: Int, line: Int, across: Int, breadth: Int, limit: Int
    ) -> Int? {
        for distance in 0...limit {
            for side in [line - distance, line + distance] where side >= 0 && side < breadth {
                if written[row &+ side &* across] == 1 { return side }
            }
        }
        return nil
    }

    private func draw(
        _ result: inout InkMask, from start: Int, steps: Int, along: Int, across: Int, sideways: Int
    ) {
        for step in 1..<max(2, steps) {
            let side = (sideways * step + (sideways >= 0 ? steps / 2 : -steps / 2)) / steps
            let index = start + step * along + side * across
            if ink.bytes[index] == 1 { result.bytes[index] = 1 }
        }
    }
}
