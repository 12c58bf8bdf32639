import Imaging
import Paperwork
import Recognition
import Testing

@Suite struct MarkReaderTests {
    private let reader: MarkReader

    init() throws { reader = try MarkReader() }

    private func chances(of crop: MarkCrop) -> MarkChances { reader.chances(of: [crop])[0] }

    private func probability(of crop: MarkCrop) -> Double { chances(of: crop).marked }

    /// A zone of 4 × 4 mm in the middle of 14 × 10 mm, with a printed box and a word beside it.
    private static func box(_ mark: (Drawing) -> Void) -> MarkCrop {
        let print: (Drawing) -> Void = { drawing in
            drawing.rectangle(x: 3, y: 3, width: 4, height: 4, line: 0.2)
            drawing.text("はい", font: "IPAexGothic", points: 9, x: 8, y: 6.2)
        }
        return crop(width: 14, height: 10, zone: (3, 3, 4, 4), print: print, mark: mark)
    }

    /// 大正 昭和 平成 side by side; the zone is 昭和's.
    private static func eras(_ mark: (Drawing) -> Void) -> MarkCrop {
        let print: (Drawing) -> Void = { drawing in
            for (index, era) in ["大正", "昭和", "平成"].enumerated() {
                drawing.text(era, font: "IPAexMincho", points: 10, x: 2 + 9 * Double(index), y: 6)
            }
        }
        return crop(width: 30, height: 9, zone: (10.5, 2.2, 8, 5), print: print, mark: mark)
    }

    private static func crop(
        width: Double, height: Double, zone: (Double, Double, Double, Double),
        print: (Drawing) -> Void, mark: (Drawing) -> Void
    ) -> MarkCrop {
        let blank = Drawing.picture(width: width, height: height, print)
        let filled = Drawing.picture(width: width, height: height) { drawing in
            print(drawing)
            mark(drawing)
        }
        let pixels = { Int(Measure.pixels(mm: $0, dpi: 300)) }
        let rect = PixelRect(x: pixels(zone.0), y: pixels(zone.1), width: pixels(zone.2), height: pixels(zone.3))
        return MarkCrop(filled: filled.scanned(), blank: blank, zone: rect, dpi: 300)
    }

    private static func ellipse(x: Double, y: Double, across: Double, down: Double) -> [(Double, Double)] {
        let eighths: [(Double, Double)] = [
            (1, 0), (0.92, 0.38), (0.71, 0.71), (0.38, 0.92), (0, 1), (-0.38, 0.92), (-0.71, 0.71), (-0.92, 0.38),
            (-1, 0),
            (-0.92, -0.38), (-0.71, -0.71), (-0.38, -0.92), (0, -1), (0.38, -0.92), (0.71, -0.71), (0.92, -0.38),
            (1, 0.05),
        ]
        return eighths.map { (x + across * $0.0, y + down * $0.1) }
    }

    @Test(arguments: [
        ("tick that leaves the box", [(3.6, 4.8), (4.8, 6.4), (8.5, 1.2)], 0.5, 0.15),
        ("tick in pencil", [(3.6, 4.8), (4.8, 6.2), (6.8, 3.6)], 0.4, 0.55),
        ("thin tick", [(3.8, 5.0), (4.8, 6.2), (6.6, 3.6)], 0.25, 0.1),
        ("filling", [(3.5, 3.6), (3.9, 6.4), (4.4, 3.6), (4.9, 6.4), (5.4, 3.6), (5.9, 6.4), (6.4, 3.6)], 0.5, 0.2),
        ("stroke", [(3.8, 6.2), (6.3, 3.8)], 0.4, 0.1),
    ])
    func seesAMarkedBox(name: String, points: [(Double, Double)], width: Double, gray: Double) {
        #expect(probability(of: Self.box { $0.stroke(points, width: width, gray: gray) }) > 0.9, "\(name)")
    }

