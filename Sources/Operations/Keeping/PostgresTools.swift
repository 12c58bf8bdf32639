package import Foundation
package import Paperwork

/// A PostgreSQL store as PostgreSQL's own programs copy it and bring it back.
package struct PostgresTools: Sendable {
    /// Without a password.
    private let address: String
    private let password: String?

    /// - parameter url: as in `postgresql://tema@db:5432/tema`.
    /// - throws: `Trouble` of kind `definition` where it is none.
    package init(_ url: String) throws(Trouble) {
        guard var parts = URLComponents(string: url) else { throw Self.notAnAddress }
        let items = parts.queryItems ?? []
        password = parts.password ?? items.first { $0.name == "password" }?.value
        parts.password = nil
        let rest = items.filter { $0.name != "password" }
        parts.queryItems = rest.isEmpty ? nil : rest
        guard let address = parts.string else { throw Self.notAnAddress }
        self.address = address
    }

    /// Copies the store into a new file, as it stands at one moment, while workers go on.
    ///
    /// - throws: `Trouble` where PostgreSQL's programs are not installed, the server refuses, or the disk is full.
    package func dump(to file: URL) throws {
        try run(["pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--file=\(file.path)", address])
    }

    /// Whether the database holds a store.
    package func holdsStore() throws -> Bool {
        try run([
            "psql", "--no-psqlrc", "--tuples-only", "--no-align", "--command=SELECT to_regclass('batch') IS NOT NULL",
            address,
        ]) == "t"
    }

    /// Brings a copy back in one transaction; a store that the database holds is replaced.
    package func restore(from file: URL) throws {
        try run([
            "pg_restore", "--clean", "--if-exists", "--no-owner", "--no-privileges", "--single-transaction",
            "--exit-on-error", "--dbname=\(address)", file.path,
        ])
    }

    /// Runs a program to its end.
    ///
    /// - Returns: what it said on standard output, without white space around it.
    @discardableResult
    private func run(_ words: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = words
        var environment = ProcessInfo.processInfo.environment
        environment["LC_ALL"] = "C.UTF-8"
        if let password { environment["PGPASSWORD"] = password }
        process.environment = environment
        let output = FileManager.default.temporaryDirectory.appending(path: "tema-\(UUID().uuidString).out")
        let errors = output.appendingPathExtension("err")
        for file in [output, errors] { try Data().write(to: file) }
        defer { for file in [output, errors] { try? FileManager.default.removeItem(at: file) } }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        process.waitUntilExit()
        guard process.terminationReason == .exit, process.terminationStatus == 0 else {
            let said = (try? String(contentsOf: errors, encoding: .utf8)) ?? ""
            throw Self.failure(of: words[0], status: process.terminationStatus, said: said)
        }
        return try String(contentsOf: output, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
    }
}

extension PostgresTools {
    private static var notAnAddress: Trouble {
        Trouble(
            .definition,
            Wording(ja: "データベースの指定(store)を読み取れません。", en: "the database's address (store) can't be read"),
            remedy: Wording(
                ja: "postgresql://利用者@サーバー:5432/データベース の形で指定してください。",
                en: "write it as postgresql://user@host:5432/database"))
    }

    private static func failure(of program: String, status: Int32, said: String) -> Trouble {
        guard status != 127 else {
            return Trouble(
                .installation,
                Wording(ja: "\(program) がこのコンピューターにありません。", en: "\(program) is not installed on this machine"),
                remedy: Wording(
                    ja: "sudo apt-get install postgresql-client を実行してください。",
                    en: "sudo apt-get install postgresql-client"))
        }
        let cause = said.split(separator: "\n").first.map(String.init) ?? "\(status)"
        return Trouble(
            .store,
            Wording(ja: "\(program) が失敗しました(\(cause))。", en: "\(program) failed: \(cause)"),
            remedy: Wording(
                ja: "データベースのサーバーが動いていること、版が合うこと、ディスクの空きをご確認ください。",
                en: "check that the database server runs, that its version fits, and that the disk has space"))
    }
}
