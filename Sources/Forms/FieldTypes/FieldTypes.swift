/// All field types that templates may name.
package enum FieldTypes {
    package static let all: [any FieldType] = [
        TextType(), KanaType(), NameType(), NumberType(), YenType(), DateType(), EraDateType(), TimeType(), PhoneType(),
        PostalCodeType(), AddressType(), MyNumberType(), CorporateNumberType(), BankAccountType(), OptionType.choice,
        OptionType.circled, PresenceType.checkbox, MarkGridType(), BarcodeType(), PresenceType.seal,
        PresenceType.signature, TableType(),
    ]

    /// The type that templates call `name`, as in `my-number`.
    package static func named(_ name: String) -> (any FieldType)? { byName[name] }

    /// How many candidates a type gives at most.
    package static let candidateLimit = 8

    private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })
}
