import Foundation
internal import Paperwork

/// What goes wrong with one page on its way through the scanner.
struct ScanFaults: Sendable {
    /// Degrees, clockwise.
    var skew: Double
    var scaleX: Double
    var scaleY: Double
    /// Millimetres, right and down.
    var shift: (x: Double, y: Double)
    var dpi: Double
    /// Black and white only, as fax machines send.
    var isBitonal: Bool
    /// 1 to 100.
    var jpegQuality: Int
    /// The share of a pixel that its neighbours take on each side, per pass.
    var blur: Double
    var blurPasses: Int
    /// Standard deviation of the grey noise.
    var noise: Double
    /// Grey of the paper, 0 to 255.
    var paper: Double
    /// By how much the light differs over the page, in grey.
    var unevenness: Double
    /// Specks of dust on the page.
    var specks: Int
    var hasHoles: Bool
    /// Heights of folds, millimetres from the top.
    var folds: [Double]
    /// Quarter turns clockwise.
    var quarterTurns: Int

    static func drawn(_ level: ScanLevel, using random: inout SeededRandom) -> ScanFaults {
        switch level {
        case .clean:
            ScanFaults(
                skew: random.jitter(0.3), scaleX: 1 + random.jitter(0.002), scaleY: 1 + random.jitter(0.002),
                shift: (random.jitter(0.8), random.jitter(0.8)), dpi: 300, isBitonal: false, jpegQuality: 85,
                blur: 0.12,
                blurPasses: 1, noise: 0.4, paper: 252, unevenness: 1, specks: 0, hasHoles: false, folds: [],
                quarterTurns: 0)
        case .office:
            ScanFaults(
                skew: random.jitter(1.5), scaleX: 1 + random.jitter(0.02), scaleY: 1 + random.jitter(0.02),
                shift: (random.jitter(3), random.jitter(3)), dpi: 300, isBitonal: false, jpegQuality: 75,
                blur: random.real(0.15...0.26), blurPasses: 1, noise: random.real(0.3...1.1),
                paper: random.real(238...252),
                unevenness: random.real(2...8), specks: random.whole(4...40), hasHoles: false, folds: [],
                quarterTurns: 0)
        case .hard:
            hard(using: &random)
        }
    }

    private static func hard(using random: inout SeededRandom) -> ScanFaults {
        let isFax = random.chance(0.35)
        return ScanFaults(
            skew: random.jitter(5), scaleX: 1 + random.jitter(0.05), scaleY: 1 + random.jitter(0.05),
            shift: (random.jitter(10), random.jitter(10)), dpi: isFax ? 200 : 300, isBitonal: isFax, jpegQuality: 40,
            blur: random.real(0.16...0.28), blurPasses: random.whole(1...2), noise: random.real(1...3),
            paper: random.real(215...248), unevenness: random.real(4...22), specks: random.whole(30...200),
            hasHoles: random.chance(0.4), folds: random.chance(0.4) ? [random.real(90...210)] : [],
            quarterTurns: random.pick([0, 1, 2, 3], weights: [78, 6, 10, 6]))
    }
}
