import Paperwork
import Recognition

/// Reads zones that are marked rather than written in.
enum MarkReading {
    static func presence(of zone: Zone, type: String, cutter: ZoneCutter) -> Reading {
        let shape: MarkCrop.Shape = type == "checkbox" ? .checkbox : .presence
        let reader = MarkReader()
        return reader.presence(reader.probability(of: cutter.mark(in: zone, shape: shape)))
    }

    static func oneOption(of options: [FieldDefinition.Option], type: String, cutter: ZoneCutter) -> Reading {
        MarkReader().oneOption(probabilities(of: options, shape: type == "circled" ? .circled : .gridCell, cutter))
    }

    static func severalOptions(of options: [FieldDefinition.Option], cutter: ZoneCutter) -> Reading {
        MarkReader().severalOptions(probabilities(of: options, shape: .gridCell, cutter))
    }

    private static func probabilities(
        of options: [FieldDefinition.Option], shape: MarkCrop.Shape, _ cutter: ZoneCutter
    ) -> [(String, Double)] {
        options.map { ($0.name, MarkReader().probability(of: cutter.mark(in: $0.zone, shape: shape))) }
    }
}
