package import Foundation
internal import Paperwork

/// A fictional employer; every name says that it is a sample.
package struct Employer: Sendable, Hashable {
    package var name: String
    /// 13 digits with a right check digit; the 12 after it begin with 9999, so that they are known as made up.
    package var corporateNumber: String
    package var address: Address
    package var phone: String

    package static let all: [Employer] = {
        var random = SeededRandom(seed: 20)
        let names = [
            "株式会社見本水産", "見本建設株式会社", "医療法人見本会", "株式会社見本商店", "有限会社見本製茶", "社会福祉法人見本福祉会", "株式会社見本交通", "見本電機株式会社",
            "株式会社見本ホテル", "学校法人見本学園", "株式会社見本運輸", "見本印刷株式会社", "株式会社見本システム", "有限会社見本青果", "見本農業協同組合", "株式会社見本酒造",
        ]
        return names.enumerated().map { index, name in
            var address = Address.drawn(using: &random)
            address.building = nil
            let digits = "999901" + String(1_000_000 + index * 37 + 11).dropFirst()
            return Employer(
                name: name, corporateNumber: CheckDigits.corporateNumber(digits.compactMap(\.wholeNumberValue)),
                address: address, phone: "099200" + String(10_000 + 8_000 + index * 13).dropFirst())
        }
    }()

    /// The employers' register as a CSV file in CP932.
    package static func csv() throws -> Data {
        var lines = ["法人番号,名称,所在地,電話番号"]
        for employer in all {
            lines.append(
                [employer.corporateNumber, employer.name, employer.address.written(.wideWords), employer.phone]
                    .joined(separator: ","))
        }
        return try CP932.encode(lines.joined(separator: "\r\n") + "\r\n")
    }
}
