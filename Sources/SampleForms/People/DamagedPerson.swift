package import Paperwork

/// A resident as a document shows them that was misread: what is written on it, field by field.
package struct DamagedPerson: Sendable {
    package var name: String
    package var kana: String
    package var birth: String
    package var address: String
    package var phone: String
    package var number: String

    /// With `wrong` characters of the name and as many of its kana put in the place of others, and `digits` of the birth
    /// date's and the number's digits; the date stays eight digits long and may be no date any more.
    package init(_ person: CityRegister.Person, wrong: Int, digits: Int, using random: inout SeededRandom) {
        name = Self.damaged(person.name, wrong, among: Self.letters, using: &random)
        kana = Self.damaged(person.kana, wrong, among: Self.kana, using: &random)
        birth = Self.damaged(person.birth, digits, among: Array("0123456789"), onlyDigits: true, using: &random)
        address = person.address
        phone = person.phone
        number = Self.damaged(person.number, digits, among: Array("0123456789"), onlyDigits: true, using: &random)
    }

    private static func damaged(
        _ text: String, _ count: Int, among letters: [Character], onlyDigits: Bool = false,
        using random: inout SeededRandom
    ) -> String {
        var characters = Array(text)
        var places = characters.indices.filter { !onlyDigits || characters[$0].isNumber }.shuffled(using: &random)
        for _ in 0..<min(count, places.count) {
            let place = places.removeLast()
            var letter = characters[place]
            while letter == characters[place] { letter = random.pick(letters) }
            characters[place] = letter
        }
        return String(characters)
    }

    private static let letters = Array("山川田中木本村上大小高松井口野原石林池森橋島崎藤岡谷沢西東南北和美正子太郎人一二三千加佐伊")
    private static let kana = Array("アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン")
}
