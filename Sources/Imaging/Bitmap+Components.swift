internal import CLeptonica

/// Ink that hangs together.
package struct ConnectedComponent: Hashable, Sendable {
    /// The smallest rectangle around it, in pixels.
    package var box: PixelRect
    /// Its number of ink pixels.
    package var count: Int

    package init(box: PixelRect, count: Int) {
        self.box = box
        self.count = count
    }
}

extension Bitmap {
    /// The pieces of ink of a bitonal picture, ordered by their topmost row and then from the left; a grey picture is cut
    /// at 128 first.
    ///
    /// Runs of ink are joined row by row (Rosenfeld & Pfaltz 1966).
    ///
    /// - parameter touchingAtCorners: Whether pixels that share only a corner hang together.
    package func connectedComponents(touchingAtCorners: Bool = true) -> [ConnectedComponent] {
        guard depth == 1 else {
            return binarized(threshold: 128).connectedComponents(touchingAtCorners: touchingAtCorners)
        }
        let reach = touchingAtCorners ? 0 : 1
        var pieces = Pieces()
        var previous: [Run] = []
        for y in 0..<height {
            var current = runs(inRow: y)
            var above = 0
            for index in current.indices {
                let run = current[index]
                while above < previous.count, previous[above].end < run.start + reach { above += 1 }
                var label: Int?
                var other = above
                while other < previous.count, previous[other].start + reach <= run.end {
                    label =
                        label.map { pieces.join($0, previous[other].label) } ?? pieces.root(of: previous[other].label)
                    other += 1
                }
                current[index].label = label ?? pieces.new()
                pieces.add(start: run.start, end: run.end, y: y, to: current[index].label)
            }
            previous = current
        }
        return pieces.finished()
    }

    /// A stretch of ink in one row; `end` is the first pixel after it.
    private struct Run {
        var start: Int
        var end: Int
        var label = -1
    }

    private func runs(inRow y: Int) -> [Run] {
        withPIX { pix in
            guard let data = pixGetData(pix) else { preconditionFailure("A picture has data") }
            return Self.runs(in: data + y * Int(pixGetWpl(pix)), width: Int(pixGetWidth(pix)))
        }
    }

    private static func runs(in line: UnsafeMutablePointer<UInt32>, width: Int) -> [Run] {
        var found: [Run] = []
        var start: Int?
        for word in 0..<(width + 31) / 32 {
            let bits = line[word]
            if bits == 0, start == nil { continue }
            if bits == .max, start != nil { continue }
            for bit in 0..<min(32, width - word * 32) {
                let x = word * 32 + bit
                if bits & (0x8000_0000 >> UInt32(bit)) != 0 {
                    if start == nil { start = x }
                } else if let begun = start {
                    found.append(Run(start: begun, end: x))
                    start = nil
                }
            }
        }
        if let begun = start { found.append(Run(start: begun, end: width)) }
        return found
    }
}

/// Pieces while they grow together.
private struct Pieces {
    private var parents: [Int] = []
    private var boxes: [(left: Int, top: Int, right: Int, bottom: Int, count: Int)] = []

    mutating func new() -> Int {
        parents.append(parents.count)
        boxes.append((.max, .max, .min, .min, 0))
        return parents.count - 1
    }

    mutating func root(of label: Int) -> Int {
        var label = label
        while parents[label] != label {
            parents[label] = parents[parents[label]]
            label = parents[label]
        }
        return label
    }

    mutating func join(_ first: Int, _ second: Int) -> Int {
        let (one, two) = (root(of: first), root(of: second))
        guard one != two else { return one }
        let (kept, gone) = (min(one, two), max(one, two))
        parents[gone] = kept
        let (a, b) = (boxes[kept], boxes[gone])
        boxes[kept] = (
            min(a.left, b.left), min(a.top, b.top), max(a.right, b.right), max(a.bottom, b.bottom), a.count + b.count
        )
        return kept
    }

    mutating func add(start: Int, end: Int, y: Int, to label: Int) {
        let label = root(of: label)
        let box = boxes[label]
        boxes[label] = (
            min(box.left, start), min(box.top, y), max(box.right, end), max(box.bottom, y + 1), box.count + end - start
        )
    }

    func finished() -> [ConnectedComponent] {
        parents.indices.filter { parents[$0] == $0 }.map { label in
            let box = boxes[label]
            return ConnectedComponent(
                box: PixelRect(x: box.left, y: box.top, width: box.right - box.left, height: box.bottom - box.top),
                count: box.count)
        }
    }
}
