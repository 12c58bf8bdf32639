import Foundation
package import Imaging
import Paperwork

extension FormLibrary {
    /// What a scanned page is: blank, a page of one of the forms, or foreign.
    ///
    /// A page is taken for a form only when at least `agreementLimit` of the form's printed marks are found where they
    /// belong, to within `residualLimit` millimetres, and neither another form nor another place on it fits as well. A
    /// page that is too pale, dark or a negative is foreign, for that reason. A picture too coarse for all that is not looked
    /// at any further: it is blank only where it has one light tone.
    package func identify(_ page: ScannedPage) -> PageIdentity {
        let scan = ScanView(page, papers: pages.map(\.paper))
        guard scan.dpi >= Self.leastDPI else {
            return scan.pyramid.levels[0].isEvenPaper ? .blank : .foreign(best: nil, reason: Self.tooCoarse(scan.dpi))
        }
        let look = PageLook(scan.pyramid.levels[0], dpi: scan.pyramid.dpi[0])
        switch look {
        case .blank: return .blank
        case .pale: return .foreign(best: nil, reason: Self.tooPale)
        case .negative: return .foreign(best: nil, reason: Self.negative)
        case .written: return identity(of: scan.whitened())
        case .dark:
            if case .form(let registration) = identity(of: scan.whitened()) { return .form(registration) }
            return .foreign(best: nil, reason: Self.tooDark)
        }
    }

    private func identity(of scan: ScanView) -> PageIdentity {
        let registrations = registrations(of: scan)
        guard let best = registrations.first else { return .foreign(best: nil, reason: Self.nothingAlike) }
        guard best.agreement >= Self.agreementLimit, best.residual <= Self.residualLimit else {
            return .foreign(best: best, reason: Self.tooUnlike(best))
        }
        if let rival = registrations.first(where: { $0.form != best.form || $0.formPage != best.formPage }),
            best.agreement - rival.agreement < Self.margin
        {
            return .foreign(best: best, reason: Self.undecided(best, rival))
        }
        if let page = self.page(best.form, best.formPage),
            registrations.contains(where: {
                best.agreement - $0.agreement < Self.margin && $0.isElsewhere(than: best, on: page.paper, dpi: scan.dpi)
            })
        {
            return .foreign(best: best, reason: Self.unplaced(best))
        }
        return .form(best)
    }

    static let agreementLimit = 0.5
    static let residualLimit = 0.5
    static let margin = 0.06
    /// Dots per inch: a line of print has 4 or 5 dots then.
    private static let leastDPI = 30.0
    /// A page that agrees so well with a form is no longer looked for elsewhere on that form.
    private static let sureAgreement = 0.8
    private static let candidateLimit = 12
    private static let shiftsPerPage = 3

    /// Where a form may lie, before landmarks are looked for.
    private struct Guess {
        var page: BlankFormPage
        var quarterTurns: Int
        var toScan: Homography
        var score: Double
    }

    /// The fits that hold, the one with most marks found first.
    private func registrations(of scan: ScanView) -> [FormAlignment] {
        let guesses = guesses(for: scan)
        var found: [FormAlignment] = []
        for guess in guesses.prefix(Self.candidateLimit) {
            if let best = found.max(by: { $0.agreement < $1.agreement }), best.agreement > Self.sureAgreement {
                if guess.score < 0.6 * guesses[0].score { break }
                if guess.page.form == best.form, guess.page.page == best.formPage { continue }
            }
            guard
                let fit = FormAligner(scan: scan, form: guess.page)
                    .fit(from: guess.toScan, quarterTurns: guess.quarterTurns)
            else { continue }
            found.append(
                FormAlignment(
                    form: guess.page.form, formPage: guess.page.page, quarterTurns: guess.quarterTurns,
                    toScan: fit.toScan, residual: fit.residual, agreement: fit.agreement,
                    lostLandmarks: fit.lostLandmarks))
        }
        return found.sorted { $0.agreement > $1.agreement }
    }

    /// The best places for each page of a form in each of the four directions, the most alike first.
    private func guesses(for scan: ScanView) -> [Guess] {
        let picture = scan.pyramid.levels[1]
        let skew = SkewEstimate(page: picture).angle
        var density = DensityMap(page: picture, dpi: scan.pyramid.dpi[1], skew: skew)
        var guesses: [Guess] = []
        for turn in 0..<4 {
            if turn > 0 { density = density.turned }
            for page in pages {
                guesses += self.guesses(page, density, turn: turn, skew: skew, scan: scan)
            }
        }
        return guesses.sorted { $0.score > $1.score }
    }

    private func guesses(
        _ page: BlankFormPage, _ density: DensityMap, turn: Int, skew: Double, scan: ScanView
    ) -> [Guess] {
        guard !density.liesAcross(page.densities[1]) else { return [] }
        let fits = zip(BlankFormPage.scales, page.densities).flatMap { scale, blank in
            let reach = min(5 + density.slack(around: blank) / 2, 20)
            return density.bestShifts(of: blank, reach: reach, count: Self.shiftsPerPage).map { (scale, $0) }
        }
        let perMM = scan.dpi / 25.4
        let isSideways = turn % 2 == 1
        let middle = Point(
            Double(isSideways ? scan.height : scan.width) / 2, Double(isSideways ? scan.width : scan.height) / 2)
        return fits.filter { $0.1.score > 0.05 }.sorted { $0.1.score > $1.1.score }.prefix(Self.shiftsPerPage).map {
            scale, shift in
            let centred = Homography([
                1, 0, -page.paper.width / 2 + Double(shift.x) * DensityMap.cell / scale,
                0, 1, -page.paper.height / 2 + Double(shift.y) * DensityMap.cell / scale, 0, 0,
            ])
            let placed = Homography.similarity(scale: scale * perMM, angle: skew, x: middle.x, y: middle.y)
            return Guess(page: page, quarterTurns: turn, toScan: centred.then(placed), score: shift.score)
        }
    }
}

extension FormAlignment {
    /// Whether the form's middle lies more than two millimetres from where `other` has it: one row of a table off, say.
    fileprivate func isElsewhere(than other: FormAlignment, on paper: PaperSize, dpi: Double) -> Bool {
        guard quarterTurns == other.quarterTurns else { return true }
        let middle = Point(paper.width / 2, paper.height / 2)
        let (here, there) = (toScan(middle), other.toScan(middle))
        return Measure.mm(pixels: hypot(here.x - there.x, here.y - there.y), dpi: dpi) > 2
    }
}

extension GrayPixels {
    /// One light tone all over, to 8 of 255.
    fileprivate var isEvenPaper: Bool {
        guard let least = bytes.min(), let most = bytes.max() else { return true }
        return most - least <= 8 && least >= 192
    }
}
