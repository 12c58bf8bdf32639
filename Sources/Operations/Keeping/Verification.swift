package import Engine
internal import Foundation
package import Paperwork
internal import Storage

/// Something in the place that is not as it should be.
package struct VerificationFault: Sendable, Hashable, Encodable {
    /// What was looked at.
    package enum Part: String, Sendable, Hashable, Encodable {
        case audit
        case books
        case pages
        case exports
    }

    package var part: Part
    /// The id of a batch or a document, a day, or a chain of the audit trail.
    package var subject: String
    package var message: Wording
}

/// What `Verification` looked at.
package struct VerificationSummary: Sendable, Hashable, Encodable {
    package var auditChains = 0
    package var auditEntries = 0
    /// Originals that are there, and whose bytes are those that came in.
    package var originals = 0
    /// Exports that are there, and whose bytes are those that were written.
    package var exports = 0
    /// Exports that are not there any more: the importing system moves them away.
    package var exportsMoved = 0
    /// Things that are not as they were written.
    package var faults = 0

    enum CodingKeys: String, CodingKey {
        case originals, exports, faults
        case auditChains = "audit_chains"
        case auditEntries = "audit_entries"
        case exportsMoved = "exports_moved"
    }
}

/// Looks whether everything in the place is as it was written: the audit trail, the pages, the time ledger, the exports.
package struct Verification {
    private let dataFolder: DataFolder
    private let store: Store

    init(dataFolder: DataFolder, store: Store) {
        self.dataFolder = dataFolder
        self.store = store
    }

    /// - throws: `Trouble` where there is no store, or it can't be opened.
    package init(dataFolder: DataFolder) throws {
        self.init(dataFolder: dataFolder, store: try Store.existing(dataFolder))
    }

    /// Blocks until all is looked at; workers may go on. Memory does not grow with the place.
    ///
    /// - Parameter report: is given each fault as it is found.
    /// - throws: `Trouble` where the store can't be read; what `report` throws.
    @discardableResult
    package func run(report: (VerificationFault) throws -> Void) throws -> VerificationSummary {
        var summary = VerificationSummary()
        func found(_ part: VerificationFault.Part, _ subject: String, _ message: Wording) throws {
            summary.faults += 1
            try report(VerificationFault(part: part, subject: subject, message: message))
        }
        let audit = try store.verifyAudit { try found(.audit, $0.chain, $0.wording) }
        summary.auditChains = audit.chains
        summary.auditEntries = audit.entries
        try store.verifyConsistency { try found(.books, $0.subject, $0.wording) }
        if let trouble = try dataFolder.sealTrouble(for: store) {
            try found(.books, "keys/ledger.key", trouble.sentence)
        }
        try store.forEachKeptFile { kept in
            if let fault = fault(in: kept) { try found(.pages, kept.batch, fault) } else { summary.originals += 1 }
        }
        var replaced: [(export: KeptExport, owner: String)] = []
        try store.forEachExport { export in
            if let owner = export.owner, owner != export.batch {
                replaced.append((export, owner))
                return
            }
            switch state(of: export) {
            case .asWritten: summary.exports += 1
            case .moved: summary.exportsMoved += 1
            case .changed(let message): try found(.exports, export.batch, message)
            }
        }
        for (export, owner) in replaced {
            guard let message = try self.replaced(export, by: owner) else { continue }
            try found(.exports, export.batch, message)
        }
        return summary
    }

    /// What is wrong with a kept original; nil where nothing is.
    private func fault(in kept: KeptFile) -> Wording? {
        let url = dataFolder.pages.url(of: kept.path)
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else {
            return Wording(
                ja: "バッチ \(kept.batch) の原本 \(url.path) がありません。",
                en: "the original of batch \(kept.batch) is not there: \(url.path)")
        }
        if isFolder.boolValue { return nil }
        do {
            if try SHA256.digest(ofFile: url) == kept.sha256 { return nil }
        } catch {
            return error.message
        }
        return Wording(
            ja: "バッチ \(kept.batch) の原本 \(url.path) が、受け取ったときと違います。",
            en: "the original of batch \(kept.batch) is not as it came in: \(url.path)")
    }

    private enum ExportState {
        case asWritten
        case moved
        case changed(Wording)
    }

    private func state(of export: KeptExport) -> ExportState {
        let file = dataFolder.outbox.appending(path: export.record.path)
        guard FileManager.default.fileExists(atPath: file.path) else { return .moved }
        do {
            let sha256 = try SHA256.digest(ofFile: file)
            // An unfinished batch's export is written again before the store knows of it.
            if sha256 == export.record.sha256 || sha256 == export.coming { return .asWritten }
        } catch {
            return .changed(error.message)
        }
        if let manifest = try? ExportManifest(beside: file), manifest.batch.id != export.batch {
            return .changed(
                Wording(
                    ja: "バッチ \(export.batch) の書き出し \(file.path) に、バッチ \(manifest.batch.id) の書き出しが上書きされています。",
                    en: "the export \(file.path) of batch \(export.batch) was replaced by that of batch "
                        + manifest.batch.id))
        }
        return .changed(
            Wording(
                ja: "書き出したファイル \(file.path) の内容が、書き出したときと違います。",
                en: "the export \(file.path) is not as it was written"))
    }

    /// An earlier version let batches replace each other's exports; one that was processed again does so rightly.
    private func replaced(_ export: KeptExport, by owner: String) throws -> Wording? {
        guard try !store.lineage(ofBatch: owner).contains(export.batch) else { return nil }
        return Wording(
            ja: "バッチ \(export.batch) の書き出し \(export.record.path) は、バッチ \(owner) の書き出しで上書きされました。取り込みが済んでいたか確かめてください。",
            en: "the export \(export.record.path) of batch \(export.batch) was replaced by that of batch \(owner); "
                + "see whether its \(export.record.rows.counted("row")) had been imported")
    }
}
