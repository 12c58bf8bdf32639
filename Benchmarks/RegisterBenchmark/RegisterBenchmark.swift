import Foundation
import Paperwork
import Registers
import SampleForms

/// Measures what a register of a whole city costs, and how surely it finds the resident that a misread document speaks of.
///
///     register-benchmark FOLDER [PEOPLE [DOCUMENTS]]
///
/// Writes the register and the documents into FOLDER, so that others can be measured on the same ones, and what it measured
/// as lines of JSON to standard output. With `link` it does what ``LinkMeasure`` says.
@main
struct RegisterBenchmark {
    static let types = [
        "name": "name", "kana": "kana", "birth": "date", "address": "address", "phone": "phone", "number": "my-number",
    ]

    static func main() throws {
        let arguments = CommandLine.arguments
        if arguments.count > 4, arguments[1] == "link" {
            return say(try LinkMeasure(Array(arguments.dropFirst(2))).run())
        }
        let folder = URL(filePath: arguments[1])
        let people = arguments.count > 2 ? Int(arguments[2]) ?? 600_000 : 600_000
        let documents = arguments.count > 3 ? Int(arguments[3]) ?? 10_000 : 10_000
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appending(path: "residents.csv")
        var city = CityRegister(count: people, seed: 21)
        try city.csv().write(to: file)
        var random = SeededRandom(seed: 22)
        let asked = (0..<documents).map { _ in
            let person = city.people[random.below(city.people.count)]
            return (person.id, DamagedPerson(person, wrong: 2, digits: 1, using: &random))
        }
        try write(asked, to: folder.appending(path: "documents.csv"))

        let definition = RegisterDefinition(name: "residents", source: .csv(file, encoding: "UTF-8"), key: "id")
        let shelf = folder.appending(path: "registers")
        try? FileManager.default.removeItem(at: shelf)
        let memory = Memory.ownKilobytes
        let start = ContinuousClock.now
        let register = try RegisterShelf(folder: shelf).register(definition, types: types)
        register.prepare(types)
        let built = seconds(since: start)
        let again = ContinuousClock.now
        let other = try RegisterShelf(folder: shelf).register(definition)
        other.prepare(types)
        say([
            "measure": "build", "people": people, "seconds": built, "megabytes mapped": size(of: shelf) / 1_000_000,
            "megabytes own": (Memory.ownKilobytes - memory) / 1000,
            "seconds for the next process": seconds(since: again),
        ])
        let fields = ["name", "kana", "birth", "address", "phone"]
        measure("all", asked, other, fields: fields)
        measure("without telephone", asked, other, fields: Array(fields.dropLast()))
        measure("name, kana and birth", asked, other, fields: Array(fields.prefix(3)))
        for route in CandidateRoute.allCases where route != .value {
            let fields = route == .number ? fields + ["number"] : fields
            measure("by \(route.rawValue) alone", asked, other, fields: fields, by: [route])
        }
        for trap in Trap.allCases { say(trap.measure(&city, other, documents: documents / Trap.allCases.count)) }
    }

    private static func size(of folder: URL) -> Int {
        let names = (try? FileManager.default.subpathsOfDirectory(atPath: folder.path)) ?? []
        return names.reduce(0) { sum, name in
            let values = try? folder.appending(path: name).resourceValues(forKeys: [.fileSizeKey])
            return sum + (values?.fileSize ?? 0)
        }
    }

    private static func measure(
        _ name: String, _ asked: [(id: Int, document: DamagedPerson)], _ register: Register, fields: [String],
        by routes: Set<CandidateRoute> = CandidateRoute.all
    ) {
        var times: [Double] = []
        var first = 0
        var links = (right: 0, wrong: 0)
        for (id, document) in asked {
            let queries = queries(document).filter { fields.contains($0.column) }
            let start = ContinuousClock.now
            let best = register.candidates(queries, limit: 1, by: routes).first?.key
            times.append(seconds(since: start))
            first += best == String(id) ? 1 : 0
            guard routes == CandidateRoute.all else { continue }
            let match = register.reconcile(queries)
            if match.outcome == .found {
                if match.key == String(id) { links.right += 1 } else { links.wrong += 1 }
            }
        }
        times.sort()
        say([
            "measure": "documents", "fields": name, "documents": asked.count,
            "recall@1": Double(first) / Double(asked.count), "median ms": times[times.count / 2] * 1000,
            "95 % ms": times[times.count * 95 / 100] * 1000, "linked": links.right, "wrongly": links.wrong,
        ])
    }

    static func queries(_ document: DamagedPerson) -> [RegisterQuery] {
        [
            ("name", document.name), ("kana", document.kana), ("birth", document.birth),
            ("address", document.address), ("phone", document.phone), ("number", document.number),
        ].map { column, text in
            RegisterQuery(
                column: column, type: types[column] ?? "text",
                candidates: [Candidate(text: text, value: .text(text), score: 0.9)])
        }
    }

    private static func write(_ asked: [(id: Int, document: DamagedPerson)], to file: URL) throws {
        var text = "id,name,kana,birth,address,phone,number\n"
        for (id, document) in asked {
            text +=
                "\(id),\(document.name),\(document.kana),\(document.birth),\(document.address),\(document.phone),"
                + "\(document.number)\n"
        }
        try Data(text.utf8).write(to: file)
    }

    private static func seconds(since start: ContinuousClock.Instant) -> Double {
        (ContinuousClock.now - start) / .seconds(1)
    }

    static func say(_ values: [String: Any]) {
        guard let line = try? JSONSerialization.data(withJSONObject: values, options: [.sortedKeys]) else { return }
        print(String(decoding: line, as: UTF8.self))
    }
}

enum Memory {
    /// Of this process alone: what it shares with others and what lies in files is not counted.
    static var ownKilobytes: Int {
        let text = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix("RssAnon:") }
        return line?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    }
}
