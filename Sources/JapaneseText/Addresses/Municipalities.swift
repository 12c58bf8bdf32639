/// Where the names of prefectures and municipalities end in an address.
enum Municipalities {
    static func takePrefecture(from rest: inout ScalarText) -> String {
        take(prefectures.length(in: rest) ?? 0, from: &rest)
    }

    /// Kagoshima's by their list; others by how such names are built, with the names that break that rule listed.
    static func takeMunicipality(from rest: inout ScalarText, in prefecture: String) -> String {
        let isListed = prefecture.isEmpty || prefecture == "鹿児島県"
        let length = isListed ? listed.length(in: rest) : nil
        return take(length ?? builtLength(rest, in: prefecture), from: &rest)
    }

    private static func take(_ length: Int, from rest: inout ScalarText) -> String {
        defer { rest.removeFirst(length) }
        return String(rest.prefix(length))
    }

    private static func builtLength(_ text: ScalarText, in prefecture: String) -> Int {
        if let city = designatedCities.length(in: text) {
            return position(of: "区", in: text.dropFirst(city).prefix(6)).map { city + $0 + 1 } ?? city
        }
        if let city = citiesAgainstRule.length(in: text) { return city }
        if prefecture == "東京都", let ward = position(of: "区", in: text.prefix(5)) { return ward + 1 }
        if let length = townLength(text) { return length }
        return position(of: "市", in: text.dropFirst().prefix(7)).map { $0 + 2 } ?? 0
    }

    /// The length of 〇〇郡〇〇町 or 〇〇郡〇〇村, if such a name comes before any 市.
    private static func townLength(_ text: ScalarText) -> Int? {
        guard let district = position(of: "郡", in: text.dropFirst().prefix(6)).map({ $0 + 2 }),
            position(of: "市", in: text.prefix(district)) == nil
        else { return nil }
        let rest = text.dropFirst(district)
        if let town = townsAgainstRule.length(in: rest) { return district + town }
        return rest.dropFirst().firstIndex { $0 == "町" || $0 == "村" }.map { $0 + 1 - text.startIndex }
    }

    private static func position(of scalar: Unicode.Scalar, in text: ScalarText) -> Int? {
        text.firstIndex(of: scalar).map { $0 - text.startIndex }
    }

    /// A town or village of Kagoshima stands with and without its district.
    private static let listed = NameTable(
        PostalTable.shared.municipalities.flatMap { name in
            name.firstIndex(of: "郡").map { [name, String(name[name.index(after: $0)...])] } ?? [name]
        })

    /// 地方自治法第252条の19: the cities with wards.
    private static let designatedCities = NameTable([
        "札幌市", "仙台市", "さいたま市", "千葉市", "横浜市", "川崎市", "相模原市", "新潟市", "静岡市", "浜松市", "名古屋市", "京都市", "大阪市", "堺市",
        "神戸市", "岡山市", "広島市", "北九州市", "福岡市", "熊本市",
    ])
    /// Cities with 市 or 郡 inside the name.
    private static let citiesAgainstRule = NameTable([
        "四日市市", "廿日市市", "野々市市", "市川市", "市原市", "郡山市", "大和郡山市", "郡上市", "小郡市", "蒲郡市",
    ])
    /// Towns with 町 or 村 inside the name.
    private static let townsAgainstRule = NameTable(["玉村町", "村田町", "大町町"])

    private static let prefectures = NameTable([
        "北海道", "青森県", "岩手県", "宮城県", "秋田県", "山形県", "福島県", "茨城県", "栃木県", "群馬県", "埼玉県", "千葉県", "東京都", "神奈川県",
        "新潟県", "富山県", "石川県", "福井県", "山梨県", "長野県", "岐阜県", "静岡県", "愛知県", "三重県", "滋賀県", "京都府", "大阪府", "兵庫県",
        "奈良県", "和歌山県", "鳥取県", "島根県", "岡山県", "広島県", "山口県", "徳島県", "香川県", "愛媛県", "高知県", "福岡県", "佐賀県", "長崎県",
        "熊本県", "大分県", "宮崎県", "鹿児島県", "沖縄県",
    ])
}
