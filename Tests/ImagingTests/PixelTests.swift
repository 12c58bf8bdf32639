import Imaging
import Testing

@Suite struct PixelTests {
    @Test func theIdentityResamplesToTheSamePicture() {
        let picture = Pictures.lopsided()
        #expect(picture.resampled(width: 60, height: 90, through: .identity) == picture)
    }

    @Test func aBitmapsMemoryMakesTheSameBitmap() throws {
        let picture = Pictures.lopsided()
        let bitmap = Bitmap(picture)
        let copy = bitmap.withMemory { memory in
            Bitmap(width: bitmap.width, height: bitmap.height, depth: bitmap.depth) { target in
                target.copyMemory(from: memory)
                return true
            }
        }
        #expect(try #require(copy).grayPixels() == picture)
        #expect(Bitmap(width: 60, height: 90, depth: 8, filledBy: { _ in false }) == nil)
        #expect(Bitmap(width: -1, height: 1 << 40, depth: 8, filledBy: { _ in true }) == nil)
    }

    @Test func whatLiesOutsideIsBackground() {
        let picture = GrayPixels(width: 4, height: 4, filledWith: 10)
        let moved = picture.resampled(width: 6, height: 6, through: .translation(x: -2, y: -2), background: 200)
        #expect(moved[0, 0] == 200)
        #expect(moved[2, 2] == 10)
        #expect(moved[5, 5] == 10)
        let away = picture.resampled(width: 2, height: 2, through: .translation(x: 1e12, y: -1e12), background: 77)
        #expect(away.bytes == [77, 77, 77, 77])
    }

    @Test func halfAPixelIsTheMeanOfTwo() {
        let picture = GrayPixels(width: 3, height: 1, bytes: [0, 100, 200])
        let moved = picture.resampled(width: 2, height: 1, through: .translation(x: 0.5, y: 0))
        #expect(moved.bytes == [50, 150])
    }

    /// Lines of one pixel in five are a fifth of the ink however small the picture becomes.
    @Test(arguments: [2.0, 3.0, 4.3, 8.0])
    func shrinkingKeepsThinLines(_ factor: Double) {
        var picture = GrayPixels(width: 400, height: 400)
        for x in stride(from: 0, to: 400, by: 5) {
            Pictures.fill(&picture, PixelRect(x: x, y: 0, width: 1, height: 400), with: 0)
        }
        let side = Int(400 / factor)
        let small = picture.resampled(width: side, height: side, through: .scaling(x: factor, y: factor))
        let mean = Double(small.bytes.reduce(0) { $0 + Int($1) }) / Double(small.bytes.count)
        #expect(abs(mean - 204) < 6)
        let scaled = picture.scaled(width: side, height: side)
        let scaledMean = Double(scaled.bytes.reduce(0) { $0 + Int($1) }) / Double(scaled.bytes.count)
        #expect(abs(scaledMean - 204) < 3)
    }

    @Test func aMapAndItsInverseGiveThePictureBack() throws {
        var picture = GrayPixels(width: 200, height: 200)
        Pictures.fill(&picture, PixelRect(x: 60, y: 70, width: 80, height: 50), with: 0)
        let map = Homography([0.99, 0.04, 5, -0.04, 1.01, 4, 1e-5, 0])
        let inverse = try #require(map.inverse)
        let back = picture.resampled(width: 220, height: 220, through: map)
            .resampled(width: 200, height: 200, through: inverse)
        #expect(back[100, 95] == 0)
        #expect(back[20, 20] == 255)
        #expect(back.inkShare(in: PixelRect(x: 60, y: 70, width: 80, height: 50), threshold: 128) > 0.97)
    }

