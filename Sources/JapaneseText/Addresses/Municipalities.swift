/// Where the names of prefectures and municipalities end in an address.
enum Municipalities {
    static func takePrefecture(from rest: inout Substring) -> String {
        guard let prefecture = prefectures.first(where: { rest.hasPrefix($0) }) else { return "" }
        rest.removeFirst(prefecture.count)
        return prefecture
    }

    /// Kagoshima's by their list; others by how such names are built, with the names that break that rule listed.
    static func takeMunicipality(from rest: inout Substring, in prefecture: String) -> String {
        let length =
            (prefecture.isEmpty || prefecture == "鹿児島県" ? listedLength(rest) : nil) ?? builtLength(rest, in: prefecture)
        defer { rest.removeFirst(length) }
        return String(rest.prefix(length))
    }

    private static func listedLength(_ text: Substring) -> Int? { listed.first { text.hasPrefix($0) }?.count }

    /// Longest first; a town or village with and without its district.
    private static let listed: [String] = PostalTable.shared.municipalities
        .flatMap { name in
            name.firstIndex(of: "郡").map { [name, String(name[name.index(after: $0)...])] } ?? [name]
        }
        .sorted { $0.count > $1.count }

    private static func builtLength(_ text: Substring, in prefecture: String) -> Int {
        let characters = Array(text.prefix(16))
        if let city = designatedCities.first(where: { text.hasPrefix($0) }) {
            let ward = characters.dropFirst(city.count).prefix(6).firstIndex(of: "区")
            return ward.map { $0 + 1 } ?? city.count
        }
        if let city = citiesAgainstRule.first(where: { text.hasPrefix($0) }) { return city.count }
        if prefecture == "東京都", let ward = characters.prefix(5).firstIndex(of: "区") { return ward + 1 }
        if let length = townLength(characters) { return length }
        if let city = characters.dropFirst().prefix(7).firstIndex(of: "市") { return city + 1 }
        return 0
    }

    /// The length of 〇〇郡〇〇町 or 〇〇郡〇〇村, if such a name comes before any 市.
    private static func townLength(_ characters: [Character]) -> Int? {
        guard let district = characters.dropFirst().prefix(6).firstIndex(of: "郡"),
            !characters[..<district].contains("市")
        else { return nil }
        let rest = characters.dropFirst(district + 1)
        if let town = townsAgainstRule.first(where: { rest.starts(with: $0) }) { return district + 1 + town.count }
        return rest.dropFirst().firstIndex { $0 == "町" || $0 == "村" }.map { $0 + 1 }
    }

    /// 地方自治法第252条の19: the cities with wards.
    private static let designatedCities = [
        "札幌市", "仙台市", "さいたま市", "千葉市", "横浜市", "川崎市", "相模原市", "新潟市", "静岡市", "浜松市", "名古屋市", "京都市", "大阪市", "堺市",
        "神戸市", "岡山市", "広島市", "北九州市", "福岡市", "熊本市",
    ]
    /// Cities with 市 or 郡 inside the name.
    private static let citiesAgainstRule = [
        "四日市市", "廿日市市", "野々市市", "市川市", "市原市", "郡山市", "大和郡山市", "郡上市", "小郡市", "蒲郡市",
    ]
    /// Towns with 町 or 村 inside the name.
    private static let townsAgainstRule = ["玉村町", "村田町", "大町町"]

    private static let prefectures = [
        "北海道", "青森県", "岩手県", "宮城県", "秋田県", "山形県", "福島県", "茨城県", "栃木県", "群馬県", "埼玉県", "千葉県", "東京都", "神奈川県",
        "新潟県", "富山県", "石川県", "福井県", "山梨県", "長野県", "岐阜県", "静岡県", "愛知県", "三重県", "滋賀県", "京都府", "大阪府", "兵庫県",
        "奈良県", "和歌山県", "鳥取県", "島根県", "岡山県", "広島県", "山口県", "徳島県", "香川県", "愛媛県", "高知県", "福岡県", "佐賀県", "長崎県",
        "熊本県", "大分県", "宮崎県", "鹿児島県", "沖縄県",
    ]
}
