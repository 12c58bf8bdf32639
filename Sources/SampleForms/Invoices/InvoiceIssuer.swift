package import Foundation
internal import Paperwork

/// A fictional company that sends invoices; every name says that it is a sample.
package struct InvoiceIssuer: Sendable, Hashable {
    package var name: String
    /// T and a corporate number with a right check digit that begins with 9999, so that it is known as made up.
    package var number: String
    package var address: String
    package var bank: String
    package var branch: String
    /// Seven digits.
    package var account: String
    /// As transfers name it, in full-width kana.
    package var holder: String
    /// In the payee's register of the financial system.
    package var code: String

    package static let all: [InvoiceIssuer] = {
        let companies = [
            ("株式会社見本商店", "カ）ミホンシヨウテン"), ("見本印刷株式会社", "ミホンインサツ（カ"), ("有限会社見本青果", "ユ）ミホンセイカ"),
            ("株式会社見本システム", "カ）ミホンシステム"), ("見本建設株式会社", "ミホンケンセツ（カ"), ("株式会社見本交通", "カ）ミホンコウツウ"),
            ("見本電機株式会社", "ミホンデンキ（カ"), ("株式会社見本酒造", "カ）ミホンシユゾウ"),
        ]
        var random = SeededRandom(seed: 71)
        return companies.enumerated().map { index, company in
            let digits = "999902" + String(1_000_000 + index * 53 + 17).dropFirst()
            let town = random.pick(NameLists.shared.towns).name
            return InvoiceIssuer(
                name: company.0, number: "T" + CheckDigits.corporateNumber(digits.compactMap(\.wholeNumberValue)),
                address: "鹿児島市\(town)\(random.whole(1...40))番\(random.whole(1...30))号",
                bank: random.pick(["みほん銀行", "かごしま見本銀行", "見本信用金庫"]), branch: random.pick(["本店", "中央支店", "港支店"]),
                account: String(1_000_000 + random.whole(0...8_999_999)), holder: company.1,
                code: String(30_001 + index))
        }
    }()

    /// The payees' register as a CSV file in CP932.
    package static func csv() throws -> Data {
        var lines = ["債権者コード,登録番号,名称,銀行,支店,口座番号,口座名義"]
        for issuer in all {
            lines.append(
                [
                    issuer.code, issuer.number, issuer.name, issuer.bank, issuer.branch, issuer.account, issuer.holder,
                ].joined(separator: ","))
        }
        return try CP932.encode(lines.joined(separator: "\r\n") + "\r\n")
    }
}
