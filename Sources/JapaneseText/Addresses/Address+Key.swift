extension Address {
    /// A key under which notations of one address are equal. For comparing only.
    ///
    /// Prefecture and district (郡) are left out, because people leave them out; 大字, 字 and 号室 are dropped; ヶ, ケ and が
    /// before a kanji are one, and so are ノ, の and 之; variants of characters are folded.
    package static func key(_ text: String) -> String {
        let address = Address(text)
        return municipalityKey(address.municipality) + townKey(address.town) + "|" + address.numbers + "|"
            + buildingKey(address.building)
    }

    static func municipalityKey(_ municipality: String) -> String {
        let name = NameVariants.folded(municipality)
        guard let district = name.firstIndex(of: "郡"), name.hasSuffix("町") || name.hasSuffix("村"),
            name.index(after: district) < name.endIndex
        else { return foldedParticles(name) }
        return foldedParticles(String(name[name.index(after: district)...]))
    }

    static func townKey(_ town: String) -> String {
        let name = NameVariants.folded(town)
        var key = ""
        for character in name.replacing("大字", with: "") where character != "字" || key.hasSuffix("文") {
            key.append(character)
        }
        return foldedParticles(key)
    }

    private static func buildingKey(_ building: String) -> String {
        let name = Kana.katakana(NameVariants.folded(building)).lowercased()
        let suffix = ["号室", "室", "号"].first { name.hasSuffix($0) } ?? ""
        return name.dropLast(suffix.count).filter { !"-・.".contains($0) }
    }

    /// ヶ, ケ, が and their like as ケ, and ノ, の, 之 as ノ, where a kanji follows.
    private static func foldedParticles(_ name: String) -> String {
        var characters = Array(name)
        for index in characters.indices.dropFirst().dropLast() where isKanji(characters[index + 1]) {
            if "ヶケがガヵカ".contains(characters[index]) { characters[index] = "ケ" }
            if "ノの之乃".contains(characters[index]) { characters[index] = "ノ" }
        }
        return String(characters)
    }

    private static func isKanji(_ character: Character) -> Bool {
        character.unicodeScalars.first?.properties.isIdeographic ?? false
    }
}