    @Test func scalingUpStaysBetweenItsNeighbours() {
        let picture = GrayPixels(width: 2, height: 1, bytes: [0, 200])
        #expect(picture.scaled(width: 4, height: 1).bytes == [0, 50, 150, 200])
        #expect(
            GrayPixels(width: 1, height: 1, filledWith: 9).scaled(width: 3, height: 2).bytes
                == Array(repeating: 9, count: 6))
    }

    @Test func aPageIsReducedToFewerDots() {
        let layer = TextLayer(glyphs: [.init(text: "あ", left: 30, top: 60, right: 90, bottom: 120)])
        let page = ScannedPage(
            bitmap: Bitmap(GrayPixels(width: 300, height: 600)), dpi: 300, number: 1, textLayer: layer)
        let small = page.reduced(toDPI: 100)
        #expect(small.bitmap.width == 100 && small.bitmap.height == 200 && small.dpi == 100)
        #expect(small.textLayer?.glyphs.first?.right == 30)
        #expect(page.reduced(toDPI: 400).dpi == 300)
    }

    @Test func otsuPartsInkFromPaper() {
        var picture = GrayPixels(width: 50, height: 50, filledWith: 210)
        Pictures.fill(&picture, PixelRect(x: 5, y: 5, width: 10, height: 10), with: 60)
        #expect((61...210).contains(picture.otsuThreshold()))
        #expect(GrayPixels(width: 3, height: 3, filledWith: 40).otsuThreshold() == 128)
        let ink = picture.binarized(threshold: picture.otsuThreshold())
        #expect(ink.depth == 1)
        #expect(ink.grayPixels().inkShare(in: PixelRect(x: 0, y: 0, width: 50, height: 50), threshold: 128) == 0.04)
    }

    @Test func inkIsCountedInsideThePictureOnly() {
        let picture = GrayPixels(width: 4, height: 4, filledWith: 0)
        #expect(picture.inkShare(in: PixelRect(x: -2, y: -2, width: 4, height: 4), threshold: 128) == 1)
        #expect(picture.inkShare(in: PixelRect(x: 9, y: 9, width: 4, height: 4), threshold: 128) == 0)
    }

    @Test func componentsHaveTheirBoxesAndCounts() {
        let rows = [
            "##......................................##",
            "##..#...#...............................##",
            ".....#.#...................................",
            "......#....................................",
            "#.........##############################..",
        ]
        var picture = GrayPixels(width: 42, height: 5)
        for (y, row) in rows.enumerated() {
            for (x, mark) in row.enumerated() where mark == "#" && x < 42 { picture[x, y] = 0 }
        }
        let found = picture.binarized(threshold: 128).connectedComponents()
        #expect(
            found.map(\.box) == [
                PixelRect(x: 0, y: 0, width: 2, height: 2), PixelRect(x: 40, y: 0, width: 2, height: 2),
                PixelRect(x: 4, y: 1, width: 5, height: 3), PixelRect(x: 0, y: 4, width: 1, height: 1),
                PixelRect(x: 10, y: 4, width: 30, height: 1),
            ])
        #expect(found.map(\.count) == [4, 4, 5, 1, 30])
    }

    @Test func cornersMayPartComponents() {
        let picture = GrayPixels(width: 2, height: 2, bytes: [0, 255, 255, 0]).binarized(threshold: 128)
        #expect(picture.connectedComponents().count == 1)
        #expect(picture.connectedComponents(touchingAtCorners: false).count == 2)
    }

    @Test func cropsAndTurns() throws {
        let picture = Bitmap(Pictures.lopsided())
        let crop = try #require(picture.cropped(to: PixelRect(x: 50, y: -5, width: 30, height: 10)))
        #expect(crop.width == 10 && crop.height == 5 && crop.grayPixels()[0, 0] == 100)
        #expect(picture.cropped(to: PixelRect(x: 60, y: 0, width: 5, height: 5)) == nil)
        #expect(picture.turned(quarterTurns: 5).grayPixels() == Turning.apply(6, to: Pictures.lopsided()))
        #expect(picture.turned(quarterTurns: -1).grayPixels() == Turning.apply(8, to: Pictures.lopsided()))
    }
}
