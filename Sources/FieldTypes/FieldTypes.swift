/// All field types that templates may name.
package enum FieldTypes {
    /// Those of Tema itself, in the order in which its pages list them. A new type is a file of its own and its place here.
    package static let standard: [any FieldType] = [
        TextType(), KanaType(), NameType(), NumberType(), YenType(), DateType(), EraDateType(), TimeType(), PhoneType(),
        PostalCodeType(), AddressType(), MyNumberType(), CorporateNumberType(), BankAccountType(),
        InvoiceNumberType(), CompanyType(), MoneyType(), CurrencyType(), AccountHolderType(), OptionType.choice,
        OptionType.circled, PresenceType.checkbox, MarkGridType(), BarcodeType(), PresenceType.seal,
        PresenceType.signature, TableType(),
    ]

    /// Types that are known beside the standard ones while an operation runs that was begun with them.
    @TaskLocal package static var added: [any FieldType] = []

    package static var all: [any FieldType] { standard + added }

    /// The type that templates call `name`, as in `my-number`.
    package static func named(_ name: String) -> (any FieldType)? {
        byName[name] ?? added.first { $0.name == name }
    }

    /// What is read where nothing says of which type it is, and what a register fills in.
    package static let plain: any FieldType = TextType()

    /// Those that a value may be told by where nothing but the value is known, the most particular first.
    package static let telling: [any FieldType] = [
        InvoiceNumberType(), DateType(), YenType(), MoneyType(), CorporateNumberType(), BankAccountType(), PhoneType(),
        PostalCodeType(), NumberType(),
    ]

    /// How many candidates a type gives at most.
    package static let candidateLimit = 8

    private static let byName = Dictionary(uniqueKeysWithValues: standard.map { ($0.name, $0) })
}
