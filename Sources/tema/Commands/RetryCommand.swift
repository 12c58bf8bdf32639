import ArgumentParser
import Engine
import Foundation
import Paperwork

struct RetryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry",
        abstract: "Queue failed documents and batches again, once the cause is mended.",
        discussion: """
            Without an ID, everything that failed is queued again. What did not fail stays as it is.

            EXIT STATUS
              0 queued, 74 there is no such document or batch, or the store could not be read

            EXAMPLE
              tema retry 20261122-821905260f
            """)

    @Argument(help: "Documents or batches, as tema status shows them.") var ids: [String] = []
    @OptionGroup var place: PlaceOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        common.chooseLanguage()
        let place = place.place(of: try common.site())
        let wanted = ids
        let queued = try await offTheCooperativePool { try Retrial(place).retry(wanted) }
        for id in queued { print(id) }
        Terminal.say(
            Wording(ja: "もう一度処理に回しました: \(queued.count)件", en: "queued again: \(queued.count)").said)
    }
}
