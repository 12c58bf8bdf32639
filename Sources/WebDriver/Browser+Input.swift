extension Browser {
    /// Does these steps one after the other, whatever has the focus; keys and buttons that stay down stay down.
    package func perform(_ steps: [InputStep]) async throws(BrowserFailure) {
        let ticks = steps.map(\.tick)
        let body: JSONValue = [
            "actions": [
                ["type": "key", "id": "keyboard", "actions": .array(ticks.map(\.key))],
                [
                    "type": "pointer", "id": "mouse", "parameters": ["pointerType": "mouse"],
                    "actions": .array(ticks.map(\.pointer)),
                ],
                ["type": "wheel", "id": "wheel", "actions": .array(ticks.map(\.wheel))],
            ]
        ]
        try await post("actions", body)
    }

    /// Lets go of all keys and buttons.
    package func releaseInput() async throws(BrowserFailure) { try await delete("actions") }

    /// Presses keys together, as in `press(Key.control, "z")`: all go down in turn and up in reverse.
    package func press(_ keys: String...) async throws(BrowserFailure) {
        try await perform(keys.map { .keyDown($0) } + keys.reversed().map { .keyUp($0) })
    }

    /// Types into what has the focus, a key after the other; `Key` has those that aren't characters.
    package func type(_ text: String) async throws(BrowserFailure) {
        try await perform(text.flatMap { [.keyDown(String($0)), .keyUp(String($0))] })
    }

    /// Presses the left button at one place of the viewport and lets go at another, in CSS px.
    package func drag(
        from start: (x: Double, y: Double), to end: (x: Double, y: Double)
    ) async throws(BrowserFailure) {
        try await perform([
            .move(x: start.x, y: start.y), .buttonDown, .move(x: (start.x + end.x) / 2, y: (start.y + end.y) / 2),
            .move(x: end.x, y: end.y), .buttonUp,
        ])
    }

    /// Drops files on an element, as from a window of the desktop.
    ///
    /// - Parameter paths: of files on this machine.
    package func drop(_ paths: String..., on element: Element) async throws(BrowserFailure) {
        let middle: [Double] = try await execute(
            """
            arguments[0].scrollIntoView({block: 'center'})
            const box = arguments[0].getBoundingClientRect()
            return [box.x + box.width / 2, box.y + box.height / 2]
            """, element)
        guard middle.count == 2 else { throw BrowserFailure(.unexpectedAnswer, subject: element.subject) }
        for kind in ["dragEnter", "dragOver", "drop"] {
            try await developerTools(
                "Input.dispatchDragEvent",
                [
                    "type": .string(kind), "x": .number(middle[0]), "y": .number(middle[1]),
                    // Copying is allowed.
                    "data": ["items": [], "files": .array(paths.map { .string($0) }), "dragOperationsMask": 1],
                ])
        }
    }

    /// Shows a text under composition, as an input method does before it is confirmed, in what has the focus.
    package func compose(_ text: String) async throws(BrowserFailure) {
        let end = JSONValue.number(Double(text.utf16.count))
        try await developerTools(
            "Input.imeSetComposition", ["text": .string(text), "selectionStart": end, "selectionEnd": end])
    }

    /// Confirms a composition with this text.
    package func commitComposition(_ text: String) async throws(BrowserFailure) {
        try await developerTools("Input.insertText", ["text": .string(text)])
    }
}
