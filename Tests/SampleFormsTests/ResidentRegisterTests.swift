import Foundation
import SampleForms
import Testing

@Suite struct ResidentRegisterTests {
    private let residents = smallRegister.residents

    @Test func theSameSeedDrawsTheSamePeople() {
        #expect(
            ResidentRegister.drawn(count: 50, seed: 3).residents == ResidentRegister.drawn(count: 50, seed: 3).residents
        )
        #expect(
            ResidentRegister.drawn(count: 50, seed: 3).residents != ResidentRegister.drawn(count: 50, seed: 4).residents
        )
    }

    @Test func keysAndNumbersAreUnique() {
        #expect(residents.count == 400)
        #expect(Set(residents.compactMap(\.id)).count == 400)
        #expect(Set(residents.map(\.myNumber)).count == 400)
    }

    /// 個人番号: the weighted sum of the first 11 digits, modulus 11, as the ordinance's formula has it.
    @Test func everyMyNumberIsMadeUpAndHasARightCheckDigit() {
        for resident in residents {
            let digits = resident.myNumber.compactMap(\.wholeNumberValue)
            #expect(digits.count == 12)
            #expect(resident.myNumber.hasPrefix("9999"))
            let weights = [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]
            let rest = zip(digits, weights).reduce(0) { $0 + $1.0 * $1.1 } % 11
            #expect(digits[11] == (rest <= 1 ? 0 : 11 - rest))
        }
    }

    /// 法人番号: 9 less the sum of the last 12 digits, every second from the right but one doubled, modulus 9.
    @Test func everyCorporateNumberHasARightCheckDigit() {
        for employer in Employer.all {
            let digits = employer.corporateNumber.compactMap(\.wholeNumberValue)
            #expect(digits.count == 13)
            let weights = [2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]
            let sum = zip(digits.dropFirst(), weights).reduce(0) { $0 + $1.0 * $1.1 }
            #expect(digits[0] == 9 - sum % 9)
        }
    }

    @Test func itHoldsTheTrapsThatReconcilingMustStandUpTo() {
        let homes = Dictionary(grouping: residents, by: \.address)
        #expect(homes.values.contains { Set($0.map(\.surname)).count == 1 && $0.count >= 3 }, "siblings")
        #expect(homes.values.contains { Set($0.map(\.birth)).count < $0.count }, "twins")
        let names = Dictionary(grouping: residents, by: \.name)
        #expect(names.values.contains { Set($0.map(\.address)).count > 1 }, "same names")
        #expect(residents.contains { $0.previousAddress != nil }, "movers")
        #expect(residents.contains { !Set($0.surname).isDisjoint(with: "髙﨑濱邊澤齋齊嶋") }, "variants")
    }

    @Test func theCSVIsCP932WithOneLinePerResident() throws {
        let data = try smallRegister.csv()
        #expect(data.count { $0 == UInt8(ascii: "\n") } == 401)
        var person = residents[0]
        (person.surname, person.givenName) = ("髙﨑", "誠")
        let bytes = try ResidentRegister(residents: [person]).csv()
        #expect(bytes.firstRange(of: Data([0xFB, 0xFC, 0xFA, 0xB1])) != nil, "髙 is FBFC, 﨑 is FAB1")
        #expect(data.starts(with: [0x88, 0xB6, 0x96, 0xBC]), "the heading begins with 宛名")
    }

    @Test(arguments: [
        (Day(year: 2019, month: 4, day: 30), "平成", 31), (Day(year: 2019, month: 5, day: 1), "令和", 1),
        (Day(year: 1989, month: 1, day: 7), "昭和", 64), (Day(year: 1926, month: 12, day: 25), "昭和", 1),
    ])
    func erasChangeOnTheirDay(day: Day, name: String, year: Int) {
        #expect(day.era == (name, year))
    }
}
