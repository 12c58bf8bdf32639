import Foundation
import Paperwork
import Registers
import Testing

/// Documents that invite a wrong link, against a register with families, twins and namesakes.
@Suite("Reconciling makes no wrong link")
struct TrapTests {
    private static let world: Result<(people: FictionalResidents, register: Register), any Error> = Result {
        let people = FictionalResidents(count: 4_000, seed: 8)
        let folder = try TemporaryFolder()
        let file = try folder.write(Array(people.csv.utf8))
        let definition = RegisterDefinition(name: "residents", source: .csv(file, encoding: nil), key: "id")
        return (people, try Register.open(definition))
    }

    /// What became of documents about known people.
    private struct Tally {
        var found = 0
        var ambiguous = 0
        var notFound = 0
        var wrong: [String] = []

        mutating func add(_ match: RegisterMatch, truth: String?) {
            switch match.outcome {
            case .found where match.key == truth: found += 1
            case .found: wrong.append("\(truth ?? "nobody") was linked to \(match.key ?? "")")
            case .ambiguous: ambiguous += 1
            case .notFound: notFound += 1
            }
        }
    }

    /// Of each kind; 10,000 in all where the environment says `TEMA_LONG=1`.
    private static let trials = ProcessInfo.processInfo.environment["TEMA_LONG"] == "1" ? 1_500 : 100

    @Test("of siblings and twins at one address, read with a mistake or two")
    func siblings() throws {
        let (people, register) = try Self.world.get()
        var random = SeededRandom(seed: 1)
        var tally = Tally()
        for _ in 0..<Self.trials {
            let resident = try #require(people.residents.randomElement(using: &random))
            var queries = Query.all(of: resident)
            for field in 0..<2 where Bool.random(using: &random) {
                queries[field] = misread(queries[field], random: &random)
            }
            tally.add(register.reconcile(queries), truth: resident.id)
        }
        #expect(tally.wrong == [])
        #expect(tally.found > Self.trials * 6 / 10)
        #expect(tally.notFound == 0)
    }

    @Test("of a document read without mistakes, which is found")
    func clean() throws {
        let (people, register) = try Self.world.get()
        var random = SeededRandom(seed: 2)
        var tally = Tally()
        for _ in 0..<Self.trials {
            let resident = try #require(people.residents.randomElement(using: &random))
            tally.add(register.reconcile(Query.all(of: resident)), truth: resident.id)
        }
        #expect(tally.wrong == [])
        #expect(tally.found >= Self.trials * 98 / 100)
    }

    @Test("of people who are not registered: strangers, relatives, twins, namesakes born on the same day")
    func unregistered() throws {
        var (people, register) = try Self.world.get()
        var random = SeededRandom(seed: 3)
        var tally = Tally()
        for trial in 0..<Self.trials {
            let resident = try #require(people.residents.randomElement(using: &random))
            var person: FictionalResidents.Resident
            switch trial % 4 {
            case 0: person = people.stranger()
            case 1: person = people.relative(of: resident)
            case 2: person = people.twin(of: resident)
            default:
                person = people.stranger()
                (person.family, person.given, person.birth) = (resident.family, resident.given, resident.birth)
            }
            guard !people.residents.contains(where: { $0.name == person.name && $0.address == person.address }) else {
                continue
            }
            tally.add(register.reconcile(Query.all(of: person)), truth: nil)
        }
        #expect(tally.wrong == [])
        #expect(tally.notFound > Self.trials / 3)
    }

    @Test("of people who moved, with and without their number")
    func movers() throws {
        var (people, register) = try Self.world.get()
        var random = SeededRandom(seed: 4)
        var tally = Tally()
        for trial in 0..<Self.trials {
            var resident = try #require(people.residents.randomElement(using: &random))
            resident.address = people.stranger().address
            let number = trial.isMultiple(of: 2) ? [Query.of("my_number", "my-number", resident.number)] : []
            tally.add(register.reconcile(Query.all(of: resident) + number), truth: resident.id)
        }
        #expect(tally.wrong == [])
        #expect(tally.found > Self.trials * 4 / 10)
    }

    @Test("of people who married, with and without their number")
    func married() throws {
        var (people, register) = try Self.world.get()
        var random = SeededRandom(seed: 6)
        var tally = Tally()
        for trial in 0..<Self.trials {
            var resident = try #require(people.residents.randomElement(using: &random))
            resident.family = people.stranger().family
            let number = trial.isMultiple(of: 2) ? [Query.of("my_number", "my-number", resident.number)] : []
            tally.add(register.reconcile(Query.all(of: resident) + number), truth: resident.id)
        }
        #expect(tally.wrong == [])
        #expect(tally.ambiguous + tally.notFound + tally.found == Self.trials)
    }

    @Test("of a name and a year of birth that a registered person has too")
    func namesakes() throws {
        var (people, register) = try Self.world.get()
        var random = SeededRandom(seed: 7)
        var tally = Tally()
        for _ in 0..<Self.trials {
            let resident = try #require(people.residents.randomElement(using: &random))
            var person = people.stranger()
            (person.family, person.given) = (resident.family, resident.given)
            person.birth = String(resident.birth.prefix(4) + person.birth.dropFirst(4))
            tally.add(register.reconcile(Query.all(of: person)), truth: nil)
        }
        #expect(tally.wrong == [])
    }

    @Test("of a relative's number on the form")
    func borrowedNumbers() throws {
        let (people, register) = try Self.world.get()
        var random = SeededRandom(seed: 5)
        var tally = Tally()
        for _ in 0..<Self.trials {
            let resident = try #require(people.residents.randomElement(using: &random))
            let other = people.residents.first { $0.address == resident.address && $0.id != resident.id }
            guard let other else { continue }
            let number = Query.of("my_number", "my-number", other.number)
            tally.add(register.reconcile(Query.all(of: resident) + [number]), truth: nil)
        }
        #expect(tally.wrong == [])
        #expect(tally.found == 0)
        #expect(tally.notFound == 0)
    }

    private func misread(_ query: RegisterQuery, random: inout SeededRandom) -> RegisterQuery {
        guard var characters = query.candidates.first.map({ Array($0.text) }) else { return query }
        let others = Array(query.type == "kana" ? "アシツンソタクナ" : "申甲由田未末土士")
        characters[Int.random(in: characters.indices, using: &random)] = others.randomElement(using: &random) ?? "・"
        return Query.of(query.column, query.type, String(characters))
    }
}
