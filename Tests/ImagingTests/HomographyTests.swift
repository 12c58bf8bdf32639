import Imaging
import Testing

@Suite struct HomographyTests {
    private static let affine = Homography([1.02, 0.05, 12, -0.04, 0.98, -7, 0, 0])
    private static let projective = Homography([1.1, 0.02, 30, -0.03, 0.95, 40, 2e-5, -1e-5])
    private static let points = [
        Point(0, 0), Point(2480, 0), Point(0, 3508), Point(2480, 3508), Point(1200, 1700), Point(300, 2900),
    ]

    private func pairs(_ map: Homography) -> [PointPair] { Self.points.map { PointPair(from: $0, to: map($0)) } }

    private func distance(_ one: Homography, _ two: Homography) -> Double {
        Self.points.map { point in
            let (a, b) = (one(point), two(point))
            return ((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)).squareRoot()
        }.max() ?? 0
    }

    @Test func fitsFindTheMapThatMadeThePoints() throws {
        let affine = try #require(Homography.fit(affine: pairs(Self.affine)))
        #expect(distance(affine, Self.affine) < 1e-6)
        let projective = try #require(Homography.fit(projective: pairs(Self.projective)))
        #expect(distance(projective, Self.projective) < 1e-5)
    }

    @Test func aFitSpreadsErrorsEvenly() throws {
        var pairs = pairs(.identity)
        for index in pairs.indices { pairs[index].to.x += index % 2 == 0 ? 1 : -1 }
        let fit = try #require(Homography.fit(affine: pairs))
        #expect(distance(fit, .identity) < 1.5)
    }

    @Test func aHeavyPairCountsMore() throws {
        var pairs = pairs(.identity)
        pairs.append(PointPair(from: Point(1000, 1000), to: Point(1010, 1000), weight: 1000))
        let fit = try #require(Homography.fit(affine: pairs))
        #expect(abs(fit(Point(1000, 1000)).x - 1010) < 0.5)
    }

    @Test func pointsOnALineSettleNothing() {
        let line = (0..<6).map { Point(Double($0) * 100, Double($0) * 50) }.map { PointPair(from: $0, to: $0) }
        #expect(Homography.fit(affine: line) == nil)
        #expect(Homography.fit(projective: line) == nil)
        #expect(Homography.fit(affine: Array(pairs(.identity).prefix(2))) == nil)
        #expect(Homography.fit(projective: Array(pairs(.identity).prefix(3))) == nil)
    }

    @Test(arguments: [affine, projective])
    func theInverseLeadsBack(_ map: Homography) throws {
        let inverse = try #require(map.inverse)
        #expect(distance(map.then(inverse), .identity) < 1e-6)
        #expect(distance(inverse.then(map), .identity) < 1e-6)
    }

    @Test func aMapThatFlattensThePlaneHasNoInverse() {
        #expect(Homography([1, 1, 0, 1, 1, 0, 0, 0]).inverse == nil)
    }

    @Test func thenAppliesTheOtherSecond() {
        let map = Homography.scaling(x: 2, y: 3).then(.translation(x: 10, y: 20))
        #expect(map(Point(1, 1)) == Point(12, 23))
        let turned = Homography.rotation(degrees: 90)(Point(1, 0))
        #expect(abs(turned.x) < 1e-12 && abs(turned.y - 1) < 1e-12)
    }

    @Test func magnificationIsTheScale() {
        #expect(abs(Homography.scaling(x: 2, y: 8).magnification(at: Point(5, 5)) - 4) < 1e-12)
    }
}
