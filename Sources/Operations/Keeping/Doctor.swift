package import Engine
package import Foundation
internal import Paperwork
internal import Recognition
internal import Registers
internal import Storage
package import Workflows

/// Looks whether the place can work: folders, models, store, disk, clock, registers, workflows.
package struct Doctor {
    let site: Site
    let dataFolder: DataFolder
    let now: Date

    package init(site: Site, dataFolder: DataFolder, now: Date) {
        self.site = site
        self.dataFolder = dataFolder
        self.now = now
    }

    /// All checks, in an order in which later ones need what earlier ones found. Blocks the calling thread; changes
    /// nothing but for test files that it removes at once.
    package func examine() -> [HealthCheck] {
        let workflows = SiteWorkflows(site).paths.map { ($0, WorkflowReader.read($0, site: site)) }
        return folders(of: workflows.compactMap(\.1.value)) + models() + [secondReader(), store()] + server()
            + [clock(), disk(), fileSystem()] + [waiting(), keeping()].compactMap { $0 } + [openFiles()]
            + registers(of: workflows.compactMap(\.1.value)) + workflows.map { workflow($0, $1) }
            + station() + leaving(by: workflows.compactMap(\.1.value)) + (workflows.isEmpty ? [noWorkflow] : [])
    }

    private var noWorkflow: HealthCheck {
        .warning(
            Wording(ja: "業務", en: "workflows"), Wording(ja: "1つもありません", en: "none"),
            remedy: Wording(
                ja: "\(site.folder.path)/Workflows に業務のフォルダーを置くか、サイトファイルの workflows に書いてください。",
                en:
                    "put a workflow's folder into \(site.folder.path)/Workflows, or name it under workflows in the site file"
            ))
    }

    private func models() -> [HealthCheck] {
        let subject = Wording(ja: "文字認識の言語データ", en: "Tesseract's models")
        let missing = ReadingModels.missing()
        guard missing.isEmpty else { return missing.map { .failure(subject, $0) } }
        return [.ok(subject, Wording(ja: "入っています", en: "installed"))]
    }

    /// Without it Tema still reads, less surely.
    private func secondReader() -> HealthCheck {
        let subject = Wording(ja: "第二の文字認識", en: "second reader")
        guard let missing = ReadingModels.secondReaderMissing() else {
            return .ok(subject, Wording(ja: "PP-OCRv6 が使えます", en: "PP-OCRv6 is ready"))
        }
        return .warning(subject, missing.message, remedy: missing.remedy ?? missing.message)
    }

    private func store() -> HealthCheck {
        let subject = Wording(ja: "記録(データベース)", en: "store")
        do {
            switch try schemaState() {
            case nil:
                return .ok(subject, Wording(ja: "まだありません。最初の処理のときに作ります", en: "none yet; the first run makes it"))
            case .upToDate: return .ok(subject, Wording(ja: "使えます", en: "reachable, schema up to date"))
            case .older:
                return .warning(
                    subject, Wording(ja: "前の版の形です", en: "of an earlier version"),
                    remedy: Wording(
                        ja: "tema backup を取ってから tema serve を起動してください。そのとき新しい形にします。",
                        en: "make a backup, then start tema serve: it brings the store up to date"))
            case .newer:
                return .failure(
                    subject, Wording(ja: "より新しい版の Tema のものです", en: "of a newer version of Tema"),
                    remedy: Wording(ja: "Tema を新しい版に更新してください。", en: "upgrade Tema"))
            }
        } catch {
            return .failure(subject, Trouble(anything: error))
        }
    }

    /// Nil where there is no store yet.
    private func schemaState() throws -> Store.SchemaState? {
        switch dataFolder.store {
        case .sqlite:
            guard FileManager.default.fileExists(atPath: dataFolder.storeFile.path) else { return nil }
            return try Store.schemaState(ofSQLiteAt: dataFolder.storeFile)
        case .postgresql(let address): return try Store.schemaState(ofPostgreSQL: address)
        }
    }

    /// Nil where there is no store of this version, or nothing happened in it.
    private func newestEntryTime() -> Date? {
        guard case .upToDate? = try? schemaState() else { return nil }
        return try? Store.existing(dataFolder).newestEntryTime()
    }

    /// The newest entry in the store must not lie in the future. Days are those of the site's time zone, whatever the
    /// machine's own.
    private func clock() -> HealthCheck {
        let subject = Wording(ja: "時計", en: "clock")
        let zone = site.timeZone
        let shown = "\(now.formatted(Date.ISO8601FormatStyle(timeZone: zone))) (\(zone.identifier))"
        if let newest = newestEntryTime(), newest > now.addingTimeInterval(60) {
            return .failure(
                subject,
                Wording(
                    ja: "\(shown)。最後の記録(\(newest.formatted(.iso8601)))より前です",
                    en: "\(shown), which is before the newest entry in the store (\(newest.formatted(.iso8601)))"),
                remedy: Wording(
                    ja: "時刻合わせ(NTP)を確かめ、時計を直してから起動してください。", en: "set the clock (check NTP), then start Tema"))
        }
        return .ok(subject, Wording(verbatim: shown))
    }

    private func workflow(_ url: URL, _ checked: Checked<Workflow>) -> HealthCheck {
        let subject = Wording(ja: "業務 \(url.lastPathComponent)", en: "workflow \(url.lastPathComponent)")
        guard let first = checked.diagnostics.first else {
            return .ok(subject, Wording(ja: "間違いはありません", en: "no mistakes"))
        }
        let count = checked.diagnostics.count
        return .failure(
            subject,
            Wording(
                ja: "間違いが \(count) 個あります: \(first.text(in: .ja))",
                en: "\(count.counted("mistake")): \(first.text(in: .en))"),
            remedy: Wording(ja: "tema check \(url.path) ですべて確かめられます。", en: "tema check \(url.path) lists them all"))
    }
}

extension Trouble {
    /// What a check met, as a trouble.
    init(anything error: any Error) {
        self =
            error as? Trouble ?? Trouble(.store, Wording(verbatim: String(describing: error)))
    }
}
