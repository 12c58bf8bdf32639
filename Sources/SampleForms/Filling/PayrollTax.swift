internal import Paperwork

/// The year-end figures of an employee for 令和7年分, so that the sums on the form add up.
struct PayrollTax: Sendable {
    /// Yen, as all amounts here.
    var paid: Int
    var socialInsurance: Int
    var lifeInsurance: Int
    var earthquakeInsurance: Int
    var spouseDeduction: Int
    /// How many of 特定, 老人 and その他.
    var dependents: (specific: Int, elderly: Int, other: Int)
    var housingCredit: Int

    /// 給与所得控除後の金額, by 所得税法 第28条 and its 別表第五 for 令和7年分: the pay is first rounded down to a step of
    /// 4,000 yen between 1.9 and 6.6 million.
    var afterDeduction: Int {
        let step = paid / 4000 * 1000
        switch paid {
        case ...650_000: return 0
        case ...1_900_000: return paid - 650_000
        case ..<3_600_000: return step * 28 / 10 - 80_000
        case ..<6_600_000: return step * 32 / 10 - 440_000
        case ..<8_500_000: return paid * 90 / 100 - 1_100_000
        default: return paid - 1_950_000
        }
    }

    /// 基礎控除の額, by 所得税法 第86条 and 租税特別措置法 第41条の16の2 for 令和7年分.
    var basicDeduction: Int {
        switch afterDeduction {
        case ...1_320_000: 950_000
        case ...3_360_000: 880_000
        case ...4_890_000: 680_000
        case ...6_550_000: 630_000
        default: 580_000
        }
    }

    /// 所得控除の額の合計額; dependants by 所得税法 第84条.
    var deductionsTotal: Int {
        socialInsurance + lifeInsurance + earthquakeInsurance + spouseDeduction + basicDeduction
            + 630_000 * dependents.specific + 480_000 * dependents.elderly + 380_000 * dependents.other
    }

    /// 源泉徴収税額: the rates of 所得税法 第89条 on the taxable income, less the housing credit, with 復興特別所得税 of
    /// 2.1 %, rounded down to 100 yen.
    var taxWithheld: Int {
        let taxable = max(0, afterDeduction - deductionsTotal) / 1000 * 1000
        let brackets = [
            (1_950_000, 5, 0), (3_300_000, 10, 97_500), (6_950_000, 20, 427_500), (9_000_000, 23, 636_000),
            (18_000_000, 33, 1_536_000),
        ]
        let bracket = brackets.first { taxable < $0.0 } ?? brackets[brackets.count - 1]
        let income = max(0, taxable * bracket.1 / 100 - bracket.2 - housingCredit)
        return income * 1021 / 1000 / 100 * 100
    }

    static func drawn(using random: inout SeededRandom) -> PayrollTax {
        let paid = random.chance(0.3) ? random.whole(900...9_800) * 1000 : random.whole(900_000...9_800_000)
        let hasSpouse = random.chance(0.35)
        var tax = PayrollTax(
            paid: paid, socialInsurance: Int(Double(paid) * random.real(0.141...0.153)),
            lifeInsurance: random.chance(0.7)
                ? random.pick([120_000, 80_000, 40_000, random.whole(8_000...119_000)]) : 0,
            earthquakeInsurance: random.chance(0.35) ? random.whole(3_000...50_000) : 0,
            spouseDeduction: hasSpouse ? random.pick([380_000, 380_000, 360_000, 210_000]) : 0,
            dependents: (
                random.pick([0, 1], weights: [8, 2]), random.pick([0, 1], weights: [9, 1]),
                random.pick([0, 1, 2], weights: [7, 2, 1])
            ), housingCredit: 0)
        if random.chance(0.2) { tax.housingCredit = min(random.whole(40...210) * 1000, max(0, tax.taxWithheld / 2)) }
        return tax
    }
}
