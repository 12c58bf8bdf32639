internal import FieldTypes
internal import Foundation
internal import Imaging
internal import Paperwork

extension PrintedLineReader {
    /// White around a line's ink, in its heights.
    private static let margin = 0.16

    /// What the second reader sees in a line that is cut to its ink, and how sure it is, between 0 and 1, by the geometric mean
    /// of its characters; nil where it is not installed or sees nothing.
    static func readWhole(_ line: GrayPixels, by second: SecondReader) -> (characters: [Character], sureness: Double)? {
        guard line.width > 2, line.height > 2, let library = OpenVINOLibrary.opened(in: second.libraries),
            second.hasModels, let network = LineNetwork.lent(second, library: library)
        else { return nil }
        defer { network.giveBack() }
        let frame = max(2, Int((Double(line.height) * margin).rounded()))
        var whole = GrayPixels(width: line.width + 2 * frame, height: line.height + 2 * frame, filledWith: 255)
        whole.paste(line, x: frame, y: frame)
        let picture = LinePicture(whole)
        guard let steps = network.read([picture.pixels]).first else { return nil }
        let decoder = LineDecoder(alphabet: .of(network.dictionary, repertoire: .anyJapanese))
        let spots = decoder.spots(in: steps).filter { ![" ", ""].contains($0.alternatives.first?.text ?? "") }
        guard !spots.isEmpty else { return nil }
        let scale = Double(whole.height) / Double(LineNetwork.height)
        func column(_ x: Int) -> Int { min(line.width, max(0, Int(Double(x) * scale) - frame)) }
        let characters = VoicingMarks.joined(picture.symbols(of: spots)).compactMap { symbol in
            symbol.alternatives.first.map {
                Character(text: $0.text, left: column(symbol.bounds.x), right: column(symbol.bounds.maxX))
            }
        }
        let product = spots.reduce(1) { $0 * ($1.alternatives.first?.score ?? 0) * (1 - $1.strange) }
        return (characters, pow(product, 1 / Double(spots.count)))
    }
}
