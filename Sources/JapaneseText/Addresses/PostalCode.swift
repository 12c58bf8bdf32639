/// A Japanese postal code (郵便番号).
package struct PostalCode: Sendable, Hashable {
    /// Seven half-width digits.
    package let digits: String

    /// Reads 〒892-8677 and 8928677; nil for anything but seven digits.
    package init?(_ text: String) {
        let narrow = Width.narrow(text).filter { $0 != "〒" && $0 != "〶" && $0 != "T" }
        guard let digits = Digits.plain(narrow), digits.count == 7 else { return nil }
        self.digits = digits
    }

    /// As in 892-8677.
    package var printed: String { "\(digits.prefix(3))-\(digits.suffix(4))" }
}

extension PostalCode {
    /// How a code and an address fit.
    package enum Agreement: Sendable, Hashable {
        case agrees
        /// With the places that have the code, as in 鹿児島市山下町.
        case disagrees(places: [String])
        /// Only codes of Kagoshima Prefecture (890 to 899) are in the table.
        case unknown
    }

    /// Whether `address` lies where the code is used, by Japan Post's table for Kagoshima Prefecture.
    package func agreement(with address: Address) -> Agreement {
        let places = PostalTable.shared.places(of: digits)
        guard !places.isEmpty else { return .unknown }
        let isThere = places.contains { place in
            place.municipalityKey == Address.municipalityKey(address.municipality)
                && (place.townKey.isEmpty || Address.townKey(address.town).hasPrefix(place.townKey))
        }
        return isThere ? .agrees : .disagrees(places: places.map(\.name))
    }

    /// Whether the table knows the code: nil where it can't tell, outside 890 to 899.
    package var isListed: Bool? {
        digits.hasPrefix("89") ? !PostalTable.shared.places(of: digits).isEmpty : nil
    }

    /// How often a listed code with one wrong digit among the last five is a listed code again: the table's own density,
    /// which `PostalCodeTests` computes anew.
    package static let chanceOfListed = 0.24

    /// Codes in the table, in order.
    package static var listed: [String] { PostalTable.shared.codes }
}
