import ArgumentParser
import Delivery
import Engine
import Foundation
import Operations
import Paperwork
import Storage

extension FormCommand {
    struct Places: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "places",
            abstract: "Show where people found values on papers without a form, or take that back.",
            discussion: """
                What a person settles on an issuer's paper is looked for at the same label on its next ones first. One line \
                for each issuer and field; --forget takes back all that is known of an issuer.

                EXIT STATUS
                  0 done, 74 there is no store, or it could not be read

                EXAMPLE
                  tema form places invoice --forget T1180301018771
                """)

        @Argument(help: "The workflow's id.") var workflow: String
        @Option(help: "The issuer whose places are forgotten.") var forget: String?
        @OptionGroup var dataOptions: DataFolderOptions
        @OptionGroup var common: CommonOptions

        func run() async throws {
            common.chooseLanguage()
            let dataFolder = dataOptions.dataFolder(of: try common.site())
            let (workflow, forget) = (workflow, forget)
            let (places, forgotten) = try await OwnThread.run {
                let book = try PaperPlaceBook(dataFolder)
                let forgotten = try forget.map { try book.forget(issuer: $0, ofWorkflow: workflow) }
                return (try book.places(ofWorkflow: workflow), forgotten)
            }
            if let forgotten, let forget {
                Terminal.say(
                    Wording(
                        ja: "「\(forget)」について覚えた \(forgotten) 件を消しました。",
                        en: "\(forgotten.counted("place")) of \(forget) forgotten"
                    ).said)
            }
            for place in places {
                print("\(place.form)\t\(place.issuer)\t\(place.field)\t\(place.way): \(place.label)\t\(place.account)")
            }
        }
    }
}
