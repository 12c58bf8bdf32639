package import Foundation
package import Paperwork

/// A fictional residents' register: households with siblings, twins, same names, movers and name variants.
package struct ResidentRegister: Sendable {
    package var residents: [Resident]

    package init(residents: [Resident]) { self.residents = residents }

    /// The register of `seeds/residents.csv`.
    package static let standardCount = 20_000
    package static let standardSeed: UInt64 = 1

    /// The same seed draws the same people.
    package static func drawn(count: Int, seed: UInt64) -> ResidentRegister {
        var maker = HouseholdMaker(random: SeededRandom(seed: seed))
        while maker.residents.count < count { maker.addHousehold() }
        return ResidentRegister(residents: Array(maker.residents.prefix(count)))
    }

    /// A person like those of the register whom it lacks: moved in from elsewhere, not yet entered.
    package static func stranger(using random: inout SeededRandom) -> Resident {
        var maker = HouseholdMaker(random: random.forked(77), firstNumber: 5_000_000 + random.whole(0...999_999))
        maker.addHousehold()
        var person = maker.residents[0]
        person.id = nil
        return person
    }

    /// As a CSV file in CP932 with Japanese headings, lines ending as Windows has them.
    package func csv() throws -> Data {
        let wide = Address.Style.wideWords
        var lines = ["宛名番号,氏名,フリガナ,生年月日,郵便番号,住所,電話番号,個人番号,旧住所"]
        for person in residents {
            let phone =
                person.phone.prefix(3) + "-" + person.phone.dropFirst(3).prefix(3) + "-" + person.phone.suffix(4)
            lines.append(
                [
                    person.id ?? "", person.surname + "　" + person.givenName,
                    person.surnameKana + "　" + person.givenNameKana, person.birth.iso, person.address.postalCode,
                    person.address.written(wide), String(phone), person.myNumber,
                    person.previousAddress?.written(wide) ?? "",
                ].joined(separator: ","))
        }
        return try CP932.encode(lines.joined(separator: "\r\n") + "\r\n")
    }
}

/// Draws one household after the other.
private struct HouseholdMaker {
    var random: SeededRandom
    var residents: [Resident] = []
    /// The number of the next person, from which 宛名番号, 個人番号 and phone are made.
    var number = 1

    init(random: SeededRandom, firstNumber: Int = 1) {
        self.random = random
        number = firstNumber
    }

    mutating func addHousehold() {
        let lists = NameLists.shared
        let surname = random.pick(lists.surnames, weights: lists.surnames.map(\.weight))
        let written = variant(of: surname.name)
        let address = Address.drawn(using: &random)
        let previous = random.chance(0.06) ? Address.drawn(using: &random) : nil
        let phone = "099200" + String(10_000 + random.whole(0...9_999)).dropFirst()
        let adult = random.whole(1932...2005)
        func add(_ maker: inout HouseholdMaker, sex: String, birth: Day) {
            let given = maker.givenName(sex: sex, year: birth.year)
            maker.residents.append(
                Resident(
                    id: String(10_000_000 + maker.number), surname: written, givenName: given.name,
                    surnameKana: surname.kana, givenNameKana: given.kana, sex: sex, birth: birth, address: address,
                    previousAddress: previous, phone: phone, myNumber: maker.myNumber()))
            maker.number += 1
        }
        let head = random.chance(0.6) ? "男" : "女"
        add(&self, sex: head, birth: .drawn(years: adult...adult, using: &random))
        if random.chance(0.04), let same = residents.dropLast().randomElement(using: &random) { takeName(of: same) }
        guard adult < 2000, random.chance(0.62) else { return }
        let partner = max(1930, adult + random.whole(-5...5))
        add(&self, sex: head == "男" ? "女" : "男", birth: .drawn(years: partner...partner, using: &random))
        var child = adult + random.whole(22...30)
        for _ in 0..<random.pick([0, 1, 2, 3], weights: [35, 25, 30, 10]) where child <= 2024 {
            let birth = Day.drawn(years: child...child, using: &random)
            let sex = random.chance(0.5) ? "男" : "女"
            add(&self, sex: sex, birth: birth)
            if random.chance(0.03) { add(&self, sex: sex, birth: birth) }
            child += random.whole(1...4)
        }
    }

    /// Gives the last person the name of another: same name, another birth and address.
    private mutating func takeName(of other: Resident) {
        let last = residents.count - 1
        residents[last].surname = other.surname
        residents[last].surnameKana = other.surnameKana
        residents[last].givenName = other.givenName
        residents[last].givenNameKana = other.givenNameKana
        residents[last].sex = other.sex
    }

    private mutating func givenName(sex: String, year: Int) -> NameLists.GivenName {
        let names = NameLists.shared.givenNames.filter { $0.sex == sex && $0.since <= year }
        let newest = names.map(\.since).max() ?? 1900
        let fashionable = names.filter { $0.since == newest }
        return random.pick(random.chance(0.85) ? fashionable : names)
    }

    /// 9999, then the person's number, then the check digit.
    private func myNumber() -> String {
        let digits = "9999" + String(10_000_000 + number * 7 % 9_999_991).dropFirst()
        return CheckDigits.myNumber(digits.compactMap(\.wholeNumberValue))
    }

    private mutating func variant(of surname: String) -> String {
        guard random.chance(0.3) else { return surname }
        return NameVariants.rare(surname)
    }
}

/// Variant characters that the register has and people write, or the other way round.
enum NameVariants {
    private static let pairs: [(common: String, rare: String)] = [
        ("高", "髙"), ("崎", "﨑"), ("辺", "邊"), ("浜", "濱"), ("沢", "澤"), ("桜", "櫻"), ("斉", "齊"), ("斎", "齋"), ("島", "嶋"),
    ]

    static func rare(_ name: String) -> String { pairs.reduce(name) { $0.replacing($1.common, with: $1.rare) } }
    static func common(_ name: String) -> String { pairs.reduce(name) { $0.replacing($1.rare, with: $1.common) } }
}
