internal import FieldTypes

/// Names of the field types that shapes on a form speak for, whatever their labels say.
enum SurveyType {
    static let circled = OptionType.circled.name
    static let checkbox = PresenceType.checkbox.name
    static let markGrid = MarkGridType().name
    static let eraDate = EraDateType().name
    static let myNumber = MyNumberType().name
    static let corporateNumber = CorporateNumberType().name
    static let postalCode = PostalCodeType().name
    static let time = TimeType().name
    static let bankAccount = BankAccountType().name
}
