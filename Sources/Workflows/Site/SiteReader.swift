package import Foundation
internal import Imaging
package import Paperwork
import Registers

/// Finds and reads the site file.
package enum SiteReader {
    static let sizeLimit = 64 << 10
    package static let fileName = "tema.yml"

    /// The site file that a command uses: `explicit`, else `tema.yml` in the working folder, else in the job's folder or
    /// its nearest parent; nil where there is none.
    /// - parameter job: a job file or its folder.
    /// - throws: `Trouble` of kind `definition` where `explicit` is not there.
    package static func find(
        explicit: URL?, near job: URL?,
        workingFolder: URL = URL(fileURLWithPath: FileManager.default.currentDirectoryPath)
    ) throws(Trouble) -> URL? {
        if let explicit {
            guard isFile(explicit) else {
                throw Trouble(
                    .definition,
                    Wording(
                        ja: "サイトファイル「\(explicit.path)」がありません", en: "there is no site file '\(explicit.path)'"),
                    remedy: Wording(ja: "--site の場所を確かめてください", en: "check the place that --site gives"))
            }
            return explicit
        }
        let here = workingFolder.appendingPathComponent(fileName)
        if isFile(here) { return here }
        guard let job else { return nil }
        var folder = WorkflowReader.jobFile(at: job).standardizedFileURL.deletingLastPathComponent()
        while true {
            let candidate = folder.appendingPathComponent(fileName)
            if isFile(candidate) { return candidate }
            let parent = folder.deletingLastPathComponent().standardizedFileURL
            if parent.path == folder.path || folder.path == "/" { return nil }
            folder = parent
        }
    }

    /// The site without a file: everything at its default.
    package static func standard(in folder: URL) -> Site {
        var site = Site(
            folder: folder, data: folder.appendingPathComponent("data"),
            workers: ProcessInfo.processInfo.activeProcessorCount)
        site.station = standardStation
        return site
    }

    package static func read(_ url: URL) -> Checked<Site> {
        let file = DefinitionFile(url, limit: sizeLimit)
        guard let root = file.root, let section = Section(root, SiteKeys.root, name: url.lastPathComponent, in: file)
        else {
            return Checked(nil, from: file)
        }
        var site = standard(in: file.folder)
        site.file = url
        site.station = nil
        if let data = section.text("data") { site.data = file.file(at: data) }
        if let workers = section.whole("workers", in: 1...1024) { site.workers = workers }
        if let node = section["store"] { site.store = store(node, in: file) }
        site.workflows = section.texts("workflows").compactMap { existing($0.text, at: $0.node, in: file) }
        if let node = section["registers"] { site.registers = registers(node, in: file) }
        if let node = section["plan"], let path = file.text(node, "plan") {
            site.plan = existing(path, at: node, in: file)
        }
        if let node = section["secrets"], let path = file.text(node, "secrets") {
            site.secrets = existing(path, at: node, in: file)
        }
        if let station = section.section("station", SiteKeys.station) {
            site.language = station.choice("language", of: Language.self)
            site.station = address(ofStation: station, in: file)
            if let share = station["planted-errors"].flatMap({ file.share($0, "planted-errors") }) {
                site.station?.plantedErrors = share
            }
        }
        if let limits = section.section("limits", SiteKeys.limits) {
            site.limits.pixels = limits.whole("pixels", in: 1...10_000_000_000) ?? site.limits.pixels
            site.limits.pages = limits.whole("pages", in: 1...1_000_000) ?? site.limits.pages
            site.pageSeconds = limits.whole("page-seconds", in: 1...3600) ?? site.pageSeconds
            site.workerMegabytes = limits.whole("worker-megabytes", in: 500...1_000_000) ?? site.workerMegabytes
            site.limits.bytes = limits.whole("megabytes", in: 1...1_000_000).map { $0 * 1_000_000 } ?? site.limits.bytes
        }
        if let node = section["time-zone"], let name = file.text(node, "time-zone") {
            if let zone = TimeZone(identifier: name), name.contains("/") || name == "UTC" {
                site.timeZone = zone
            } else {
                file.report(
                    ja: "「\(name)」という時間帯はありません（例: Asia/Tokyo）",
                    en: "there is no time zone '\(name)': write it as in Asia/Tokyo", at: node)
            }
        }
        if let labour = section.section("labour", SiteKeys.labour) { site.labour = Self.labour(labour, in: file) }
        if let node = section["holidays"], let path = file.text(node, "holidays"),
            let list = existing(path, at: node, in: file)
        {
            do throws(Trouble) { site.businessDays = try BusinessDays(list: list) } catch {
                file.report(error.message, at: node)
            }
        }
        if let notify = section.section("notify", SiteKeys.notify) {
            site.notify = NotifyReader(file: file).notify(notify)
        }
        if let keep = section.section("keep", SiteKeys.keep) {
            site.keep = KeepPeriods(
                pageDays: keep["pages"].flatMap { file.days($0, "pages") },
                auditDays: keep["audit"].flatMap { file.days($0, "audit") },
                waitingDays: keep["waiting"].flatMap { file.days($0, "waiting") })
        }
        return Checked(site, from: file)
    }

    private static func labour(_ section: Section, in file: DefinitionFile) -> Site.Labour? {
        guard let node = section["grades"], let standardNode = section["standard"] else { return nil }
        var grades: [String: Double] = [:]
        for entry in node.entries ?? [] {
            guard let name = file.text(entry.key, "grades") else { continue }
            grades[name] = file.number(entry.value, name, in: 1...1_000_000)
        }
        guard !grades.isEmpty else {
            file.report(
                ja: "「grades」には「職層: 1時間の円」を並べます", en: "'grades' takes grade: yen per hour", at: node)
            return nil
        }
        guard let standard = file.text(standardNode, "standard"),
            file.known(standard, Wording(ja: "職層", en: "grade"), among: Array(grades.keys).sorted(), at: standardNode)
                != nil
        else { return nil }
        return Site.Labour(
            grades: grades, standard: standard, errorMinutes: section.number("error-minutes", in: 0...10_000))
    }

    private static func isFile(_ url: URL) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) && !isFolder.boolValue
    }

    private static func existing(_ path: String, at node: DefinitionNode, in file: DefinitionFile) -> URL? {
        let url = file.file(at: path)
        guard FileManager.default.fileExists(atPath: url.path) else {
            file.report(
                ja: "「\(path)」がありません。このファイルのあるフォルダーからの場所を書きます",
                en: "'\(path)' is not there: write its place relative to this file's folder", at: node)
            return nil
        }
        return url
    }

    private static func store(_ node: DefinitionNode, in file: DefinitionFile) -> Site.Store {
        guard let store = file.text(node, "store"), store != "sqlite" else { return .sqlite }
        if ["postgresql://", "postgres://"].contains(where: { store.hasPrefix($0) }) { return .postgresql(store) }
        file.report(
            ja: "「store」には sqlite か postgresql://利用者@サーバー/データベース を書きます",
            en: "'store' must be sqlite or postgresql://user@host/database", at: node)
        return .sqlite
    }

    private static func registers(_ node: DefinitionNode, in file: DefinitionFile) -> [RegisterDefinition] {
        guard let entries = node.entries else {
            file.report(ja: "「registers」には「名前: {…}」を並べます", en: "'registers' takes name: {…}", at: node)
            return []
        }
        return entries.compactMap { entry in
            file.columnName(entry.key, "registers").flatMap { name in
                RegisterReader(file: file).definition(entry.value, name: name)
            }
        }
    }

    private static let standardStation = Site.Station(host: "127.0.0.1", port: 8080)

    /// What `listen` and `tls` say; the default address where only `tls` is given. Nil where nothing asks for the station.
    private static func address(ofStation section: Section, in file: DefinitionFile) -> Site.Station? {
        var tls: Site.Station.TLS?
        if let files = section.section("tls", SiteKeys.tls) {
            let found = SiteKeys.tls.all.map { key in
                files[key].flatMap { node in file.text(node, key).flatMap { existing($0, at: node, in: file) } }
            }
            if found.count == 2, let certificate = found[0], let key = found[1] {
                tls = Site.Station.TLS(certificate: certificate, key: key)
            }
        }
        guard let node = section["listen"] else {
            guard section["tls"] != nil else { return nil }
            return Site.Station(host: standardStation.host, port: standardStation.port, tls: tls)
        }
        guard let listen = file.text(node, "listen") else { return nil }
        let colon = listen.lastIndex(of: ":")
        guard let colon, let port = UInt16(listen[listen.index(after: colon)...]) else {
            file.report(
                ja: "「listen」には アドレス:ポート を書きます（例: 127.0.0.1:8080）",
                en: "'listen' must be address:port, as in 127.0.0.1:8080", at: node)
            return nil
        }
        let host = listen[..<colon].trimmingPrefix("[")
        return Site.Station(
            host: host.hasSuffix("]") ? String(host.dropLast()) : String(host), port: Int(port), tls: tls)
    }
}
