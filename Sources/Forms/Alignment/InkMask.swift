import Imaging

/// Which pixels of a picture are ink.
struct InkMask {
    let width: Int
    let height: Int
    /// 1 is ink.
    var bytes: [UInt8]

    /// Ink is what is darker than `threshold`.
    init(_ picture: GrayPixels, threshold: UInt8) {
        width = picture.width
        height = picture.height
        bytes = picture.bytes.map { $0 < threshold ? 1 : 0 }
    }

    init(width: Int, height: Int) {
        self.width = width
        self.height = height
        bytes = [UInt8](repeating: 0, count: width * height)
    }

    var count: Int { bytes.reduce(0) { $0 &+ Int($1) } }

    /// Ink that hangs together, diagonals included.
    struct Component {
        /// Pixels.
        var area = 0
        var box: PixelRect
        /// Rows of ink: first pixel's index and length.
        var runs: [(start: Int, length: Int)] = []
    }

    /// All components, in the order of their first pixels.
    func components() -> [Component] {
        var runs: [(start: Int, length: Int)] = []
        var rowStarts = [0]
        bytes.withUnsafeBufferPointer { bytes in
            for y in 0..<height {
                var x = 0
                let row = y &* width
                while x < width {
                    guard bytes[row &+ x] != 0 else {
                        x &+= 1
                        continue
                    }
                    let first = x
                    while x < width, bytes[row &+ x] != 0 { x &+= 1 }
                    runs.append((row &+ first, x &- first))
                }
                rowStarts.append(runs.count)
            }
        }
        return collect(runs, labels: connected(runs, rowStarts: rowStarts))
    }

    /// For each run the lowest run that it hangs together with (union-find with path halving).
    private func connected(_ runs: [(start: Int, length: Int)], rowStarts: [Int]) -> [Int] {
        var parents = Array(runs.indices)
        func root(_ index: Int) -> Int {
            var index = index
            while parents[index] != index {
                parents[index] = parents[parents[index]]
                index = parents[index]
            }
            return index
        }
        for y in 1..<max(1, height) {
            var above = rowStarts[y - 1]
            for below in rowStarts[y]..<rowStarts[y + 1] {
                let first = runs[below].start - width
                let last = first + runs[below].length
                while above < rowStarts[y], runs[above].start + runs[above].length < first { above += 1 }
                var other = above
                while other < rowStarts[y], runs[other].start <= last {
                    let (a, b) = (root(other), root(below))
                    parents[max(a, b)] = min(a, b)
                    other += 1
                }
            }
        }
        return runs.indices.map(root)
    }

    private func collect(_ runs: [(start: Int, length: Int)], labels: [Int]) -> [Component] {
        var indices = [Int: Int]()
        var found: [Component] = []
        for (run, label) in zip(runs, labels) {
            let x = run.start % width
            let y = run.start / width
            let index =
                indices[label]
                ?? {
                    found.append(Component(box: PixelRect(x: x, y: y, width: run.length, height: 1)))
                    indices[label] = found.count - 1
                    return found.count - 1
                }()
            found[index].area += run.length
            found[index].runs.append(run)
            let box = found[index].box
            let left = min(box.x, x)
            found[index].box = PixelRect(
                x: left, y: box.y, width: max(box.maxX, x + run.length) - left, height: y + 1 - box.y)
        }
        return found
    }
}