    @Test func seesACrossAndACircle() {
        let cross = Self.box { drawing in
            drawing.stroke([(3.7, 3.7), (6.3, 6.3)], width: 0.4)
            drawing.stroke([(6.3, 3.8), (3.6, 6.3)], width: 0.4)
        }
        #expect(probability(of: cross) > 0.9)
        let circle = Self.box { $0.stroke(Self.ellipse(x: 5, y: 5, across: 2, down: 2), width: 0.4) }
        #expect(probability(of: circle) > 0.9)
    }

    @Test(arguments: [
        ("nothing", [], 0.4, 0.1), ("speck", [(4.5, 4.5), (4.6, 4.5)], 0.2, 0.2),
        ("tail of the tick below", [(5.2, 9.8), (7.4, 6.6)], 0.4, 0.1),
    ])
    func seesAnEmptyBox(name: String, points: [(Double, Double)], width: Double, gray: Double) {
        #expect(probability(of: Self.box { $0.stroke(points, width: width, gray: gray) }) < 0.1, "\(name)")
    }

    @Test func anErasedTickIsNoSureMark() {
        let erased = Self.box { $0.stroke([(3.6, 4.8), (4.8, 6.2), (6.8, 3.6)], width: 0.5, gray: 0.9) }
        #expect(probability(of: erased) < 0.5)
    }

    /// A place for a seal of 14 × 14 mm with a small printed 印 in it.
    private static func sealPlace(_ mark: (Drawing) -> Void) -> MarkCrop {
        let print: (Drawing) -> Void = { $0.text("印", font: "IPAexMincho", points: 9, x: 9.4, y: 11.4) }
        return crop(width: 20, height: 20, zone: (3, 3, 14, 14), print: print, mark: mark)
    }

    @Test func seesASeal() {
        let sealed = Self.sealPlace { drawing in
            drawing.stroke(Self.ellipse(x: 10, y: 10, across: 5, down: 5), width: 0.5, gray: 0.45)
            drawing.text("見", font: "IPAexMincho", points: 11, x: 8, y: 9.6)
            drawing.text("本", font: "IPAexMincho", points: 11, x: 8, y: 13.6)
        }
        #expect(chances(of: sealed).unmarked < 0.1)
        #expect(chances(of: Self.sealPlace { _ in }).unmarked > 0.9)
    }

    @Test func seesASignature() {
        let heights = [6.0, 8.2, 6.3, 3.9, 5.4, 7.1, 6.2, 4.6]
        let scrawl = (0...40).map { (4 + Double($0) * 0.9, heights[$0 % heights.count]) }
        func place(_ mark: (Drawing) -> Void) -> MarkCrop {
            Self.crop(
                width: 48, height: 12, zone: (3, 2, 42, 8),
                print: { $0.stroke([(3, 10), (45, 10)], width: 0.2) }, mark: mark)
        }
        #expect(chances(of: place { $0.stroke(scrawl, width: 0.4) }).unmarked < 0.1)
        #expect(chances(of: place { _ in }).unmarked > 0.9)
    }

    @Test func seesTheCircledWordAlone() {
        let own = Self.eras { $0.stroke(Self.ellipse(x: 14.5, y: 4.7, across: 4.6, down: 3.2), width: 0.4) }
        let left = Self.eras { $0.stroke(Self.ellipse(x: 5.5, y: 4.7, across: 5.4, down: 3.2), width: 0.4) }
        #expect(probability(of: own) > 0.9)
        #expect(probability(of: left) < 0.1)
        #expect(probability(of: Self.eras { _ in }) < 0.1)
    }

    @Test(arguments: [(0, 0), (1, 1), (5, 300), (60, 60)], [UInt8(0), 255])
    func givesAProbabilityForAnyPicture(size: (Int, Int), level: UInt8) {
        let crop = MarkCrop(
            filled: GrayPixels(width: size.0, height: size.1, filledWith: level),
            blank: GrayPixels(width: size.0, height: size.1),
            zone: PixelRect(x: -10, y: 2, width: 500, height: 20), dpi: 300)
        #expect((0...1).contains(probability(of: crop)))
    }

