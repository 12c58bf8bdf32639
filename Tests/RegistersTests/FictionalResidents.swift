import Foundation
import Paperwork
import Registers

/// A register of plainly fictional people: families with one address, twins, namesakes.
struct FictionalResidents {
    struct Resident {
        var id: String
        var family: (name: String, kana: String)
        var given: (name: String, kana: String)
        var birth: String
        var postalCode: String
        var address: String
        var number: String

        var name: String { family.name + given.name }
        var kana: String { family.kana + given.kana }
    }

    private(set) var residents: [Resident] = []
    var random: SeededRandom
    private let firstHalves = Array(
        zip(
            "甲乙丙丁戊庚辛癸子丑寅卯辰午申戌亥".map(String.init),
            ["コウ", "オツ", "ヘイ", "テイ", "ボ", "カノ", "シン", "ミズ", "ネ", "ウシ", "トラ", "ウ", "タツ", "ウマ", "サル", "イヌ", "イ"]))
    private let secondHalves = Array(
        zip(
            "山川村原野沢島崎藤本".map(String.init), ["ヤマ", "カワ", "ムラ", "ハラ", "ノ", "サワ", "シマ", "サキ", "フジ", "モト"]))
    private let givenFirst = Array(
        zip(
            "春夏秋冬東西南北花雪月星空海陽".map(String.init),
            ["ハル", "ナツ", "アキ", "フユ", "アズマ", "ニシ", "ミナミ", "キタ", "ハナ", "ユキ", "ツキ", "ホシ", "ソラ", "ウミ", "ヨウ"]))
    private let givenSecond = Array(
        zip(
            "太子一美郎江人代翔".map(String.init), ["タ", "コ", "イチ", "ミ", "ロウ", "エ", "ト", "ヨ", "ショウ"]))

    init(count: Int, seed: UInt64) {
        random = SeededRandom(seed: seed)
        while residents.count < count {
            let head = stranger()
            residents.append(head)
            while residents.count < count, Double.random(in: 0..<1, using: &random) < 0.6 {
                residents.append(relative(of: head))
            }
            if Double.random(in: 0..<1, using: &random) < 0.05 { addTwins(to: head) }
        }
    }

    /// Somebody who is in nobody's register.
    mutating func stranger() -> Resident {
        let town = Int.random(in: 0..<40, using: &random)
        let year = Int.random(in: 1935...2020, using: &random)
        return Resident(
            id: String(10_000 + residents.count), family: family(), given: given(), birth: birthday(year),
            postalCode: "89\(String(10_000 + town * 7))",
            address: "架空市\(["上", "中", "下", "東"][town % 4])\(["天", "地", "玄", "黄", "宇"][town / 8])町"
                + "\(Int.random(in: 1...30, using: &random))-\(Int.random(in: 1...20, using: &random))",
            number: String(Int.random(in: 100_000_000_000...999_999_999_999, using: &random)))
    }

    mutating func relative(of head: Resident) -> Resident {
        var relative = stranger()
        (relative.family, relative.address, relative.postalCode) = (head.family, head.address, head.postalCode)
        return relative
    }

    /// Who differs from `resident` in the end of the given name and the number only.
    mutating func twin(of resident: Resident) -> Resident {
        var twin = relative(of: resident)
        twin.birth = resident.birth
        repeat {
            let (first, second) = (resident.given.name.prefix(1), given())
            twin.given.name = String(first + second.name.suffix(1))
            let half = givenFirst.first { $0.0 == first }?.1 ?? ""
            twin.given.kana = half + (givenSecond.first { second.name.hasSuffix($0.0) }?.1 ?? "")
        } while twin.given.name == resident.given.name
        return twin
    }

    /// As `UTF-8` CSV.
    var csv: String {
        (["id,name,kana,birth,postal_code,address,my_number"]
            + residents.map {
                "\($0.id),\($0.family.name)　\($0.given.name),\($0.family.kana) \($0.given.kana),\($0.birth),"
                    + "\($0.postalCode),\($0.address),\($0.number)"
            }).joined(separator: "\n")
    }

    mutating func append(_ resident: Resident) {
        var resident = resident
        resident.id = String(10_000 + residents.count)
        residents.append(resident)
    }

    private mutating func addTwins(to head: Resident) {
        let twin = relative(of: head)
        append(twin)
        append(self.twin(of: twin))
    }

    private mutating func family() -> (name: String, kana: String) { joined(pick(firstHalves), pick(secondHalves)) }

    private mutating func given() -> (name: String, kana: String) { joined(pick(givenFirst), pick(givenSecond)) }

    private func joined(_ first: (String, String), _ second: (String, String)) -> (name: String, kana: String) {
        (first.0 + second.0, first.1 + second.1)
    }

    /// The first of the list are common, the last are rare.
    private mutating func pick<Element>(_ list: [Element]) -> Element {
        let share = Double.random(in: 0..<1, using: &random)
        return list[Int(Double(list.count) * share * share)]
    }

    private mutating func birthday(_ year: Int) -> String {
        let month = Int.random(in: 1...12, using: &random)
        let day = Int.random(in: 1...28, using: &random)
        return "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
    }
}
