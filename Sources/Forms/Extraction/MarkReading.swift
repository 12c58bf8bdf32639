import FieldTypes
import Imaging
import Paperwork
import Recognition

/// Reads the zones of a page that are marked rather than written in, each against the page's others.
struct MarkReading {
    private let reader: MarkReader
    private let looks: [Zone: Look]

    /// What is likely the matter with a zone, and what speaks against its being unmarked.
    private struct Look {
        var chances: MarkChances
        var doubt: EmptinessDoubt?
    }

    /// - Parameter zones: all that `oneOption(of:)` and the others will be asked for.
    init(of zones: [Zone], cutter: ZoneCutter) throws(Trouble) {
        reader = try MarkReader()
        let seen = zones.map { cutter.lookForMark(in: $0) }
        let chances = reader.chances(of: seen.map(\.crop))
        var looks: [Zone: Look] = [:]
        for (index, zone) in zones.enumerated() {
            looks[zone] = Look(chances: chances[index], doubt: seen[index].doubt)
        }
        self.looks = looks
    }

    func tick(in zone: Zone) -> Reading { doubted(reader.tick(chances(of: zone)), of: [zone]) }

    func presence(in zone: Zone) -> Reading { doubted(reader.presence(chances(of: zone)), of: [zone]) }

    func oneOption(of options: [FieldDefinition.Option]) -> Reading {
        doubted(reader.oneOption(options.map { ($0.name, chances(of: $0.zone)) }), of: options.map(\.zone))
    }

    func severalOptions(of options: [FieldDefinition.Option]) -> Reading {
        doubted(reader.severalOptions(options.map { ($0.name, chances(of: $0.zone)) }), of: options.map(\.zone))
    }

    private func chances(of zone: Zone) -> MarkChances { looks[zone]?.chances ?? MarkChances(marked: 0) }

    /// With a doubt where a zone may be marked that is taken for unmarked. A pale stroke beside a mark is no second one.
    private func doubted(_ reading: Reading, of zones: [Zone]) -> Reading {
        let seen = zones.compactMap { looks[$0] }
        let isMarked = seen.contains { $0.chances.hasInk }
        let doubts = seen.compactMap { $0.chances.hasInk ? nil : $0.doubt }
        return reading.doubted(doubts.first { !isMarked || $0.isOfPlace })
    }
}
