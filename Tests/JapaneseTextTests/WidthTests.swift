import JapaneseText
import Testing

@Suite struct WidthTests {
    @Test(arguments: [
        ("ＡＢＣ　１２３", "ABC 123"), ("ｶﾞｷﾞｸﾞﾊﾟ", "ガギグパ"), ("ﾔﾏﾀﾞ ﾀﾛｳ", "ヤマダ タロウ"), ("が", "が"), ("￥１，２３４", "¥1,234"),
        ("㈱①", "㈱①"), ("（〒８９２）", "(〒892)"), ("", ""),
    ])
    func narrows(written: String, expected: String) {
        #expect(Width.narrow(written).unicodeScalars.elementsEqual(expected.unicodeScalars))
    }

    @Test(arguments: [
        ("1ー2ー3", "1-2-3"), ("１−２‐３", "1-2-3"), ("コ-ポ", "コーポ"), ("コｰポ－ラス", "コーポーラス"), ("サンー5", "サンー5"),
        ("コーポ－5", "コーポ-5"),
        ("三丁目ー5", "三丁目-5"), ("らーめん", "らーめん"), ("メーーール", "メーーール"), ("フリ-", "フリー"), ("A―1", "A-1"),
    ])
    func dashesFollowTheirNeighbours(written: String, expected: String) {
        #expect(Width.narrow(written) == expected)
    }

    @Test func widens() {
        #expect(Width.wide("Abc 12-3 ｶﾞ¥") == "Ａｂｃ　１２－３　ガ￥")
    }

    @Test func narrowingTwiceChangesNothing() {
        let text = "ｺｰﾎﾟ〜１２ー３ＡＢ　ﾞー"
        #expect(Width.narrow(Width.narrow(text)) == Width.narrow(text))
    }
}

@Suite struct KanaTests {
    @Test func changesScript() {
        #expect(Kana.katakana("やまだ ﾀﾛｳゞ") == "ヤマダ タロウヾ")
        #expect(Kana.hiragana("ヤマダーｶﾞ漢字") == "やまだーが漢字")
    }

    @Test(arguments: [
        ("ｼﾖｳｲﾁ", "ショウイチ"), ("ミヅホ", "みずほ"), ("ハヂメ", "ハジメ"), ("カヲル", "かおる"), ("ヴァイオラ", "バイオラ"), ("イ ツ・カ", "イッカ"),
        ("ヱミ", "エミ"), ("ヴ", "ブ"),
    ])
    func spellingsOfOneNameFoldTogether(left: String, right: String) {
        #expect(Kana.folded(left) == Kana.folded(right))
    }

    @Test(arguments: [("ハ", "バ"), ("ハ", "パ"), ("シ", "ツ"), ("ユウコ", "ユコ")])
    func otherNamesStayApart(left: String, right: String) {
        #expect(Kana.folded(left) != Kana.folded(right))
    }
}

@Suite struct NameVariantsTests {
    @Test(arguments: [
        ("髙橋", "高橋"), ("山﨑", "山崎"), ("渡邉", "渡辺"), ("渡邊", "渡辺"), ("齋藤", "斎藤"), ("齊藤", "斉藤"), ("𠮷田", "吉田"), ("濵﨑", "浜崎"),
        ("廣澤", "広沢"), ("嶋", "島"), ("葛\u{E0100}城", "葛城"), ("神\u{FE00}", "神"), ("\u{FA10}本", "塚本"), ("檜山", "桧山"),
        ("山 田", "山田"), ("眞惠", "真恵"),
    ])
    func variantsFoldTogether(left: String, right: String) {
        #expect(NameVariants.folded(left).unicodeScalars.elementsEqual(NameVariants.folded(right).unicodeScalars))
    }

    @Test(arguments: [("斉藤", "斎藤"), ("太田", "大田"), ("阿部", "安部"), ("伊東", "伊藤"), ("土屋", "士屋"), ("芦田", "葦田")])
    func differentCharactersStayApart(left: String, right: String) {
        #expect(NameVariants.folded(left) != NameVariants.folded(right))
    }

    @Test func distanceCountsFoldedConfusions() {
        #expect(EditDistance.distance(NameVariants.folded("斉藤"), NameVariants.folded("齋藤")) == 1)
    }
}

@Suite struct EditDistanceTests {
    @Test(arguments: [
        ("", "", 0), ("山田", "", 2), ("山田太郎", "山田大郎", 1), ("カナ", "ナカ", 1), ("がぎ", "かき", 2), ("abc", "yabd", 2),
    ])
    func counts(left: String, right: String, expected: Int) {
        #expect(EditDistance.distance(left, right) == expected)
        #expect(EditDistance.distance(right, left) == expected)
    }

    @Test func givesUpBeyondTheLimit() {
        #expect(EditDistance.distance("山田太郎", "鈴木花子", limit: 3) == nil)
        #expect(EditDistance.distance("山田太郎", "鈴木太郎", limit: 2) == 2)
        #expect(EditDistance.distance("あ", "あいうえお", limit: 3) == nil)
    }

    @Test func findsTheNearestName() {
        #expect(EditDistance.nearest(to: "adress", among: ["name", "address", "amount"]) == "address")
        #expect(EditDistance.nearest(to: "zzz", among: ["name", "address"]) == nil)
    }
}
