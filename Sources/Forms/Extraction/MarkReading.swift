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

    func presence(in zone: Zone) -> Reading {
        let seen = looks(at: [zone])
        return seen.doubted(reader.presence(seen.probabilities[0]))
    }

    func oneOption(of options: [FieldDefinition.Option]) -> Reading {
        let seen = looks(at: options.map(\.zone))
        return seen.doubted(reader.oneOption(Array(zip(options.map(\.name), seen.probabilities))))
    }

    func severalOptions(of options: [FieldDefinition.Option]) -> Reading {
        let seen = looks(at: options.map(\.zone))
        return seen.doubted(reader.severalOptions(Array(zip(options.map(\.name), seen.probabilities))))
    }

    /// How likely each zone is marked, and what speaks against the unmarked ones being so.
    private struct Looks {
        var probabilities: [Double]
        var doubts: [EmptinessDoubt?]

        /// With a doubt where a zone may be marked that is taken for unmarked. A pale stroke beside a mark is no second
        /// one.
        func doubted(_ reading: Reading) -> Reading {
            let isMarked = probabilities.contains { $0 > 0.5 }
            let doubts = zip(probabilities, doubts).compactMap { chance, doubt in chance > 0.5 ? nil : doubt }
            return reading.doubted(doubts.first { !isMarked || $0.isOfPlace })
        }
    }

    private func looks(at zones: [Zone]) -> Looks {
        let looks = zones.map { cutter.lookForMark(in: $0) }
        return Looks(probabilities: reader.probabilities(of: looks.map(\.crop)), doubts: looks.map(\.doubt))
    }
}
