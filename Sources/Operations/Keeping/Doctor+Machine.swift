internal import Engine
internal import Foundation
internal import Glibc
internal import Paperwork
internal import Workflows

extension Doctor {
    /// Below this, work stops soon.
    private static let tightBytes = 5_000_000_000
    private static let fullBytes = 500_000_000
    /// A worker holds the scan, the store, its log and lock, and some files of libraries.
    private static let enoughFiles: UInt = 256

    func disk() -> HealthCheck {
        let subject = Wording(ja: "ディスクの空き", en: "free disk space")
        guard let folder = Self.nearestExisting(dataFolder.data), let free = FreeSpace.bytes(at: folder) else {
            return .warning(
                subject, Wording(ja: "調べられません", en: "can't be told"),
                remedy: Wording(ja: "データフォルダーの場所を確かめてください。", en: "check the data folder's place"))
        }
        let shown = String(format: "%.1f GB", Double(free) / 1e9)
        let remedy = Wording(
            ja: "不要なファイルを消すか、tema purge で保存期間の過ぎたページを消してください。",
            en: "remove what is not needed, or let tema purge remove pages that have had their time")
        if free < Self.fullBytes { return .failure(subject, Wording(verbatim: shown), remedy: remedy) }
        if free < Self.tightBytes { return .warning(subject, Wording(verbatim: shown), remedy: remedy) }
        return .ok(subject, Wording(verbatim: shown))
    }

    /// SQLite's log is shared memory between processes, which network file systems do not have.
    func fileSystem() -> HealthCheck {
        let subject = Wording(ja: "ファイルシステム", en: "file system")
        guard let folder = Self.nearestExisting(dataFolder.data), let type = MountPoint.all().type(of: folder) else {
            return .warning(
                subject, Wording(ja: "調べられません", en: "can't be told"),
                remedy: Wording(ja: "データフォルダーの場所を確かめてください。", en: "check the data folder's place"))
        }
        guard dataFolder.store == .sqlite, Self.networkFileSystems.contains(where: type.hasPrefix) else {
            return .ok(subject, Wording(verbatim: type))
        }
        return .failure(
            subject,
            Wording(ja: "データフォルダーが共有フォルダー(\(type))にあります", en: "the data folder is on a network share (\(type))"),
            remedy: Wording(
                ja: "データベースが壊れるおそれがあります。data をこのコンピューターのディスクに移してください。",
                en: "the store could be damaged: put the data folder on a disk of this machine"))
    }

    /// How the names of their types begin, `nfs4` and `fuse.sshfs` among them.
    private static let networkFileSystems = [
        "nfs", "cifs", "smb", "9p", "fuse.sshfs", "fuse.glusterfs", "fuse.rclone", "ceph", "afs", "lustre", "gpfs",
    ]

    func openFiles() -> HealthCheck {
        let subject = Wording(ja: "同時に開けるファイル数", en: "open files")
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0, limit.rlim_cur < Self.enoughFiles
        else {
            return .ok(subject, Wording(verbatim: limit.rlim_cur == UInt.max ? "∞" : String(limit.rlim_cur)))
        }
        return .warning(
            subject, Wording(verbatim: String(limit.rlim_cur)),
            remedy: Wording(
                ja: "上限を 1024 以上にしてください(systemd の LimitNOFILE、または ulimit -n)。",
                en: "raise the limit to 1024 or more: LimitNOFILE in systemd, or ulimit -n"))
    }
}
