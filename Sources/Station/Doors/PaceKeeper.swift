internal import HTTPTypes
internal import NIOCore
internal import NIOHTTPTypes

/// How long the station waits for a browser.
package struct Patience: Sendable {
    /// For a request to begin and for its head to be whole.
    package var head = Duration.seconds(30)
    /// How often it is looked whether a request's body comes on.
    package var body = Duration.seconds(30)
    /// Bytes of a body that have to come in that time: one kilobyte a second.
    package var bytes = 30_000

    package init() {}
}

/// Ends connections whose request comes too slowly, a few thousand of which would leave none for others, and those whose
/// request does not end though it is refused.
final class PaceKeeper: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart

    /// Bytes that come behind what is refused as too large, so that a browser has the time to read why.
    private static let grace = 16 << 20

    private let patience: Patience
    private let most: Int
    private var came = 0
    private var all = 0
    private var looking: Scheduled<Void>?

    /// - Parameter limit: bytes of the largest body that is taken.
    init(_ patience: Patience, limit: Int) {
        self.patience = patience
        most = limit + Self.grace
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
            all = 0
            look(later: context)
        case .body(let bytes):
            came += bytes.readableBytes
            all += bytes.readableBytes
            guard all <= most else {
                stop()
                return context.close(promise: nil)
            }
        case .end: stop()
        }
        context.fireChannelRead(data)
    }

    func channelInactive(context: ChannelHandlerContext) {
        stop()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { stop() }

    private func look(later context: ChannelHandlerContext) {
        came = 0
        looking = context.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(patience.body)) { [self] in
            if came < patience.bytes {
                context.close(promise: nil)
            } else {
                look(later: context)
            }
        }
    }

    private func stop() {
        looking?.cancel()
        looking = nil
    }
}

@available(*, unavailable)
extension PaceKeeper: Sendable {}
