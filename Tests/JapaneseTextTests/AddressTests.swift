import JapaneseText
import Testing

@Suite struct AddressTests {
    @Test(arguments: [
        ("鹿児島市山下町１１番１号", "鹿児島市山下町11-1"), ("鹿児島市中央町一丁目二番三号", "鹿児島市中央町1-2-3"), ("中央町1ー2−3", "中央町1-2-3"),
        ("東京都千代田区三番町３番地の９", "東京都千代田区三番町3-9"), ("大阪府堺市堺区北瓦町２丁３－２５", "大阪府堺市堺区北瓦町2-3-25"),
        ("東京都港区六本木6丁目10番1号 六本木ハイツ 101号室", "東京都港区六本木6-10-1六本木ハイツ101号室"), ("伊敷1-2-3 405", "伊敷1-2-3-405"),
        ("高槻市八丁西町８番２１号", "高槻市八丁西町8-21"), ("霧島市国分中央３丁目４５－１", "霧島市国分中央3-45-1"), ("薩摩川内市千二百番地", "薩摩川内市1200"),
        ("コーポさくら５号棟", "コーポさくら5号棟"), ("札幌市中央区北一条西二丁目", "札幌市中央区北1条西2"),
        ("東京都港区麻布十番２丁目８番６号", "東京都港区麻布十番2-8-6"), ("京都市下京区西七条東八反田町33", "京都市下京区西七条東八反田町33"),
    ])
    func normalizes(written: String, expected: String) {
        #expect(Address.normalized(written) == expected)
        #expect(Address.normalized(expected) == expected)
    }

    @Test(arguments: [
        ["鹿児島県鹿児島市山下町11番1号", "鹿児島県", "鹿児島市", "山下町", "11-1", ""],
        ["いちき串木野市昭和通133番地1", "", "いちき串木野市", "昭和通", "133-1", ""],
        ["鹿児島県熊毛郡屋久島町小瀬田849-20", "鹿児島県", "熊毛郡屋久島町", "小瀬田", "849-20", ""],
        ["神奈川県横浜市緑区長津田２丁目３４－６", "神奈川県", "横浜市緑区", "長津田", "2-34-6", ""],
        ["三重県四日市市諏訪町1番5号", "三重県", "四日市市", "諏訪町", "1-5", ""],
        ["千葉県市川市八幡1-1-1コーポ市川202", "千葉県", "市川市", "八幡", "1-1-1", "コーポ市川202"],
        ["東京都町田市森野2-2-22", "東京都", "町田市", "森野", "2-2-22", ""],
        ["福島県郡山市朝日1-23-7", "福島県", "郡山市", "朝日", "1-23-7", ""],
        ["群馬県佐波郡玉村町下新田201", "群馬県", "佐波郡玉村町", "下新田", "201", ""],
        ["北海道札幌市中央区北1条西2丁目", "北海道", "札幌市中央区", "北1条西", "2", ""],
        ["埼玉県戸田市大字新曽２２４２", "埼玉県", "戸田市", "大字新曽", "2242", ""],
        ["鹿児島市山下町1番15号　2階", "", "鹿児島市", "山下町", "1-15", "2階"],
        ["", "", "", "", "", ""],
    ])
    func splits(row: [String]) {
        let address = Address(row[0])
        #expect(
            [address.prefecture, address.municipality, address.town, address.numbers, address.building]
                == Array(row.dropFirst()))
    }

    @Test func knowsChomeAndRoom() {
        let address = Address("鹿児島市中央町二十三丁目4番5号 天文館ハイツA-101号室")
        #expect(address.chome == 23)
        #expect(address.townWithChome == "中央町二十三丁目")
        #expect(address.room == "A-101")
        #expect(Address("鹿児島市中央町1-2").room == nil)
    }

    @Test(arguments: [
        ("鹿児島県鹿児島市中央町1丁目2番3号", "鹿児島市中央町一丁目二番三号"), ("鹿児島市中央町1-2-3", "鹿児島市中央町１ー２ー３"),
        ("千葉県鎌ケ谷市東鎌ヶ谷3-26", "鎌ヶ谷市東鎌が谷3丁目26"),
        ("川崎市中原区市ノ坪410", "川崎市中原区市の坪410番地"), ("姶良郡湧水町木場222", "湧水町木場222番地"), ("戸田市大字新曽字芦原2242", "戸田市新曽芦原2242"),
        ("鹿児島市中央町1-2-3 ハイツ桜101号室", "鹿児島市中央町1-2-3ハイツ櫻101"), ("渋谷区代官山町7-7", "澁谷区代官山町7の7"),
    ])
    func notationsOfOneAddressShareAKey(left: String, right: String) {
        #expect(Address.key(left) == Address.key(right))
    }

    @Test(arguments: [
        ("鹿児島市中央町1-2-3", "鹿児島市中央町1-23"), ("鹿児島市中央町1-2-3", "鹿児島市上之園町1-2-3"), ("鹿児島市中央町1-2-3", "鹿児島市中央町1-2-3ハイツ101"),
        ("鹿児島市下伊敷町1", "鹿児島市下伊敷1"),
    ])
    func otherAddressesStayApart(left: String, right: String) {
        #expect(Address.key(left) != Address.key(right))
    }
}

@Suite struct PostalCodeTests {
    @Test(arguments: [("〒892-8677", "8928677"), ("８９２ー８６７７", "8928677"), ("892 8677", "8928677")])
    func reads(written: String, digits: String) {
        #expect(PostalCode(written)?.digits == digits)
        #expect(PostalCode(written)?.printed == "892-8677")
    }

    @Test(arguments: ["892867", "89286777", "8928-67a", ""]) func refuses(written: String) {
        #expect(PostalCode(written) == nil)
    }

    @Test func provesAnAddress() throws {
        let code = try #require(PostalCode("8920816"))
        #expect(code.agreement(with: Address("鹿児島市山下町11-1")) == .agrees)
        #expect(code.agreement(with: Address("鹿児島県鹿児島市中央町1")) == .disagrees(places: ["鹿児島市山下町"]))
        #expect(PostalCode("1000001")?.agreement(with: Address("東京都千代田区千代田1-1")) == .unknown)
        #expect(PostalCode("8900000")?.agreement(with: Address("鹿児島市架空町1")) == .agrees)
    }

    @Test func chanceOfListedIsTheTablesDensity() {
        let listed = Set(PostalCode.listed)
        var hits = 0
        for code in listed {
            let digits = Array(code)
            for place in 2..<7 {
                for digit in "0123456789" where digit != digits[place] {
                    var other = digits
                    other[place] = digit
                    hits += listed.contains(String(other)) ? 1 : 0
                }
            }
        }
        #expect(abs(Double(hits) / Double(listed.count * 45) - PostalCode.chanceOfListed) < 0.01)
        #expect(PostalCode("8999999")?.isListed == false)
        #expect(PostalCode("1000001")?.isListed == nil)
    }
}
