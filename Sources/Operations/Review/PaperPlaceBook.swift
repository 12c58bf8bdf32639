package import Engine
package import Storage

/// What people settled of papers without a form, by issuer: to be looked at, and taken back.
package struct PaperPlaceBook {
    private let store: Store

    /// - throws: `Trouble` where there is no store, or it can't be opened.
    package init(_ dataFolder: DataFolder) throws { store = try Store.existing(dataFolder) }

    /// By form, issuer and field.
    package func places(ofWorkflow workflow: String) throws -> [PaperPlace] {
        try store.paperPlaces(ofWorkflow: workflow)
    }

    /// Takes back what is known of an issuer's papers; gives how many places that were.
    package func forget(issuer: String, ofWorkflow workflow: String) throws -> Int {
        try store.forgetPaperPlaces(ofWorkflow: workflow, issuer: issuer)
    }
}
