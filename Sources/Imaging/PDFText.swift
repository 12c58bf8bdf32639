internal import CPoppler
internal import Foundation

/// A page's own text, held against how the page looks: only what is seen counts.
///
/// Copiers put the text of a reading of their own under a scan; programs that change a PDF cover a value and write
/// another over it. Such characters stand in the file's text like any other.
struct PDFText {
    private let picture: GrayPixels
    private let shapes: GrayPixels
    private let glyphs: [TextLayer.Glyph]

    /// - parameter picture: The page as it is drawn.
    /// - parameter shapes: `PDFPage.drawnText`, as large as `picture`.
    /// - parameter dpi: Dots per inch of both, by the page's own measure.
    init?(of page: PDFPage, picture: Bitmap, shapes: Bitmap, dpi: Double) {
        let areas = page.characterAreas
        guard let characters = Self.characters(page.text, count: areas.count) else { return nil }
        self.picture = picture.grayPixels()
        self.shapes = shapes.grayPixels()
        let scale = dpi / 72
        glyphs = zip(characters, areas).compactMap { character, area in
            let scalar = character.scalar.properties
            guard !scalar.isWhitespace || character.scalar == " " || character.scalar == "\u{3000}" else { return nil }
            return TextLayer.Glyph(
                text: String(character.scalar), left: area.x1 * scale, top: area.y1 * scale, right: area.x2 * scale,
                bottom: area.y2 * scale, isSure: character.isInOrder && Self.isWriting(scalar.generalCategory))
        }
    }

    /// The characters that are seen where they are said to be; nil where most are not, as under a scan.
    func layer() -> TextLayer? {
        var kept: [TextLayer.Glyph] = []
        var (sure, unsure) = (0, 0)
        for var glyph in glyphs {
            guard !glyph.text.allSatisfy(\.isWhitespace) else {
                kept.append(glyph)
                continue
            }
            switch TextSight(of: glyph, picture: picture, shapes: shapes) {
            case .absent: continue
            case .seen: sure += 1
            case .unsure:
                unsure += 1
                glyph.isSure = false
            }
            kept.append(glyph)
        }
        guard sure > unsure else { return nil }
        return TextLayer(glyphs: kept.doubtingWhatOverlaps())
    }

    /// A character of the text, and whether it is as it is drawn from left to right.
    private struct Character {
        var scalar: Unicode.Scalar
        var isInOrder = true
    }

    /// As many characters as there are places; nil where text and places don't belong together.
    ///
    /// Around characters that are written from right to left Poppler puts marks of direction (U+202B before, U+202C
    /// behind) that have no place, and turns what is between them round.
    private static func characters(_ text: String, count: Int) -> [Character]? {
        let scalars = text.unicodeScalars
        guard scalars.count != count else { return scalars.map { Character(scalar: $0) } }
        var characters: [Character] = []
        var run: Int?
        for scalar in scalars {
            switch scalar {
            case "\u{202B}": run = characters.count
            case "\u{202C}":
                if let start = run, characters.count - start > 1 {
                    for index in start..<characters.count { characters[index].isInOrder = false }
                }
                run = nil
            default: characters.append(Character(scalar: scalar))
            }
        }
        return characters.count == count ? characters : nil
    }

    /// Whether a character says what stands there; marks of control and direction and codes without a meaning don't.
    private static func isWriting(_ category: Unicode.GeneralCategory) -> Bool {
        switch category {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
        default: true
        }
    }
}

/// How a character's place on the picture agrees with the character's shape.
enum TextSight {
    /// The shape is there, in whatever tone.
    case seen
    /// Nothing is there at all.
    case absent
    /// Something else is there, or more, or less.
    case unsure

    /// Both are drawn by the same program at the same place, so that what is seen agrees to the dot. The shape of another
    /// typeface or of a scan under it stays below.
    private static let leastCorrelation = 0.9
    /// In shares of black on white: paler than any writing.
    private static let leastContrast = 0.06
    /// Tones between the lightest and the darkest dot of an empty place.
    private static let evenness = 16
    /// Around a shape, in pixels.
    private static let rim = 2

    init(of glyph: TextLayer.Glyph, picture: GrayPixels, shapes: GrayPixels) {
        let left = Int(max(0, min(1e6, glyph.left)).rounded(.down))
        let top = Int(max(0, min(1e6, glyph.top)).rounded(.down))
        let area = PixelRect(
            x: left, y: top, width: Int(max(0, min(1e6, glyph.right)).rounded(.up)) - left,
            height: Int(max(0, min(1e6, glyph.bottom)).rounded(.up)) - top
        ).clipped(width: picture.width, height: picture.height)
        let sums = Sums(of: area, picture: picture, shapes: shapes, rim: Self.rim)
        guard sums.count > 0 else {
            self = Self.isEven(area.shrunk(by: Self.rim), of: picture) ? .absent : .unsure
            return
        }
        let isSeen = abs(sums.correlation) >= Self.leastCorrelation && abs(sums.slope) >= Self.leastContrast
        self = isSeen ? .seen : sums.range <= Self.evenness ? .absent : .unsure
    }

