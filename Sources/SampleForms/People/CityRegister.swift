package import Foundation
internal import Paperwork

/// The fictional residents of a whole city, drawn one household after the other: surnames as unevenly spread as real ones,
/// with thousands of rare ones, siblings, twins, namesakes, movers. Nobody is anybody: telephone numbers are of an exchange
/// that can't exist, addresses stand in towns of Kagoshima City.
package struct CityRegister: Sendable {
    package struct Person: Sendable, Hashable {
        /// From 10,000,001 on.
        package var id: Int
        package var family: Name
        package var given: Name
        /// As in 1960-05-03.
        package var birth: String
        package var postalCode: String
        /// 鹿児島市, the town, the numbers joined by hyphens, the building.
        package var address: String
        package var phone: String
        /// 12 digits, the first of them 9999.
        package var number: String

        package var name: String { family.written + given.written }
        package var kana: String { family.kana + given.kana }
    }

    package struct Name: Sendable, Hashable {
        package var written: String
        package var kana: String
    }

    package private(set) var people: [Person] = []
    private var random: SeededRandom

    /// The same seed draws the same people.
    package init(count: Int, seed: UInt64) {
        random = SeededRandom(seed: seed)
        people.reserveCapacity(count)
        while people.count < count { addHousehold() }
        people.removeLast(people.count - count)
    }

    /// Somebody whom the register lacks, drawn as its people are.
    package mutating func stranger() -> Person {
        var person = head(year: random.whole(1935...2005))
        person.id = 0
        return person
    }

    /// Who lives with `person`, born in another year.
    package mutating func sibling(of person: Person) -> Person {
        let year = (Int(person.birth.prefix(4)) ?? 1980) + random.pick([-4, -3, -2, -1, 1, 2, 3, 4])
        var sibling = relative(of: person, year: year)
        sibling.id = 0
        return sibling
    }

    /// Who was born to the same parents on the same day, and has another name.
    package mutating func twin(of person: Person) -> Person {
        var twin = relative(of: person, year: 2000)
        (twin.id, twin.birth) = (0, person.birth)
        repeat {
            twin.given = givenName()
        } while twin.given.written == person.given.written
            || twin.given.kana == person.given.kana
        return twin
    }

    /// Who has the same name and was born in the same year, and lives elsewhere.
    package mutating func namesake(of person: Person) -> Person {
        var namesake = stranger()
        (namesake.family, namesake.given) = (person.family, person.given)
        namesake.birth = birthday(Int(person.birth.prefix(4)) ?? 1980)
        return namesake
    }

    /// `person` after a move.
    package mutating func moved(_ person: Person) -> Person {
        let elsewhere = stranger()
        var moved = person
        (moved.address, moved.postalCode, moved.phone) = (elsewhere.address, elsewhere.postalCode, elsewhere.phone)
        return moved
    }

    /// `person` after taking another family's name.
    package mutating func married(_ person: Person) -> Person {
        var married = person
        while married.family == person.family { married.family = familyName() }
        return married
    }

    /// As CSV in UTF-8.
    package func csv() -> Data {
        var text = "id,name,kana,birth,postal_code,address,phone,number\n"
        for person in people {
            text +=
                "\(person.id),\(person.family.written)　\(person.given.written),\(person.family.kana)　\(person.given.kana),"
                + "\(person.birth),\(person.postalCode),\(person.address),\(person.phone),"
                + "\(person.number)\n"
        }
        return Data(text.utf8)
    }

    private mutating func addHousehold() {
        let adult = random.whole(1935...2005)
        let head = head(year: adult)
        add(head)
        guard random.chance(0.62), adult < 2000 else { return }
        add(relative(of: head, year: adult + random.whole(-5...5)))
        var year = adult + random.whole(22...30)
        for _ in 0..<random.pick([0, 1, 2, 3], weights: [35, 25, 30, 10]) where year <= 2024 {
            let child = relative(of: head, year: year)
            add(child)
            if random.chance(0.02) {
                var twin = relative(of: head, year: year)
                twin.birth = child.birth
                while twin.given == child.given { twin.given = givenName() }
                add(twin)
            }
            year += random.whole(1...4)
        }
    }

    private mutating func add(_ person: Person) {
        var person = person
        person.id = 10_000_001 + people.count
        person.number = "9999" + String(100_000_000 + random.whole(0...99_999_999)).dropFirst()
        people.append(person)
    }

    private mutating func head(year: Int) -> Person {
        let town = random.pick(NameLists.shared.towns)
        let numbers =
            town.name.hasSuffix("町")
            ? [random.whole(1...3000), random.whole(1...32)]
            : [random.whole(1...6), random.whole(1...45), random.whole(1...28)]
        let building = random.chance(0.3) ? "ハイツ\(random.pick(["桜島", "照国", "錦江", "城山", "甲突"]))" : ""
        let room = building.isEmpty ? "" : String(random.whole(1...9) * 100 + random.whole(1...8))
        return Person(
            id: 0, family: familyName(), given: givenName(), birth: birthday(year), postalCode: town.postalCode,
            address: "鹿児島市\(town.name)\(numbers.map(String.init).joined(separator: "-"))\(building)\(room)",
            phone: "0990" + String(1_000_000 + random.whole(0...999_999)).dropFirst(), number: "")
    }

    private mutating func relative(of head: Person, year: Int) -> Person {
        var person = head
        person.given = givenName()
        person.birth = birthday(year)
        return person
    }

    private mutating func birthday(_ year: Int) -> String {
        let (month, day) = (random.whole(1...12), random.whole(1...28))
        return "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
    }

    /// A little more than half of all people bear one of the few hundred common surnames; the others' are put together of
    /// two words, the first of them more often than the last.
    private mutating func familyName() -> Name {
        if random.chance(0.55) {
            let name = Self.common[random.whole(0...(Self.common.count - 1))]
            return Name(written: name.name, kana: name.kana)
        }
        return joined(pickUnevenly(Self.familyFirst), pickUnevenly(Self.familySecond))
    }

    private mutating func givenName() -> Name {
        if random.chance(0.4) {
            let name = random.pick(NameLists.shared.givenNames)
            return Name(written: name.name, kana: name.kana)
        }
        return joined(pickUnevenly(Self.givenFirst), pickUnevenly(Self.givenSecond))
    }

    private func joined(_ first: Name, _ second: Name) -> Name {
        Name(written: first.written + second.written, kana: first.kana + second.kana)
    }

    private mutating func pickUnevenly(_ list: [Name]) -> Name {
        let share = random.real(0...0.999_999)
        return list[Int(Double(list.count) * share * share)]
    }

    /// Each common surname as often as its weight says.
    private static let common = NameLists.shared.surnames.flatMap { name in
        Array(repeating: name, count: max(1, name.weight))
    }

    private static let familyFirst = names(
        "山ヤマ 中ナカ 上カミ 田タ 西ニシ 前マエ 東ヒガシ 松マツ 宮ミヤ 永ナガ 福フク 浜ハマ 池イケ 大オオ 小コ 川カワ 森モリ 原ハラ 岩イワ 有アリ "
            + "竹タケ 横ヨコ 長ナガ 石イシ 今イマ 新ニイ 内ウチ 外ソト 南ミナミ 北キタ 久ヒサ 吉ヨシ 鎌カマ 迫サコ 園ソノ 堂ドウ 窪クボ 桑クワ 柿カキ 梅ウメ "
            + "桜サクラ 菊キク 蓮ハス 鶴ツル 亀カメ 鷹タカ 鮫サメ 鯨クジラ 猪イノ 鹿シカ 馬ウマ 牛ウシ 兎ウサギ 狐キツネ 雲ウン 霧キリ 霜シモ 雪ユキ 露ツユ 虹ニジ "
            + "鍋ナベ 釜カマ 槍ヤリ 弓ユミ 矢ヤ 盾タテ 鈴スズ 鏡カガミ 硯スズリ 筆フデ 錦ニシキ 絹キヌ 麻アサ 綿ワタ 藍アイ 紅ベニ 緋ヒ 翠ミドリ 銀シロガネ 鉄クロガネ")
    private static let familySecond = names(
        "田ダ 元モト 園ゾノ 迫サコ 原ハラ 村ムラ 山ヤマ 川カワ 口グチ 崎サキ 島シマ 野ノ 本モト 下シタ 倉クラ 畑ハタ 丸マル 重シゲ 留トメ 牟礼ムレ "
            + "之段ノダン 久保クボ 水流ズル 薗ゾノ 脇ワキ 尾オ 谷タニ 沢サワ 坂サカ 浦ウラ 津ツ 江エ 橋ハシ 根ネ 井イ 木キ 森モリ 林バヤシ 岡オカ 城シロ "
            + "門カド 戸ト 塚ツカ 宅タケ 内ウチ 添ゾエ 瀬セ 淵フチ 滝タキ 泉イズミ")
    private static let givenFirst = names(
        "和カズ 美ミ 裕ユウ 健ケン 真マ 優ユ 直ナオ 正マサ 智トモ 恵ケイ 洋ヨウ 明アキ 千チ 由ユ 春ハル 幸ユキ 英ヒデ 義ヨシ 信ノブ 光ミツ 隆タカ 弘ヒロ "
            + "秀ヒデ 康ヤス 哲テツ 浩ヒロ 俊トシ 勝カツ 貴タカ 茂シゲ 敏トシ 武タケ 良リョウ 豊トヨ 雅マサ 陽ハル 結ユ 愛アイ 咲サキ 葵アオイ 莉リ 花ハナ 凛リン "
            + "悠ハル 大ダイ 翔ショウ 拓タク 蓮レン 海カイ 空ソラ")
    private static let givenSecond = names(
        "子コ 美ミ 太タ 也ヤ 人ト 代ヨ 江エ 夫オ 男オ 郎ロウ 一イチ 介スケ 奈ナ 香カ 恵エ 里リ 彦ヒコ 平ヘイ 樹キ 斗ト 希キ 菜ナ 音ネ 乃ノ 花カ 吾ゴ "
            + "輔スケ 史シ 治ジ 志シ 哉ヤ 生オ 臣オミ 馬マ 海ミ 月ツキ 星セイ 翔ト 帆ホ 衣イ")

    private static func names(_ text: String) -> [Name] {
        text.split(separator: " ").map { word in
            let written = word.prefix { !("ァ"..."ヶ").contains($0) }
            return Name(written: String(written), kana: String(word.dropFirst(written.count)))
        }
    }
}
