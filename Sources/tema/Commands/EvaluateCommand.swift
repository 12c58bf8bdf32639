import ArgumentParser
import Engine
import Foundation
import Imaging
import Intake
import Operations
import Paperwork
import Workflows

struct EvaluateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate",
        abstract: "Measure accuracy, straight-through rate and accepted errors against known truth.",
        discussion: """
            Give one truth file for each scan, in the same order. A truth file has the form of the .truth.json files that \
            sample-forms draw writes.

            EXIT STATUS
              0 measured, 65 a mistake in the job, 74 a file could not be read

            EXAMPLE
              tema evaluate Workflows/payroll --truth Samples/payroll/office.truth.json Samples/payroll/office.pdf
            """)

    @Argument(help: "The workflow's folder or job file.") var job: String
    @Argument(help: "Scans whose truth is known.") var scans: [String]
    @Option(parsing: .singleValue, help: "The truth of a scan; once per scan.") var truth: [String]
    @Option(help: "Threads that work at once.") var workers: Int?
    @Flag(help: "List every value that is wrong.") var misses = false
    @Option(help: "Also add every reading, and whether it was right, to this file.") var readings: String?
    @Option(help: "Fit the calibration to all readings in the --readings file, and write it to this file.")
    var calibration: String?
    @Flag(
        help:
            "Leave the curves of the --calibration file as they are, and measure anew only what recognisers read alike."
    )
    var onlyJoint = false
    @Option(help: "Write every field with what each recogniser read to this file, a JSON object a line.")
    var fields: String?
    @Flag(help: "Print JSON.") var json = false
    @OptionGroup var common: CommonOptions

    mutating func validate() throws {
        guard calibration == nil || readings != nil else {
            throw ValidationError("Please give --readings, the file of readings that --calibration fits to.")
        }
        guard truth.count == scans.count else {
            throw ValidationError("Please give one --truth per scan: \(scans.count) scans, \(truth.count) truth files.")
        }
    }

    func run() async throws {
        common.chooseLanguage()
        let (workflow, site) = try common.workflow(at: job)
        let folder = URL(filePath: NSTemporaryDirectory()).appending(path: "tema-evaluate-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let runner = try JobRunner(
            job: try Job(workflow), dataFolder: DataFolder(data: folder, outbox: folder.appending(path: "out")),
            workers: workers ?? site.workers, limits: site.limits)
        let bar = ProgressBar()
        let files = scans.map { URL(filePath: $0) }
        let outcome = try await OwnThread.run { try runner.run(files) { bar.show($0) } }
        if let trouble = outcome.trouble ?? outcome.refused.first?.trouble { throw trouble }
        var evaluation = Evaluation(of: workflow)
        for (batch, path) in zip(outcome.batches, truth) {
            try evaluation.add(batch, truth: try Truth(reading: URL(filePath: path)))
        }
        let report = EvaluationReport(evaluation: evaluation, times: outcome.times, showsMisses: misses)
        print(json ? try report.json() : report.text(in: Terminal.language))
        if let fields { try evaluation.fields.write(to: URL(filePath: fields)) }
        try keepReadings(of: evaluation)
    }

    private func keepReadings(of evaluation: Evaluation) throws {
        guard let file = readings.map({ URL(filePath: $0) }) else { return }
        try evaluation.readings.append(to: file)
        guard let calibration else { return }
        let all = try [JudgedReading](from: file)
        if onlyJoint { return try all.writeJoint(to: URL(filePath: calibration)) }
        let day = Date().formatted(.iso8601.year().month().day())
        try all.writeCalibration(
            to: URL(filePath: calibration), description: "\(all.count) readings whose truth is known, \(day)")
    }
}
