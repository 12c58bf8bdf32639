import Foundation
import Imaging
import Paperwork

/// Fits a scan onto one page of a blank form, coarse to fine.
struct FormAligner {
    let scan: ScanView
    let form: BlankFormPage

    /// A landmark of the blank and where the scan has it.
    private struct Sighting {
        /// Its place among the level's landmarks.
        var landmark: Int
        var pair: PointPair
        var score: Double
    }

    /// A fit and how good it is.
    struct Fit {
        /// From millimetres on the blank to pixels of the upright scan.
        var toScan: Homography
        /// Millimetres.
        var residual: Double
        var agreement: Double
        /// The finest landmarks that are not where they should be, by their places in the blank's list.
        var lostLandmarks: [Int]
    }

    /// The share of the coarsest landmarks that must agree on a place before finer ones are looked at.
    private static let coarseShare = 0.3
    /// Below this likeness a landmark counts as not found.
    private static let likeness = 0.55

    /// Nil where the landmarks don't agree on any place near `start`.
    func fit(from start: Homography, quarterTurns: Int) -> Fit? {
        let toRaw = Homography.fromUpright(quarterTurns: quarterTurns, width: scan.width, height: scan.height)
        guard var toScan = coarseFit(from: start, toRaw: toRaw) else { return nil }
        for (level, tolerance) in [(1, 0.8), (0, 0.5), (0, 0.5)] {
            let sightings = sightings(level: level, toScan: toScan, toRaw: toRaw)
            guard let better = refit(sightings, around: toScan, tolerance: tolerance) else { return nil }
            toScan = better
        }
        return measured(toScan, toRaw: toRaw)
    }

    private var pixelsPerMM: Double { scan.dpi / 25.4 }

    /// Where the coarsest landmarks agree. They are looked at twice: where the guess is a few per cent too large or small,
    /// only those near the middle are in sight at first, and tell where the others are.
    private func coarseFit(from start: Homography, toRaw: Homography) -> Homography? {
        guard let nearby = consensus(around: start, toRaw: toRaw) else { return nil }
        let whole = consensus(around: nearby.map, toRaw: toRaw) ?? nearby
        guard Double(whole.inliers.count) >= Self.coarseShare * Double(form.landmarks[2].count) else { return nil }
        return Homography.fit(affine: whole.inliers)
    }

    /// The map on which most of the coarsest landmarks agree, and those that do (RANSAC: M. Fischler and R. Bolles,
    /// Communications of the ACM 24, 1981). Two landmarks give a map, since the guess knows the skew: the rest is a shift
    /// and a scale along and across the page, which differ where a scanner's rollers slip.
    private func consensus(
        around start: Homography, toRaw: Homography
    ) -> (map: Homography, inliers: [PointPair])? {
        let sightings = sightings(level: 2, toScan: start, toRaw: toRaw).filter { $0.score > 0.4 }
        guard sightings.count >= 4, let toBlank = start.inverse else { return nil }
        let tolerance = 1.5 * pixelsPerMM
        var best: (support: Double, map: Homography)?
        var generator = SeededRandom(seed: 0x7E3A)
        for _ in 0..<300 {
            let first = sightings[generator.below(sightings.count)].pair
            let second = sightings[generator.below(sightings.count)].pair
            guard let change = Self.change(from: first, second, toBlank: toBlank) else { continue }
            let map = change.then(start)
            let support = sightings.reduce(0) { $0 + ($1.pair.distance(under: map) < tolerance ? $1.score : 0) }
            if support > best?.support ?? 0 { best = (support, map) }
        }
        guard let best else { return nil }
        let inliers = sightings.map(\.pair).filter { $0.distance(under: best.map) < tolerance }
        return inliers.count >= 4 ? (best.map, inliers) : nil
    }

    /// How the blank is shifted and scaled, each axis for itself, so that two landmarks lie where they were seen; nil where
    /// they are too near each other on an axis to tell, or it is magnified by less than 92 or more than 109 %.
    private static func change(from first: PointPair, _ second: PointPair, toBlank: Homography) -> Homography? {
        let (here, there) = (toBlank(first.to), toBlank(second.to))
        let (width, height) = (second.from.x - first.from.x, second.from.y - first.from.y)
        guard abs(width) > 15, abs(height) > 15 else { return nil }
        let (across, down) = ((there.x - here.x) / width, (there.y - here.y) / height)
        guard (0.92...1.09).contains(across), (0.92...1.09).contains(down) else { return nil }
        return Homography([across, 0, here.x - across * first.from.x, 0, down, here.y - down * first.from.y, 0, 0])
    }

