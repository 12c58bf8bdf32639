internal import FieldTypes
package import Imaging
package import Paperwork

/// Reads all the writing of an upright page without a form: finds its lines, then reads each. One thread at a time.
package final class PageTextReader {
    /// A line of writing.
    package struct Line: Sendable {
        /// In pixels of the page.
        package var bounds: PixelRect
        /// Left to right; blanks are left out.
        package var characters: [Character]
    }

    /// A character of a line.
    package struct Character: Sendable {
        /// Best first.
        package var alternatives: [Lattice.Alternative]
        /// In pixels of the page.
        package var bounds: PixelRect

        package var text: String { alternatives.first?.text ?? "" }
    }

    /// As in `line/page`: calibration is kept per such name.
    package static let recogniser = "line/page"

    private let detector: LineDetector
    private let network: LineNetwork
    private let alphabet: LineAlphabet

    /// Lines less likely right than this, by their characters' geometric mean, are taken for no writing.
    private static let least = 0.5

    /// Nil where the second reader is not installed here, or can't be used.
    package init?(_ reader: SecondReader = .installed) {
        guard let library = OpenVINOLibrary.opened(in: reader.libraries),
            let detector = LineDetector(reader, library: library),
            let network = LineNetwork.lent(reader, library: library)
        else { return nil }
        (self.detector, self.network) = (detector, network)
        alphabet = .of(
            network.dictionary,
            repertoire: Repertoire.anyJapanese.union(.timeWords).union(.dateWords))
    }

    deinit { network.giveBack() }

    /// The page's lines, top to bottom.
    ///
    /// - Parameter page: Dark on white, upright.
    package func read(_ page: GrayPixels) -> [Line] {
        let found = detector.lines(on: page).filter { $0.width > 2 && $0.height > 2 }.sorted {
            ($0.y, $0.x) < ($1.y, $1.x)
        }
        let pictures = found.map { LinePicture(page.cut($0)) }
        let decoder = LineDecoder(alphabet: alphabet)
        return zip(zip(found, pictures), network.read(pictures.map(\.pixels))).compactMap { place, steps in
            let (bounds, picture) = place
            let spots = decoder.spots(in: steps).filter { ![" ", ""].contains($0.alternatives.first?.text ?? "") }
            let scale = Double(bounds.height) / Double(LineNetwork.height)
            let characters = VoicingMarks.joined(picture.symbols(of: spots)).map { symbol in
                Character(
                    alternatives: symbol.alternatives,
                    bounds: PixelRect(
                        x: bounds.x + Int(Double(symbol.bounds.x) * scale),
                        y: bounds.y + Int(Double(symbol.bounds.y) * scale),
                        width: max(1, Int(Double(symbol.bounds.width) * scale)),
                        height: max(1, Int(Double(symbol.bounds.height) * scale))))
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
