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

/// Ends connections whose request comes too slowly: a few thousand that send a byte now and then would leave none for others.
final class PaceKeeper: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart

    private let patience: Patience
    private var came = 0
    private var looking: Scheduled<Void>?

    init(_ patience: Patience) { self.patience = patience }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head: look(later: context)
        case .body(let bytes): came += bytes.readableBytes
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
