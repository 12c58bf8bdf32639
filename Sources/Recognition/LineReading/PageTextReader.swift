internal import FieldTypes
package import Imaging
package import Paperwork

/// Reads all the writing of a page without a form. One thread at a time.
package protocol PageReading: AnyObject {
    /// As in `line/page`: calibration is kept per such name.
    var name: String { get }

    /// The page's lines, top to bottom.
    ///
    /// - Parameter page: Dark on white, upright.
    /// - Throws: `Trouble` of kind `installation` where a model is missing.
    func read(_ page: GrayPixels) throws(Trouble) -> [PageTextReader.Line]

    /// By how many quarters, clockwise, the page has to be turned to stand upright, 0 to 3; 0 where that can't be told.
    func quarterTurns(of page: GrayPixels) -> Int
}

/// Reads pages with the second reader: finds the lines, then reads each.
package final class PageTextReader: PageReading {
    /// A line of writing.
    package struct Line: Sendable {
        /// In pixels of the page.
        package var bounds: PixelRect
        /// Left to right; blanks are left out.
        package var characters: [Character]

        package init(bounds: PixelRect, characters: [Character]) {
            self.bounds = bounds
            self.characters = characters
        }
    }

    /// A character of a line.
    package struct Character: Sendable {
        /// Best first.
        package var alternatives: [Lattice.Alternative]
        /// In pixels of the page.
        package var bounds: PixelRect
        /// Whether a blank was seen before it.
        package var startsWord: Bool

        package init(alternatives: [Lattice.Alternative], bounds: PixelRect, startsWord: Bool = false) {
            self.alternatives = alternatives
            self.bounds = bounds
            self.startsWord = startsWord
        }

        package var text: String { alternatives.first?.text ?? "" }
    }

    package static let recogniser = "line/page"
    package let name = PageTextReader.recogniser

    private let detector: LineDetector
    private let reader: SecondReader
    private let library: OpenVINOLibrary
    private let alphabet: LineAlphabet

    /// Lines less likely right than this, by their characters' geometric mean, are taken for no writing.
    private static let least = 0.5

    /// Nil where the second reader is not installed here, or can't be used.
    package init?(_ reader: SecondReader = .installed) {
        guard let library = OpenVINOLibrary.opened(in: reader.libraries),
            let detector = LineDetector(reader, library: library),
            let network = LineNetwork.lent(reader, library: library)
        else { return nil }
        defer { network.giveBack() }
        (self.detector, self.reader, self.library) = (detector, reader, library)
        alphabet = .of(
            network.dictionary,
            repertoire: Repertoire.anyJapanese.union(.timeWords).union(.dateWords))
    }

    package func read(_ page: GrayPixels) -> [Line] {
        let found = detector.lines(on: page).filter { $0.width > 2 && $0.height > 2 }.sorted {
            ($0.y, $0.x) < ($1.y, $1.x)
        }
        return read(found, on: page)
    }

    /// The direction in which the largest lines read most surely. Where most lines are higher than wide, the page lies on
    /// its side.
    package func quarterTurns(of page: GrayPixels) -> Int {
        let found = detector.lines(on: page).filter { min($0.width, $0.height) > 4 }
        let lying = found.filter { $0.height > 2 * $0.width }.reduce(0) { $0 + $1.height }
        let standing = found.filter { $0.width > 2 * $0.height }.reduce(0) { $0 + $1.width }
        let directions = lying > standing ? [1, 3] : [0, 2]
        let longest = found.sorted { max($0.width, $0.height) > max($1.width, $1.height) }.prefix(Self.sample)
        guard !longest.isEmpty else { return 0 }
        var best = (turns: 0, sureness: -1.0)
        for turns in directions {
            let pictures = longest.map { page.cut($0) }.map {
                Bitmap($0).turned(quarterTurns: turns).grayPixels()
            }
            let lines = pictures.flatMap { picture in
                read([PixelRect(x: 0, y: 0, width: picture.width, height: picture.height)], on: picture)
            }
            let characters = lines.flatMap(\.characters)
            let sum = characters.reduce(0) { $0 + ($1.alternatives.first?.score ?? 0) }
            let sureness = sum / Double(max(1, characters.count)) * Double(lines.count) / Double(longest.count)
            if sureness > best.sureness + 0.02 { best = (turns, sureness) }
            if turns == 0, sureness > Self.sure { break }
        }
        return best.turns
    }

    /// Lines that tell a page's direction, and how sure their characters are in the right one.
    private static let sample = 10
    private static let sure = 0.9

    private func read(_ found: [PixelRect], on page: GrayPixels) -> [Line] {
        let pictures = found.map { LinePicture(page.cut($0)) }
        let decoder = LineDecoder(alphabet: alphabet)
        guard let network = LineNetwork.lent(reader, library: library) else { return [] }
        defer { network.giveBack() }
        return zip(zip(found, pictures), network.read(pictures.map(\.pixels))).compactMap { place, steps in
            let (bounds, picture) = place
            let all = decoder.spots(in: steps)
            let spots = all.filter { ![" ", ""].contains($0.alternatives.first?.text ?? "") }
            let blanks = all.filter { $0.alternatives.first?.text == " " }.map { LinePicture.centre(of: $0.step) }
            let scale = Double(bounds.height) / Double(LineNetwork.height)
            var before = 0
            let characters = VoicingMarks.joined(picture.symbols(of: spots)).map { symbol in
                let middle = symbol.bounds.x + symbol.bounds.width / 2
                defer { before = middle }
                return Character(
                    alternatives: symbol.alternatives,
                    bounds: PixelRect(
                        x: bounds.x + Int(Double(symbol.bounds.x) * scale),
                        y: bounds.y + Int(Double(symbol.bounds.y) * scale),
                        width: max(1, Int(Double(symbol.bounds.width) * scale)),
                        height: max(1, Int(Double(symbol.bounds.height) * scale))),
                    startsWord: blanks.contains { before < $0 && $0 < middle })
            }
            let sureness = characters.reduce(1) { $0 * ($1.alternatives.first?.score ?? 0) }
            guard !characters.isEmpty, sureness >= Self.power(Self.least, characters.count) else { return nil }
            return Line(bounds: bounds, characters: characters)
        }
    }

    private static func power(_ base: Double, _ exponent: Int) -> Double {
        (0..<exponent).reduce(1) { power, _ in power * base }
    }
}