    private static func isEven(_ area: PixelRect, of picture: GrayPixels) -> Bool {
        var (least, most) = (UInt8.max, UInt8.min)
        for y in area.y..<max(area.y, area.maxY) {
            for x in area.x..<max(area.x, area.maxX) {
                least = min(least, picture[x, y])
                most = max(most, picture[x, y])
            }
        }
        return Int(most) - Int(least) <= evenness
    }

    /// What is needed for the correlation of both pictures, over the shape and its rim.
    private struct Sums {
        private(set) var count = 0
        private var (shape, seen, shape2, seen2, both) = (0, 0, 0, 0, 0)
        private var (least, most) = (255, 0)

        init(of area: PixelRect, picture: GrayPixels, shapes: GrayPixels, rim: Int) {
            guard area.width > 0, area.height > 0 else { return }
            let near = Self.near(area, shapes, rim: rim)
            for y in 0..<area.height {
                for x in 0..<area.width where near[y * area.width + x] {
                    let (first, second) = (
                        255 - Int(shapes[area.x + x, area.y + y]), 255 - Int(picture[area.x + x, area.y + y])
                    )
                    count += 1
                    shape += first
                    seen += second
                    shape2 += first * first
                    seen2 += second * second
                    both += first * second
                    least = min(least, second)
                    most = max(most, second)
                }
            }
        }

        var range: Int { most - least }
        var slope: Double {
            let spread = Double(count * shape2 - shape * shape)
            return spread > 0 ? Double(count * both - shape * seen) / spread : 0
        }
        /// Pearson's.
        var correlation: Double {
            let spread = Double(count * shape2 - shape * shape) * Double(count * seen2 - seen * seen)
            return spread > 0 ? Double(count * both - shape * seen) / spread.squareRoot() : 0
        }

        /// Which dots of the area are within `rim` of a dark one of the shape in it.
        private static func near(_ area: PixelRect, _ shapes: GrayPixels, rim: Int) -> [Bool] {
            var across = [Bool](repeating: false, count: area.width * area.height)
            var near = across
            for y in 0..<area.height {
                for x in 0..<area.width where shapes[area.x + x, area.y + y] < 128 {
                    for column in max(0, x - rim)...min(area.width - 1, x + rim) {
                        across[y * area.width + column] = true
                    }
                }
            }
            for y in 0..<area.height {
                for x in 0..<area.width where across[y * area.width + x] {
                    for row in max(0, y - rim)...min(area.height - 1, y + rim) { near[row * area.width + x] = true }
                }
            }
            return near
        }
    }
}

extension PixelRect {
    fileprivate func shrunk(by margin: Int) -> PixelRect {
        PixelRect(
            x: x + margin, y: y + margin, width: max(0, width - 2 * margin), height: max(0, height - 2 * margin))
    }
}

extension Array where Element == TextLayer.Glyph {
    /// Lines and dots that forms print to write upon.
    private static var ground: Set<String> { ["_", "＿", "‗", "…", "‥", ".", "・", "·", "-", "―", "─", "━", "□", "▢"] }
    /// Of the smaller one's place.
    private static var mostOverlap: Double { 0.4 }

    /// Two different characters in one place are both in doubt, and the same one twice, as drawn for bold print, is one.
    fileprivate func doubtingWhatOverlaps() -> [Element] {
        let order = indices.filter { !self[$0].text.allSatisfy(\.isWhitespace) && !Self.ground.contains(self[$0].text) }
            .sorted { self[$0].top < self[$1].top }
        let highest = order.map { self[$0].bottom - self[$0].top }.max() ?? 0
        var (doubtful, doubled): (Set<Int>, Set<Int>) = ([], [])
        for (place, one) in order.enumerated() {
            for other in order[(place + 1)...] {
                guard self[other].top < Swift.min(self[one].bottom, self[one].top + highest) else { break }
                guard self[one].overlap(self[other]) > Self.mostOverlap else { continue }
                if self[one].text == self[other].text, self[one].isSure, self[other].isSure {
                    doubled.insert(Swift.max(one, other))
                } else {
                    doubtful.formUnion([one, other])
                }
            }
        }
        guard !doubtful.isEmpty || !doubled.isEmpty else { return self }
        return indices.filter { !doubled.contains($0) }.map { index in
            var glyph = self[index]
            glyph.isSure = glyph.isSure && !doubtful.contains(index)
            return glyph
        }
    }
}

extension TextLayer.Glyph {
    /// The share of the smaller one's place that both take.
    fileprivate func overlap(_ other: TextLayer.Glyph) -> Double {
        let across = min(right, other.right) - max(left, other.left)
        let down = min(bottom, other.bottom) - max(top, other.top)
        let least = min((right - left) * (bottom - top), (other.right - other.left) * (other.bottom - other.top))
        return across > 0 && down > 0 && least > 0 ? across * down / least : 0
    }
}
