/// Japan Post's postal codes of Kagoshima Prefecture.
struct PostalTable: Sendable {
    static let shared = PostalTable()

    struct Place: Sendable {
        /// As in 鹿児島市山下町.
        var name: String
        var municipalityKey: String
        /// Empty where the code is the whole municipality's.
        var townKey: String
    }

    private var placesByCode: [String: [Place]] = [:]
    /// With their district (郡), as in 熊毛郡屋久島町.
    private(set) var municipalities: [String] = []

    private init() {
        for line in Resources.lines("postal-codes-kagoshima.txt") {
            if line.first == "@" {
                municipalities.append(String(line.dropFirst()))
            } else if let municipality = municipalities.last {
                add(line.split(separator: " "), in: municipality)
            }
        }
    }

    private mutating func add(_ words: [Substring], in municipality: String) {
        guard let code = words.first else { return }
        let towns = words.count > 1 ? words.dropFirst().map(String.init) : [""]
        placesByCode[String(code), default: []] += towns.map { town in
            Place(
                name: municipality + town, municipalityKey: Address.municipalityKey(municipality),
                townKey: Address.townKey(town))
        }
    }

    func places(of code: String) -> [Place] { placesByCode[code] ?? [] }

    var codes: [String] { placesByCode.keys.sorted() }
}
