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
        let name = folded(municipality)
        guard let district = name.firstIndex(of: "郡"), district + 1 < name.endIndex,
            name.last == "町" || name.last == "村"
        else { return String(withFoldedParticles(name)) }
        return String(withFoldedParticles(Array(name[(district + 1)...])))
    }

    static func townKey(_ town: String) -> String {
        let name = folded(town)
        var key: [Unicode.Scalar] = []
        for scalar in name {
            if scalar != "字" || key.last == "文" {
                key.append(scalar)
            } else if key.last == "大" {
                key.removeLast()
            }
        }
        return String(withFoldedParticles(key))
    }

    private static func buildingKey(_ building: String) -> String {
        if building.isEmpty { return "" }
        let name = Kana.katakana(String(folded(building))).lowercased()
        let suffix = ["号室", "室", "号"].first { name.hasSuffix($0) } ?? ""
        return name.dropLast(suffix.count).filter { !"-・.".contains($0) }
    }

    private static func folded(_ name: String) -> [Unicode.Scalar] { Array(NameVariants.folded(name).unicodeScalars) }

    /// ヶ, ケ, が and their like as ケ, and ノ, の, 之 as ノ, where a kanji follows.
    private static func withFoldedParticles(_ name: [Unicode.Scalar]) -> [Unicode.Scalar] {
        var name = name
        for index in name.indices.dropFirst().dropLast() where name[index + 1].isKanji {
            switch name[index] {
            case "ヶ", "ケ", "が", "ガ", "ヵ", "カ": name[index] = "ケ"
            case "ノ", "の", "之", "乃": name[index] = "ノ"
            default: break
            }
        }
        return name
    }
}
