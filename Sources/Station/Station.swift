internal import Engine
internal import Foundation
internal import Hummingbird
internal import HummingbirdCore
internal import HummingbirdTLS
internal import Imaging
internal import Logging
internal import NIOCore
internal import NIOSSL
package import Paperwork
internal import ServiceLifecycle
package import Storage
package import Workflows

/// The web application: clerks settle doubts, IT looks after workflows and accounts, managers read the hours saved.
package struct Station: Sendable {
    let site: Site
    let dataFolder: DataFolder
    let store: Store
    let desk: ReviewDesk
    let pictures: PagePictures
    let report: @Sendable (Wording) -> Void
    private let patience: Patience
    private let list: WorkflowList

    var language: Language { site.language ?? .ja }

    /// - Parameters:
    ///   - patience: with browsers that are slow.
    ///   - report: what someone who looks at the process should know, a line each.
    package init(
        site: Site, store: Store, patience: Patience = Patience(), report: @escaping @Sendable (Wording) -> Void
    ) {
        self.patience = patience
        self.site = site
        self.store = store
        self.report = report
        dataFolder = DataFolder(site)
        list = WorkflowList(site)
        desk = ReviewDesk(store: store, dataFolder: dataFolder, site: site)
        pictures = PagePictures(desk)
    }

    /// Serves until the task is cancelled.
    ///
    /// - throws: `Trouble` where the address can't be listened at, or the certificate can't be used.
    package func run() async throws {
        guard let address = site.station else { return }
        let bell = ChangeBell(store: store)
        let router = try await router(bell)
        var logger = Logger(label: "station")
        logger.logLevel = .critical
        let report = report
        let scheme = address.tls == nil ? "http" : "https"
        let application = Application(
            router: router, server: try server(address.tls),
            configuration: ApplicationConfiguration(
                address: .hostname(address.host, port: address.port), serverName: nil),
            onServerRunning: { channel in
                let port = channel.localAddress?.port ?? address.port
                report(
                    Wording(
                        ja: "ステーション: \(scheme)://\(address.host):\(port)/",
                        en: "station: \(scheme)://\(address.host):\(port)/"))
            }, logger: logger)
        do {
            async let _ = OwnThread.run { desk.prepare(for: workflows()) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await bell.watch() }
                group.addTask { try await application.run() }
                try await group.next()
                group.cancelAll()
            }
        } catch let trouble as Trouble {
            throw trouble
        } catch {
            throw Self.cannotListen(at: address, cause: "\(error)")
        }
    }

    private func server(_ tls: Site.Station.TLS?) throws(Trouble) -> HTTPServerBuilder {
        let (patience, limit) = (patience, site.limits.bytes)
        let http1 = HTTPServerBuilder.http1(
            configuration: .init(
                additionalChannelHandlers: [PaceKeeper(patience, limit: limit)], idleTimeout: TimeAmount(patience.head))
        )
        guard let tls else { return http1 }
        do {
            let certificates = try NIOSSLCertificate.fromPEMFile(tls.certificate.path).map {
                NIOSSLCertificateSource.certificate($0)
            }
            let key = try NIOSSLPrivateKey(file: tls.key.path, format: .pem)
            let configuration = TLSConfiguration.makeServerConfiguration(
                certificateChain: certificates, privateKey: .privateKey(key))
            // Whether they belong together is only found out here.
            _ = try NIOSSLContext(configuration: configuration)
            return try .tls(http1, tlsConfiguration: configuration)
        } catch {
            throw Trouble(
                .definition,
                Wording(
                    ja: "ステーションの証明書 \(tls.certificate.path) または鍵 \(tls.key.path) を使えません（\(error)）。",
                    en:
                        "the station's certificate \(tls.certificate.path) or key \(tls.key.path) can't be used (\(error))"
                ),
                remedy: Wording(
                    ja: "どちらも PEM 形式で、組になっていることを確かめてください。",
                    en: "both must be PEM files that belong together"))
        }
    }

    private static func cannotListen(at address: Site.Station, cause: String) -> Trouble {
        Trouble(
            .file,
            Wording(
                ja: "ステーションを \(address.host):\(address.port) で開けません（\(cause)）。",
                en: "the station can't listen at \(address.host):\(address.port) (\(cause))"),
            remedy: Wording(
                ja: "ほかのプログラムが同じ番号を使っていないか確かめるか、サイトファイルの station: listen を変えてください。",
                en: "see whether another program uses that port, or change 'station: listen' in the site file"))
    }

    private func router(_ bell: ChangeBell) async throws -> Router<StationContext> {
        let pages = try await Pages(place: "Tema")
        let router = Router(context: StationContext.self)
        router.middlewares.add(SafetyDoor(isEncrypted: site.station?.tls != nil))
        router.middlewares.add(FaultDoor(pages: pages, store: store, language: language, report: report))
        router.middlewares.add(VisitorDoor(store: store, language: language))
        try FileRoutes().add(to: router)
        SignInRoutes(station: self, pages: pages).add(to: router)
        BatchRoutes(station: self, pages: pages, bell: bell).add(to: router)
        SetAsideRoutes(station: self).add(to: router)
        ReviewRoutes(station: self, pages: pages).add(to: router)
        SampleRoutes(station: self, pages: pages).add(to: router)
        TimeRoutes(station: self, pages: pages).add(to: router)
        StudyRoutes(station: self, pages: pages).add(to: router)
        PlanRoutes(station: self, pages: pages).add(to: router)
        WorkflowRoutes(station: self, pages: pages).add(to: router)
        WorkflowHistoryRoutes(station: self).add(to: router)
        RobotRoutes(station: self, pages: pages).add(to: router)
        CaseRoutes(station: self).add(to: router)
        TrialRoutes(station: self).add(to: router)
        TemplateRoutes(station: self, pages: pages).add(to: router)
        AuditRoutes(station: self, pages: pages).add(to: router)
        AccountRoutes(station: self, pages: pages).add(to: router)
        return router
    }

    /// The site's workflows as they are now; those with mistakes are left out.
    func workflows() -> [Workflow] { list.workflows() }

    /// Has them read again when they are asked for next: a file of theirs was changed here.
    func forgetWorkflows() { list.forget() }
}
