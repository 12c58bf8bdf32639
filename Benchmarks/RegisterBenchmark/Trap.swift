import Paperwork
import Registers
import SampleForms

/// Documents that invite a wrong link.
enum Trap: String, CaseIterable {
    /// Of somebody who lives with siblings, with a character of the name and of its kana misread.
    case siblings
    /// Of twins, likewise.
    case twins
    /// Of somebody who is not registered, and has the name and the year of birth of one who is.
    case namesakes
    /// Of somebody who has moved since.
    case moved
    /// Of somebody who has married since.
    case married
    /// Of somebody who is not registered: a stranger, a sibling or a twin of one who is.
    case unregistered

    func measure(_ city: inout CityRegister, _ register: Register, documents: Int) -> [String: Any] {
        var random = SeededRandom(seed: 31)
        var counts = ["right": 0, "wrong": 0, "ambiguous": 0, "not found": 0]
        let known = Set(city.people.map { $0.name + $0.birth + $0.address })
        let twins = self == .twins ? Self.twins(in: city) : []
        for number in 0..<documents {
            let person = twins.isEmpty ? city.people[random.below(city.people.count)] : twins[random.below(twins.count)]
            let (shown, id) = shown(person, number, &city)
            if id == nil, known.contains(shown.name + shown.birth + shown.address) { continue }
            let isMisread = self == .siblings || self == .twins
            let document = DamagedPerson(shown, wrong: isMisread ? 1 : 0, digits: 0, using: &random)
            let match = register.reconcile(RegisterBenchmark.queries(document).filter { $0.column != "number" })
            switch match.outcome {
            case .found: counts[match.key == id.map(String.init) ? "right" : "wrong", default: 0] += 1
            case .ambiguous: counts["ambiguous", default: 0] += 1
            case .notFound: counts["not found", default: 0] += 1
            }
        }
        var values: [String: Any] = ["measure": "trap", "trap": rawValue, "documents": documents]
        for (name, count) in counts { values[name] = count }
        return values
    }

    /// What the document shows, and the record that it speaks of; nil where there is none.
    private func shown(
        _ person: CityRegister.Person, _ number: Int, _ city: inout CityRegister
    ) -> (CityRegister.Person, id: Int?) {
        switch self {
        case .siblings, .twins: (person, person.id)
        case .namesakes: (city.namesake(of: person), nil)
        case .moved: (city.moved(person), person.id)
        case .married: (city.married(person), person.id)
        case .unregistered:
            switch number % 3 {
            case 0: (city.stranger(), nil)
            case 1: (city.sibling(of: person), nil)
            default: (city.twin(of: person), nil)
            }
        }
    }

    private static func twins(in city: CityRegister) -> [CityRegister.Person] {
        zip(city.people, city.people.dropFirst()).flatMap { first, second in
            first.birth == second.birth && first.address == second.address ? [first, second] : []
        }
    }
}
