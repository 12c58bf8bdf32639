import JapaneseText
internal import Paperwork

/// An address: 丁目, 番 and 号 as hyphens, no blanks.
package struct AddressType: WrittenType {
    package let name = "address"
    package let repertoire = Repertoire.anyJapanese
    package let comparison = ComparisonKind.address

    package func normalForm(of text: String, in context: FieldContext) -> NormalForm {
        NormalForm(value: .text(Address.normalized(LookAlikes.mixed(text))))
    }
}
