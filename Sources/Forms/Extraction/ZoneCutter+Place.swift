import Foundation
import Imaging
import Paperwork

extension ZoneCutter {
    /// The share of a zone that print may cover before writing could hide under it.
    static let mostCovered = 0.1
    /// Millimetres: no character is smaller.
    static let smallest = 1.5
    /// The share of the blank's print that is found about a zone that lies where it should.
    private static let leastFound = 0.6
    /// The share of the form's fine print that a scan in black and white must have, for what is not there to be unwritten.
    static let leastFinePrint = 0.97
    /// A zone whose paper is darker than this share of the page's is hidden.
    private static let darkest = 0.6
    /// Millimetres around a zone in which the form's marks speak for it.
    private static let neighbourhood = 20.0
    /// The share of the marks nearby that may be lost: writing and seals cover some.
    private static let mostLost = 0.6
    /// Millimetres by which a zone may reach beyond the scan's edge.
    static let beyond = 1.0

    /// What speaks against the scan's showing the zone, whatever is seen there.
    func doubtOfPlace(of zone: Zone, found: Double?, white: Double) -> EmptinessDoubt? {
        if !isOnScan(zone) { return .outside }
        if white < Self.darkest { return .dark }
        if let found, found < Self.leastFound { return .displaced }
        return losesMarks(near: zone) ? .displaced : nil
    }

    /// Whether the marks nearby, four at least, are mostly elsewhere or unlike.
    private func losesMarks(near zone: Zone) -> Bool {
        let byDistance = landmarks.map { (distance: zone.distance(to: $0.middle), isFound: $0.isFound) }
            .sorted { $0.distance < $1.distance }
        let near = max(4, byDistance.count { $0.distance <= Self.neighbourhood })
        let marks = byDistance.prefix(near)
        return Double(marks.count { !$0.isFound }) > Self.mostLost * Double(marks.count)
    }
}

extension BlankFormPage {
    /// The middles of the finest landmarks in millimetres, and whether the registration found each.
    func landmarks(found registration: FormAlignment) -> [(middle: Point, isFound: Bool)] {
        guard let lost = registration.lostLandmarks.map(Set.init) else { return [] }
        let picture = pyramid.levels[0]
        let (perX, perY) = (paper.width / Double(picture.width), paper.height / Double(picture.height))
        let half = Double(Landmark.size) / 2
        return landmarks[0].enumerated().map { index, landmark in
            (
                Point((Double(landmark.x) + half) * perX, (Double(landmark.y) + half) * perY),
                !lost.contains(index)
            )
        }
    }
}

extension Zone {
    /// Millimetres; 0 inside.
    fileprivate func distance(to point: Point) -> Double {
        hypot(
            max(0, max(left - point.x, point.x - right)), max(0, max(top - point.y, point.y - bottom)))
    }
}

extension GrayPixels {
    /// As `paperWhite`, from some of the pixels.
    var sampledPaperWhite: Int {
        var histogram = GreyHistogram()
        for index in stride(from: 0, to: bytes.count, by: 37) { histogram.add(bytes[index]) }
        return histogram.level(ofShare: 0.75)
    }
}

extension InkMask {
    /// Whether there is no ink in `rect`, its outermost tenth apart.
    func isEmpty(in rect: PixelRect) -> Bool {
        let inset = max(1, min(rect.width, rect.height) / 10)
        for y in rect.y + inset..<max(rect.y + inset, rect.maxY - inset) {
            for x in rect.x + inset..<max(rect.x + inset, rect.maxX - inset) where bytes[y * width + x] == 1 {
                return false
            }
        }
        return true
    }
}