    @Test func doesNotTakeAStruckOutMarkForOne() {
        let struck = Self.box { drawing in
            drawing.stroke([(3.6, 4.8), (4.8, 6.4), (6.8, 3.4)], width: 0.4)
            drawing.stroke([(1.9, 4.7), (8.2, 4.6)], width: 0.4)
            drawing.stroke([(1.9, 5.5), (8.2, 5.4)], width: 0.4)
        }
        #expect(chances(of: struck).isUnclear)
        let stray = Self.box { $0.stroke([(0, 9.4), (5, 5.1), (11, 0)], width: 0.4) }
        #expect(chances(of: stray).marked < 0.9)
    }

    /// Print so bold that each box looks marked beside the blank form: the sheet's own boxes show that none is.
    @Test func seesAMarkAgainstTheSheetsOtherBoxes() {
        func bold(_ mark: (Drawing) -> Void) -> MarkCrop {
            Self.box { drawing in
                drawing.rectangle(x: 3, y: 3, width: 4, height: 4, line: 0.75)
                mark(drawing)
            }
        }
        let sheet =
            (0..<7).map { _ in bold { _ in } } + [bold { $0.stroke([(3.7, 4.8), (4.8, 6.2), (6.6, 3.7)], width: 0.4) }]
        let chances = reader.chances(of: sheet)
        #expect(chances.dropLast().allSatisfy { $0.unmarked > 0.9 })
        #expect((chances.last?.marked ?? 0) > 0.9)
    }

    private static func options(_ chances: KeyValuePairs<String, Double>) -> [(String, MarkChances)] {
        chances.map { ($0.key, MarkChances(marked: $0.value)) }
    }

    @Test func readsOneOption() {
        let clear = reader.oneOption(Self.options(["男": 0.01, "女": 0.99]))
        #expect(clear.text == "女")
        #expect(clear.confidence > Confidence(0.97))
        #expect(clear.doubt == nil)
        #expect(reader.oneOption(Self.options(["男": 0.02, "女": 0.01])).text == "")
        let both = reader.oneOption(Self.options(["男": 0.97, "女": 0.99]))
        #expect(both.confidence < Confidence(0.1))
        #expect(both.doubt != nil)
        #expect(both.lattice.positions[0].map(\.text).sorted() == ["", "女", "男"])
    }

    @Test func readsSeveralOptions() {
        let reading = reader.severalOptions(Self.options(["道路": 0.99, "公園": 0.02, "学校": 0.6]))
        #expect(reading.text == "道路;学校")
        #expect(reading.lattice.positions.map { $0[0].text } == ["道路", "", "学校"])
        #expect(reading.confidence < Confidence(0.6))
    }

    @Test func doubtsWhatOnlyAPersonCanTell() {
        let struck = MarkChances(unmarked: 0.01, marked: 0.09, unclear: 0.9)
        let corrected = reader.oneOption([("男", struck), ("女", MarkChances(marked: 0.99))])
        #expect(corrected.doubt != nil)
        #expect(corrected.confidence < Confidence(0.1))
        #expect(reader.severalOptions([("道路", struck), ("公園", MarkChances(marked: 0.99))]).doubt != nil)
        #expect(reader.tick(struck).doubt != nil)
        // Any ink will do for a signature.
        #expect(reader.presence(struck).text == "1")
        #expect(reader.presence(struck).doubt == nil)
    }

    @Test func readsPresence() {
        for read in [reader.presence, reader.tick] {
            #expect(read(MarkChances(marked: 0.98)).text == "1")
            #expect(read(MarkChances(marked: 0.02)).text == "")
            #expect(read(MarkChances(marked: 0.02)).confidence > Confidence(0.97))
        }
    }
}
