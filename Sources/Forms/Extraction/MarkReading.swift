import FieldTypes
import Paperwork
import Recognition

/// Reads zones that are marked rather than written in.
struct MarkReading {
    private let reader: MarkReader
    private let cutter: ZoneCutter

    init(cutter: ZoneCutter) throws(Trouble) {
        reader = try MarkReader()
        self.cutter = cutter
    }

    func presence(in zone: Zone) -> Reading { reader.presence(probabilities(of: [zone])[0]) }

    func oneOption(of options: [FieldDefinition.Option]) -> Reading { reader.oneOption(probabilities(of: options)) }

    func severalOptions(of options: [FieldDefinition.Option]) -> Reading {
        reader.severalOptions(probabilities(of: options))
    }

    private func probabilities(of options: [FieldDefinition.Option]) -> [(String, Double)] {
        Array(zip(options.map(\.name), probabilities(of: options.map(\.zone))))
    }

    private func probabilities(of zones: [Zone]) -> [Double] {
        reader.probabilities(of: zones.map { cutter.mark(in: $0) })
    }
}
