package import Paperwork

/// A qualified invoice with its amounts, as it is drawn and as it should be read.
package struct Invoice: Sendable {
    struct Item: Sendable {
        var name: String
        var count: Int
        var price: Int
        /// Food and drink: 8 %.
        var isReduced: Bool

        var amount: Int { count * price }
    }

    var issuer: InvoiceIssuer
    var number: String
    /// Year, month and day.
    var issued: (year: Int, month: Int, day: Int)
    var items: [Item]

    private static let goods = [
        ("コピー用紙A4", 620), ("トナー黒", 9800), ("封筒長3", 1200), ("点検作業", 18000), ("ボールペン10本", 980), ("ファイル", 240),
        ("清掃用具", 3400), ("貸出バス1台", 46000), ("看板制作", 27500),
    ]
    private static let food = [("お茶500ml", 98), ("弁当", 540), ("りんご1箱", 2600)]

    static func drawn(by issuer: InvoiceIssuer, using random: inout SeededRandom) -> Invoice {
        let hasFood = random.chance(0.5)
        let items = (0..<random.whole(2...7)).map { index in
            let isReduced = hasFood && index % 2 == 1
            let (name, price) = random.pick(isReduced ? food : goods)
            return Item(name: name, count: random.whole(1...12), price: price, isReduced: isReduced)
        }
        return Invoice(
            issuer: issuer, number: "\(random.pick(["A", "S", "K"]))-\(random.whole(1000...9999))",
            issued: (2026, random.whole(4...9), random.whole(1...28)), items: items)
    }

    func base(isReduced: Bool) -> Int { items.filter { $0.isReduced == isReduced }.reduce(0) { $0 + $1.amount } }
    /// Fractions of a yen are dropped, once for each rate (消費税法第57条の4第1項第5号).
    func tax(isReduced: Bool) -> Int { base(isReduced: isReduced) * (isReduced ? 8 : 10) / 100 }
    var subtotal: Int { base(isReduced: false) + base(isReduced: true) }
    var tax: Int { tax(isReduced: false) + tax(isReduced: true) }
    var total: Int { subtotal + tax }

    /// What reading it must give, in normal form.
    package var truth: [String: FieldValue] {
        var values: [String: FieldValue] = [
            "issuer": .text(issuer.name), "number": .text(issuer.number), "invoice_no": .text(number),
            "issued": .text("\(issued.year)-0\(issued.month)-\(issued.day < 10 ? "0" : "")\(issued.day)"),
            "subtotal": .integer(subtotal), "tax": .integer(tax), "total": .integer(total),
            "account": .text(issuer.account),
            "base10": .integer(base(isReduced: false)), "tax10": .integer(tax(isReduced: false)),
            "items": .rows(
                items.map {
                    [
                        "item": .text($0.name + ($0.isReduced ? "※" : "")), "count": .integer($0.count),
                        "price": .integer($0.price), "amount": .integer($0.amount),
                    ]
                }),
        ]
        if items.contains(where: \.isReduced) {
            values["base8"] = .integer(base(isReduced: true))
            values["tax8"] = .integer(tax(isReduced: true))
        }
        return values
    }
}
