internal import Paperwork

/// What a comparison needs of a document; its readings and candidates, which take most of the room, are left out.
struct DocumentDigest {
    struct Value {
        var name: String
        var value: FieldValue
        var isAccepted: Bool
        var isSensitive: Bool
    }

    let side: BatchDifference.DocumentSide
    let fields: [Value]

    init(_ document: Document) {
        side = BatchDifference.DocumentSide(
            id: document.id, form: document.form, pages: document.pages, state: document.state)
        fields = document.fields.map {
            Value(
                name: $0.name, value: $0.value, isAccepted: $0.decision?.accepted ?? false, isSensitive: $0.isSensitive)
        }
    }

    var pages: [Int] { side.pages }

    func field(_ name: String) -> Value? { fields.first { $0.name == name } }
}
