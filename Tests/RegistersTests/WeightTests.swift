import Foundation
import Paperwork
import Registers
import Testing

@Suite("What agreeing with a register proves")
struct WeightTests {
    private struct World {
        var people: FictionalResidents
        var definition: RegisterDefinition
        var folder: TemporaryFolder
    }

    private static func world() throws -> World {
        let people = FictionalResidents(count: 1_500, seed: 9)
        let folder = try TemporaryFolder()
        let file = try folder.write(Array(people.csv.utf8))
        return World(
            people: people,
            definition: RegisterDefinition(name: "residents", source: .csv(file, encoding: nil), key: "id"),
            folder: folder)
    }

    private static let types = ["name": "name", "kana": "kana", "birth": "date", "address": "address"]

    /// Documents of which one in `moved` shows another address, and one in `misread` another sign in the kana.
    private static func documents(_ people: FictionalResidents, count: Int, moved: Int, misread: Int)
        -> [[RegisterQuery]]
    {
        var people = people
        var random = SeededRandom(seed: 10)
        return (0..<count).map { number in
            var resident = people.residents[random.below(people.residents.count)]
            if number % moved == 0 { resident.address = people.stranger().address }
            var queries = Query.all(of: resident)
            if number % misread == 1 {
                queries[1] = Query.of("kana", "kana", "ヲ" + resident.kana.dropFirst())
            }
            return queries
        }
    }

    @Test(
        "is estimated from documents whose persons nobody told: how often values were misread, and how often they changed"
    )
    func estimates() throws {
        let world = try Self.world()
        let (people, definition) = (world.people, world.definition)
        let register = try Register.open(definition)
        let documents = Self.documents(people, count: 600, moved: 4, misread: 5)
        let weights = try #require(register.estimatedWeights(from: documents, now: Date()))
        #expect(weights.documents == 600)
        #expect(weights.registered > 0.95)
        let address = try #require(weights.fields["address"])
        #expect(abs(address.same[ComparisonLevel.different.rawValue] - 0.25) < 0.05)
        let kana = try #require(weights.fields["kana"])
        #expect(abs(kana.same[ComparisonLevel.near.rawValue] - 0.2) < 0.05)
        #expect(abs(kana.same.reduce(0, +) - 1) < 1e-9)
        let birth = try #require(weights.fields["birth"])
        #expect(birth.same[ComparisonLevel.equal.rawValue] > 0.97)
        #expect(register.estimatedWeights(from: [], now: Date()) == nil)
    }

    @Test("tells people who are not registered from those who are")
    func estimatesWhoIsRegistered() throws {
        let world = try Self.world()
        var (people, definition) = (world.people, world.definition)
        let register = try Register.open(definition)
        let known = Self.documents(people, count: 300, moved: 1000, misread: 1000)
        let strangers = (0..<100).map { _ in Query.all(of: people.stranger()) }
        let weights = try #require(register.estimatedWeights(from: known + strangers, now: Date()))
        #expect(abs(weights.registered - 0.75) < 0.1)
    }

    @Test("is kept with the register, and used by all processes, also once it was read anew")
    func isKept() throws {
        let world = try Self.world()
        let (people, definition) = (world.people, world.definition)
        let folder = try TemporaryFolder()
        let shelf = RegisterShelf(folder: folder.url)
        let register = try shelf.register(definition, types: Self.types)
        #expect(register.weights == nil)
        let documents = Self.documents(people, count: 200, moved: 2, misread: 1000)
        let weights = try #require(
            register.estimatedWeights(from: documents, now: Date(timeIntervalSince1970: 1_000_000)))
        try shelf.take(weights, for: definition)
        let other = try RegisterShelf(folder: folder.url).register(definition)
        #expect(other.weights == weights)
        #expect(try shelf.refresh(definition).weights == weights)
        // Where addresses change so often, another one speaks less against a person.
        let mover = try #require(documents.first)
        #expect(other.reconcile(mover).score > register.reconcile(mover).score)
    }

    @Test("is shown: a common name proves less than a rare one, and strangers hardly agree")
    func isShown() throws {
        let world = try Self.world()
        let summary = try Register.open(world.definition).summary(types: Self.types)
        #expect(summary.records >= 1_500)
        #expect(summary.columns.map(\.name) == ["address", "birth", "kana", "name"])
        let kana = try #require(summary.columns.first { $0.name == "kana" })
        let common = try #require(kana.values.first)
        let rare = try #require(kana.values.last)
        #expect(common.records > rare.records)
        #expect(common.bits < rare.bits)
        #expect(kana.levels.map(\.level) == ["equal", "near", "similar", "different"])
        #expect(abs(kana.levels.reduce(0) { $0 + $1.strangers } - 1) < 1e-9)
        #expect((kana.levels[0].bits ?? 0) > 3)
        #expect((kana.levels[3].bits ?? 0) < -3)
        // What identifies people is not listed.
        #expect(summary.columns.first { $0.name == "address" }?.values.isEmpty == true)
    }
}
