/// What a hand does at keyboard and mouse.
package enum InputStep: Sendable {
    /// A key goes down and stays down: a character, or one of `Key`.
    case keyDown(String)
    case keyUp(String)
    /// The mouse goes to a place of the viewport, in CSS px from its top left.
    case move(x: Double, y: Double)
    /// The mouse goes to an element's middle, and from there right and down, in CSS px.
    case moveTo(Element, right: Double = 0, down: Double = 0)
    /// The left button.
    case buttonDown
    case buttonUp
    /// The wheel is turned over a place of the viewport, in CSS px.
    case scroll(x: Double, y: Double, right: Double, down: Double)
    case pause(Duration)

    /// The actions of the three devices, one of them real, in one tick.
    struct Tick {
        var key: JSONValue = ["type": "pause"]
        var pointer: JSONValue = ["type": "pause"]
        var wheel: JSONValue = ["type": "pause"]
    }

    var tick: Tick {
        switch self {
        case .keyDown(let key): Tick(key: ["type": "keyDown", "value": .string(key)])
        case .keyUp(let key): Tick(key: ["type": "keyUp", "value": .string(key)])
        case .move(let x, let y): Tick(pointer: Self.move(x, y, from: "viewport"))
        case .moveTo(let element, let right, let down):
            Tick(pointer: Self.move(right, down, from: [ElementReference.CodingKeys.id.rawValue: element.reference]))
        case .buttonDown: Tick(pointer: ["type": "pointerDown", "button": 0])
        case .buttonUp: Tick(pointer: ["type": "pointerUp", "button": 0])
        case .scroll(let x, let y, let right, let down):
            Tick(wheel: [
                "type": "scroll", "origin": "viewport", "x": whole(x), "y": whole(y), "deltaX": whole(right),
                "deltaY": whole(down),
            ])
        case .pause(let duration):
            Tick(key: ["type": "pause", "duration": whole(duration / .milliseconds(1))])
        }
    }

    private static func move(_ x: Double, _ y: Double, from origin: JSONValue) -> JSONValue {
        ["type": "pointerMove", "duration": 0, "origin": origin, "x": .number(x), "y": .number(y)]
    }

    private static func move(_ x: Double, _ y: Double, from element: [String: String]) -> JSONValue {
        move(x, y, from: .object(element.mapValues { .string($0) }))
    }

    private func whole(_ number: Double) -> JSONValue { .number(number.rounded()) }
}
