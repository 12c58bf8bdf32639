import Foundation
import Paperwork

extension FilledForm {
    /// A 給与支払報告書 of `resident`, in the way that `printer`'s software writes it.
    static func payroll(
        of resident: Resident, by employer: Employer, printer: Printer, using random: inout SeededRandom
    ) -> FilledForm {
        let tax = PayrollTax.drawn(using: &random)
        let name =
            random.chance(0.25)
            ? (NameVariants.common(resident.surname), resident.givenName) : (resident.surname, resident.givenName)
        let home = resident.previousAddress.flatMap { random.chance(0.4) ? $0 : nil } ?? resident.address
        let kana = resident.surnameKana + " " + resident.givenNameKana
        func amount(_ field: String, _ yen: Int, isEmptyWhenZero: Bool = true) -> FilledField {
            if yen == 0, isEmptyWhenZero, !printer.printsZeros { return .empty(field) }
            return FilledField(field, .text(printer.money(yen)), .integer(yen))
        }
        func count(_ field: String, _ number: Int) -> FilledField {
            number == 0 ? .empty(field) : FilledField(field, .text(String(number)), .integer(number))
        }
        let number = String(format: "%0\(printer.recipientDigits)d", random.whole(1...9999))
        let era = resident.birth.era
        var fields = [
            FilledField("postal_code", .text(printer.postalCode(home.postalCode)), .text(home.postalCode)),
            FilledField("address", .text(printer.address(home)), .text(home.normal)),
            FilledField("recipient_number", .text(number), .text(number)),
            FilledField.comb("my_number", resident.myNumber, cells: 12, .text(resident.myNumber)),
            FilledField(
                "kana", .text(printer.usesHalfWidthKana ? HalfWidth.kana(kana) : kana.replacing(" ", with: "　")),
                .text(resident.kana)),
            FilledField("name", .text(name.0 + "　" + name.1), .text(name.0 + name.1)),
            FilledField("kind", .text("給料・賞与"), .text("給料・賞与")),
        ]
        fields += [
            amount("paid", tax.paid), amount("after_deduction", tax.afterDeduction, isEmptyWhenZero: false),
            amount("deductions_total", tax.deductionsTotal),
            amount("tax_withheld", tax.taxWithheld, isEmptyWhenZero: false),
            tax.spouseDeduction > 0
                ? FilledField("spouse", .marks(["有"]), .text("有")) : FilledField.empty("spouse"),
            amount("spouse_deduction", tax.spouseDeduction), count("dependents_specific", tax.dependents.specific),
            count("dependents_elderly", tax.dependents.elderly), count("dependents_other", tax.dependents.other),
            amount("social_insurance", tax.socialInsurance), amount("life_insurance", tax.lifeInsurance),
            amount("earthquake_insurance", tax.earthquakeInsurance), amount("housing_credit", tax.housingCredit),
            amount("basic_deduction", tax.basicDeduction), FilledField.empty("adjustment_deduction"),
        ]
        fields += [
            FilledField("birth_era", .marks([era.name]), .text(era.name)),
            FilledField(
                "birth", .cells([era.year, resident.birth.month, resident.birth.day].map(String.init)),
                .text(resident.birth.iso)),
            FilledField.comb("payer_number", employer.corporateNumber, cells: 13, .text(employer.corporateNumber)),
            FilledField("payer_address", .text(printer.address(employer.address)), .text(employer.address.normal)),
            FilledField("payer_name", .text(employer.name), .text(employer.name)),
            FilledField("payer_phone", .text(printer.phone(employer.phone)), .text(employer.phone)),
        ]
        return FilledForm(form: "payroll", fields: fields, registerKey: resident.id)
    }
}

/// Half-width forms, as old software prints kana.
enum HalfWidth {
    static func kana(_ text: String) -> String {
        text.applyingTransform(.fullwidthToHalfwidth, reverse: false) ?? text
    }
}
