import Foundation
import PostgresCluster
import Storage
import Testing

@Suite(.onBothEngines) struct PaperPlaceTests {
    private let place: Place

    init() throws { place = try Place() }

    private func known(_ issuer: String, field: String = "total", label: String) -> PaperPlace {
        PaperPlace(
            workflow: "invoice", form: "bill", issuer: issuer, field: field, way: "right-of", label: label,
            document: "b1-1", account: "suzuki", settled: Place.morning)
    }

    @Test func `what was settled last of an issuer's field is known, until it is taken back`() throws {
        let store = place.store
        try store.remember(known("T1", label: "合計"))
        try store.remember(known("T1", field: "issued", label: "発行日"))
        try store.remember(known("T1", label: "お支払額"))
        try store.remember(known("T2", label: "総額"))
        #expect(
            try store.paperPlaces(ofWorkflow: "invoice")
                == [known("T1", field: "issued", label: "発行日"), known("T1", label: "お支払額"), known("T2", label: "総額")])
        #expect(try store.paperPlaces(ofWorkflow: "receipts").isEmpty)
        #expect(try store.forgetPaperPlaces(ofWorkflow: "invoice", issuer: "T1") == 2)
        #expect(try store.paperPlaces(ofWorkflow: "invoice") == [known("T2", label: "総額")])
    }
}
