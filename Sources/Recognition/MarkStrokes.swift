internal import Imaging

/// The strokes of added ink, each the pixels that hang together or nearly so.
///
/// Print that a stroke runs over leaves gaps in it; gaps of up to half a millimetre are bridged.
struct MarkStrokes {
    private let width: Int
    /// Places of the ink pixels of each stroke.
    private var strokes: [[Int]] = []

    init(_ ink: MarkInk, dpi: Double) {
        width = ink.width
        let block = max(1, Int(Measure.pixels(mm: 0.25, dpi: dpi).rounded()))
        let across = (ink.width + block - 1) / block
        let down = (ink.height + block - 1) / block
        var blocks = [[Int]](repeating: [], count: across * down)
        for (pixel, darkness) in ink.added.enumerated() where darkness >= MarkInk.least {
            blocks[(pixel / ink.width / block) * across + pixel % ink.width / block].append(pixel)
        }
        let speck = max(2, Int(Measure.pixels(mm: 0.2, dpi: dpi) * Measure.pixels(mm: 0.2, dpi: dpi)))
        var seen = [Bool](repeating: false, count: blocks.count)
        for start in blocks.indices where !blocks[start].isEmpty && !seen[start] {
            let stroke = Self.stroke(from: start, blocks: blocks, across: across, down: down, seen: &seen)
            if stroke.count > speck { strokes.append(stroke) }
        }
    }

    private static func stroke(
        from start: Int, blocks: [[Int]], across: Int, down: Int, seen: inout [Bool]
    ) -> [Int] {
        seen[start] = true
        var queue = [start]
        var next = 0
        while next < queue.count {
            let (x, y) = (queue[next] % across, queue[next] / across)
            next += 1
            for nearY in max(0, y - 2)...min(down - 1, y + 2) {
                for nearX in max(0, x - 2)...min(across - 1, x + 2) {
                    let near = nearY * across + nearX
                    guard !seen[near], !blocks[near].isEmpty else { continue }
                    seen[near] = true
                    queue.append(near)
                }
            }
        }
        return queue.flatMap { blocks[$0] }
    }

    /// The pixels of the strokes that are meant for `zone`: their middle or most of their ink lies in it.
    func own(to zone: PixelRect) -> [Int] {
        strokes.filter { stroke in
            let columns = stroke.map { $0 % width }
            let rows = stroke.map { $0 / width }
            let middleX = ((columns.min() ?? 0) + (columns.max() ?? 0)) / 2
            let middleY = ((rows.min() ?? 0) + (rows.max() ?? 0)) / 2
            if Self.contains(zone, middleX, middleY) { return true }
            let inside = zip(columns, rows).count { Self.contains(zone, $0, $1) }
            return inside * 5 >= stroke.count * 2
        }
        .flatMap(\.self)
    }

    private static func contains(_ zone: PixelRect, _ x: Int, _ y: Int) -> Bool {
        x >= zone.x && x < zone.maxX && y >= zone.y && y < zone.maxY
    }
}
