/// Dots per inch of a page, from what its file says or, where it says nothing credible, from its size.
struct Resolution: Hashable, Sendable {
    /// Across and down.
    var x: Double
    var y: Double

    /// What scanners and faxes write, with room on both sides; files without a real resolution carry 0, 1, 72 or 96.
    private static let credible = 97.0...2400.0

    /// The resolution that a file states where it is credible for a scan of that size, else a guess: the page is A4
    /// (210 × 297 mm, ISO 216), upright or lying as its longer side says.
    ///
    /// 72 and 96 dpi and whatever is lower or above 2,400 are what programs write that know no resolution. They are
    /// believed only where the page comes out no larger than A3.
    static func credible(_ stated: Resolution?, width: Int, height: Int) -> Resolution {
        if let stated, stated.x > 0, stated.y > 0, stated.isCredible(width: width, height: height) { return stated }
        let long = Double(max(width, height))
        let short = Double(min(width, height))
        let guess = max(1, min(long / (297 / 25.4), short / (210 / 25.4)).rounded())
        return Resolution(x: guess, y: guess)
    }

    /// The resolution at which a PDF's page shows a scan, where the paper comes out of a size that paper has; else a guess:
    /// programs that take a page's size in dots for its size in points make it several times too large, others too small.
    ///
    /// Only pictures of 1,000 dots or more are doubted: small ones are no scans.
    static func credible(ofPDF shown: Resolution, width: Int, height: Int) -> Resolution {
        let sides = [Double(width) / shown.x * 25.4, Double(height) / shown.y * 25.4].sorted()
        guard max(width, height) >= 1000, sides[0].isFinite, sides[1].isFinite else { return shown }
        let isHuge = max(shown.x, shown.y) < credible.lowerBound && (sides[1] > 425 || sides[0] > 302)
        return isHuge || sides[1] < 60 ? credible(nil, width: width, height: height) : shown
    }

    private func isCredible(width: Int, height: Int) -> Bool {
        if Self.credible.contains(x), Self.credible.contains(y) { return true }
        guard (50.0...Self.credible.upperBound).contains(x), (50.0...Self.credible.upperBound).contains(y) else {
            return false
        }
        let sides = [Double(width) / x * 25.4, Double(height) / y * 25.4].sorted()
        return sides[1] <= 425 && sides[0] <= 302 && sides[1] >= 50
    }
}

extension Resolution {
    var swapped: Resolution { Resolution(x: y, y: x) }

    /// The larger of the two both ways where they differ by more than 2 %, as a fax's 204 × 98 do. Smaller differences
    /// are how scanners round, and the picture is better left as it is.
    var withSquareDots: Resolution {
        let dpi = max(x, y)
        return abs(x - y) > 0.02 * dpi ? Resolution(x: dpi, y: dpi) : self
    }
}
