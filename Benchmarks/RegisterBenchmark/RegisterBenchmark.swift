import Foundation
import Paperwork
import Registers
import SampleForms

/// Measures what a register of a whole city costs, and how surely it finds the resident that a misread document speaks of.
///
///     register-benchmark FOLDER [PEOPLE [DOCUMENTS]]
///
/// Writes the register and the documents into FOLDER, so that others can be measured on the same ones, and what it measured
/// as lines of JSON to standard output.
@main
struct RegisterBenchmark {
    static let types = ["name": "name", "kana": "kana", "birth": "date", "address": "address", "phone": "phone"]

    static func main() throws {
        let arguments = CommandLine.arguments
        let folder = URL(filePath: arguments[1])
        let people = arguments.count > 2 ? Int(arguments[2]) ?? 600_000 : 600_000
        let documents = arguments.count > 3 ? Int(arguments[3]) ?? 10_000 : 10_000
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appending(path: "residents.csv")
        let city = CityRegister(count: people, seed: 21)
        try city.csv().write(to: file)
        var random = SeededRandom(seed: 22)
        let asked = (0..<documents).map { _ in
            let person = city.people[random.below(city.people.count)]
            return (person.id, DamagedPerson(person, wrong: 2, digits: 1, using: &random))
        }
        try write(asked, to: folder.appending(path: "documents.csv"))

        let memory = Memory.resident
        let start = ContinuousClock.now
        let register = try Register.open(
            RegisterDefinition(name: "residents", source: .csv(file, encoding: "UTF-8"), key: "id"))
        register.prepare(types)
        say([
            "measure": "build", "people": people, "seconds": seconds(since: start),
            "megabytes": (Memory.resident - memory) / 1_000_000,
        ])
        measure("all", asked, register, fields: ["name", "kana", "birth", "address", "phone"])
        measure("without telephone", asked, register, fields: ["name", "kana", "birth", "address"])
        measure("name and birth only", asked, register, fields: ["name", "kana", "birth"])
    }

    private static func measure(
        _ name: String, _ asked: [(id: Int, document: DamagedPerson)], _ register: Register, fields: [String]
    ) {
        var times: [Double] = []
        var first = 0
        var links = (right: 0, wrong: 0)
        for (id, document) in asked {
            let queries = queries(document).filter { fields.contains($0.column) }
            let start = ContinuousClock.now
            let best = register.candidates(queries, limit: 1).first?.key
            times.append(seconds(since: start))
            first += best == String(id) ? 1 : 0
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
            ("address", document.address), ("phone", document.phone),
        ].map { column, text in
            RegisterQuery(
                column: column, type: types[column] ?? "text",
                candidates: [Candidate(text: text, value: .text(text), score: 0.9)])
        }
    }

    private static func write(_ asked: [(id: Int, document: DamagedPerson)], to file: URL) throws {
        var text = "id,name,kana,birth,address,phone\n"
        for (id, document) in asked {
            text +=
                "\(id),\(document.name),\(document.kana),\(document.birth),\(document.address),\(document.phone)\n"
        }
        try Data(text.utf8).write(to: file)
    }

    private static func seconds(since start: ContinuousClock.Instant) -> Double {
        (ContinuousClock.now - start) / .seconds(1)
    }

    private static func say(_ values: [String: Any]) {
        guard let line = try? JSONSerialization.data(withJSONObject: values, options: [.sortedKeys]) else { return }
        print(String(decoding: line, as: UTF8.self))
    }
}

enum Memory {
    /// Bytes of this process that are in memory.
    static var resident: Int {
        let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
        let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        return pages * 4096
    }
}
