import Imaging
import Paperwork

/// One person's marks on one sheet, as they are made, with their truth.
struct MarkedSheet {
    let person: MarkingPerson
    /// The share of questions in which something doubtful is done.
    let doubtful: Double
    private(set) var values: [String: FieldValue] = [:]
    private(set) var deeds: [String: [MarkedForm.Deed]] = [:]

    init(person: MarkingPerson, doubtful: Double) {
        self.person = person
        self.doubtful = doubtful
    }

    mutating func fill(_ field: DesignedField, on canvas: Canvas, using random: inout SeededRandom) {
        switch field.type {
        case "signature", "seal":
            let isThere = random.chance(0.6)
            if isThere, let zone = field.zones.first {
                if field.type == "seal" {
                    Seal.drawn(using: &random).draw(
                        at: Point(
                            zone.left + zone.width / 2 + random.jitter(1.5),
                            zone.top + zone.height / 2 + random.jitter(1.5)),
                        on: canvas, using: &random)
                } else {
                    person.sign(zone, on: canvas, using: &random)
                }
            }
            values[field.name] = .flag(isThere)
            deeds[field.name] = [isThere ? .mark : .nothing]
        case "checkbox":
            mark(field, chosen: random.chance(0.4) ? [0] : [], on: canvas, using: &random)
            values[field.name] = .flag(deeds[field.name] == [.mark])
        case "mark-grid":
            mark(field, chosen: field.zones.indices.filter { _ in random.chance(0.3) }, on: canvas, using: &random)
            let done = deeds[field.name] ?? []
            values[field.name] = .list(zip(field.options, done).filter { $0.1 == .mark }.map(\.0))
        default:
            let chosen = random.chance(0.05) ? [] : [random.whole(0...(field.zones.count - 1))]
            mark(field, chosen: chosen, on: canvas, using: &random)
            let done = deeds[field.name] ?? []
            let answer = zip(field.options, done).first { $0.1 == .mark }?.0
            values[field.name] = answer.map(FieldValue.text) ?? FieldValue.none
        }
    }

    private mutating func mark(
        _ field: DesignedField, chosen: [Int], on canvas: Canvas, using random: inout SeededRandom
    ) {
        var done = field.zones.indices.map { chosen.contains($0) ? MarkedForm.Deed.mark : .nothing }
        if random.chance(doubtful) {
            // A second mark needs a first one: alone it is a mark like any.
            let canBeSecond = field.type != "mark-grid" && field.zones.count > 1 && !chosen.isEmpty
            let deed: MarkedForm.Deed = random.pick(
                [.struckMark, .stray, .touch, .second], weights: [40, 25, 15, canBeSecond ? 20 : 0])
            let free = done.indices.filter { done[$0] == .nothing }
            if let place = free.isEmpty ? nil : random.pick(free) { done[place] = deed }
        }
        let isWord = field.type == "circled" || field.zones.allSatisfy { $0.width > 4.8 && $0.height > 4.8 }
        for (zone, deed) in zip(field.zones, done) {
            switch deed {
            case .nothing: continue
            case .mark, .second: person.mark(zone, isWord: isWord, on: canvas, using: &random)
            case .struckMark: person.struckMark(zone, isWord: isWord, on: canvas, using: &random)
            case .stray: person.stray(zone, on: canvas, using: &random)
            case .touch: person.touch(zone, on: canvas, using: &random)
            }
        }
        deeds[field.name] = done
    }
}