    private func sightings(level: Int, toScan: Homography, toRaw: Homography) -> [Sighting] {
        let picture = scan.pyramid.levels[level]
        let scale = scan.pyramid.scale(ofLevel: level)
        let toLevel = toScan.then(toRaw).then(.scaling(x: scale, y: scale))
        let blank = form.pyramid.levels[level]
        let mm = Point(form.paper.width / Double(blank.width), form.paper.height / Double(blank.height))
        let reach = BlankFormPage.reaches[level]
        let side = Landmark.size + 2 * reach
        return form.landmarks[level].enumerated().compactMap { index, landmark in
            let half = Double(Landmark.size) / 2
            let centre = Point((Double(landmark.x) + half) * mm.x, (Double(landmark.y) + half) * mm.y)
            guard picture.holds(toLevel(centre)) else { return nil }
            let fromWindow = Homography([
                mm.x, 0, Double(landmark.x - reach) * mm.x, 0, mm.y, Double(landmark.y - reach) * mm.y, 0, 0,
            ])
            let window = picture.resampled(width: side, height: side, through: fromWindow.then(toLevel))
            let match = landmark.find(in: window, reach: reach)
            let seen = toScan(Point(centre.x + match.dx * mm.x, centre.y + match.dy * mm.y))
            return Sighting(landmark: index, pair: PointPair(from: centre, to: seen), score: match.score)
        }
    }

    /// Drops what disagrees with the rest and fits again, three times over.
    private func refit(_ sightings: [Sighting], around start: Homography, tolerance: Double) -> Homography? {
        let found = sightings.filter { $0.score > Self.likeness }.map(\.pair)
        var map = start
        for round in 0..<3 {
            let limit = tolerance * pixelsPerMM * (round == 0 ? 2 : 1)
            guard let next = Homography.fit(affine: found.filter({ $0.distance(under: map) < limit })) else {
                return nil
            }
            map = next
        }
        return map
    }

    /// The affine fit, or the projective one where it lowers the residual by a fifth, with what speaks for it.
    private func measured(_ affine: Homography, toRaw: Homography) -> Fit? {
        let all = sightings(level: 0, toScan: affine, toRaw: toRaw)
        let tolerance = 0.6 * pixelsPerMM
        let found = all.filter { $0.score > Self.likeness && $0.pair.distance(under: affine) < tolerance }
        let inliers = found.map(\.pair)
        guard inliers.count >= 4, let refined = Homography.fit(affine: inliers) else { return nil }
        var best = refined
        var residual = inliers.rootMeanSquare(under: refined)
        if inliers.count >= 20, let projective = Homography.fit(projective: inliers) {
            let projectiveResidual = inliers.rootMeanSquare(under: projective)
            if projectiveResidual < 0.8 * residual { (best, residual) = (projective, projectiveResidual) }
        }
        let expected = max(all.count, form.landmarks[0].count / 2)
        let lost = Set(form.landmarks[0].indices).subtracting(found.map(\.landmark))
        return Fit(
            toScan: best, residual: residual / pixelsPerMM, agreement: Double(inliers.count) / Double(max(1, expected)),
            lostLandmarks: lost.sorted())
    }
}

extension PointPair {
    /// Pixels of the scan.
    fileprivate func distance(under map: Homography) -> Double {
        let image = map(from)
        return ((image.x - to.x) * (image.x - to.x) + (image.y - to.y) * (image.y - to.y)).squareRoot()
    }
}

extension Array where Element == PointPair {
    fileprivate func rootMeanSquare(under map: Homography) -> Double {
        (reduce(0) { sum, pair in
            let distance = pair.distance(under: map)
            return sum + distance * distance
        } / Double(Swift.max(1, count))).squareRoot()
    }
}

extension GrayPixels {
    fileprivate func holds(_ point: Point) -> Bool {
        point.x >= 0 && point.y >= 0 && point.x < Double(width) && point.y < Double(height)
    }
}
