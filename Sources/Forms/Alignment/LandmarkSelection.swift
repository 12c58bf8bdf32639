import Imaging

/// Chooses landmarks of one level of a blank page: in each part of the page the one that is most unlike its
/// surroundings.
struct LandmarkSelection {
    let blank: GrayPixels
    /// 1 where the blank's looks count, 0 where something may be written.
    let mask: [UInt8]
    /// How far a landmark is looked for, in pixels.
    let reach: Int
    /// Parts of the page, across and down.
    let parts: (across: Int, down: Int)

    private static let triesPerPart = 3
    /// Patches that resemble their own surroundings more than this would be found in the wrong place.
    private static let likenessLimit = 0.85

    func landmarks() -> [Landmark] {
        let step = Landmark.size / 4
        var byPart = [[(corner: Double, x: Int, y: Int)]](repeating: [], count: parts.across * parts.down)
        let gradients = Gradients(blank, mask: mask)
        for y in stride(from: 0, through: blank.height - Landmark.size, by: step) {
            for x in stride(from: 0, through: blank.width - Landmark.size, by: step) {
                let corner = gradients.cornerness(x: x, y: y, size: Landmark.size)
                guard corner > 0 else { continue }
                let column = (x + Landmark.size / 2) * parts.across / blank.width
                let row = (y + Landmark.size / 2) * parts.down / blank.height
                byPart[row * parts.across + column].append((corner, x, y))
            }
        }
        return byPart.compactMap(mostDistinct)
    }

    private func mostDistinct(of places: [(corner: Double, x: Int, y: Int)]) -> Landmark? {
        var best: (likeness: Double, landmark: Landmark)?
        for place in places.sorted(by: { $0.corner > $1.corner }).prefix(Self.triesPerPart) {
            guard let landmark = Landmark(blank: blank, mask: mask, x: place.x, y: place.y) else { continue }
            let window = blank.resampled(
                width: Landmark.size + 2 * reach, height: Landmark.size + 2 * reach,
                through: .similarity(
                    scale: 1, angle: 0, x: Double(place.x - reach), y: Double(place.y - reach)))
            let likeness = landmark.find(in: window, reach: reach).secondScore
            if likeness < min(Self.likenessLimit, best?.likeness ?? 1) { best = (likeness, landmark) }
        }
        return best?.landmark
    }
}

/// How much a picture changes across and down, summed over patches.
private struct Gradients {
    private let width: Int
    private let height: Int
    /// Sums over the rectangle from the left top corner: of gx², gx·gy and gy².
    private let squaresX: [Int]
    private let products: [Int]
    private let squaresY: [Int]

    init(_ picture: GrayPixels, mask: [UInt8]) {
        width = picture.width
        height = picture.height
        let stride = width + 1
        var xx = [Int](repeating: 0, count: stride * (height + 1))
        var xy = xx
        var yy = xx
        picture.bytes.withUnsafeBufferPointer { bytes in
            for y in 0..<picture.height {
                var (rowXX, rowXY, rowYY) = (0, 0, 0)
                for x in 0..<picture.width {
                    let at = y &* picture.width &+ x
                    if mask[at] == 1, x > 0, y > 0, x < picture.width - 1, y < picture.height - 1 {
                        let gx = Int(bytes[at &+ 1]) &- Int(bytes[at &- 1])
                        let gy = Int(bytes[at &+ picture.width]) &- Int(bytes[at &- picture.width])
                        rowXX &+= gx &* gx
                        rowXY &+= gx &* gy
                        rowYY &+= gy &* gy
                    }
                    let to = (y &+ 1) &* stride &+ x &+ 1
                    xx[to] = xx[to &- stride] &+ rowXX
                    xy[to] = xy[to &- stride] &+ rowXY
                    yy[to] = yy[to &- stride] &+ rowYY
                }
            }
        }
        (squaresX, products, squaresY) = (xx, xy, yy)
    }

    /// The smaller eigenvalue of the structure tensor over the patch, per pixel (J. Shi and C. Tomasi, Good features to
    /// track, CVPR 1994).
    func cornerness(x: Int, y: Int, size: Int) -> Double {
        let a = Double(sum(squaresX, x, y, size))
        let b = Double(sum(products, x, y, size))
        let c = Double(sum(squaresY, x, y, size))
        let smaller = (a + c) / 2 - ((a - c) * (a - c) / 4 + b * b).squareRoot()
        return max(0, smaller) / Double(size * size)
    }

    private func sum(_ table: [Int], _ x: Int, _ y: Int, _ size: Int) -> Int {
        let stride = width + 1
        return table[(y + size) * stride + x + size] - table[y * stride + x + size]
            - table[(y + size) * stride + x] + table[y * stride + x]
    }
}
