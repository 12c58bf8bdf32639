package import Testing

/// Runs each test of a suite twice: once on SQLite, once on PostgreSQL. `EngineUnderTest.current` says which.
package struct OnBothEngines: SuiteTrait, TestTrait, TestScoping {
    package var isRecursive: Bool { true }

    package func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        for engine in EngineUnderTest.allCases {
            let naming = IssueHandlingTrait.compactMapIssues { issue in
                var issue = issue
                issue.comments.append("on \(engine)")
                return issue
            }
            try await naming.provideScope(for: test, testCase: testCase) {
                try await EngineUnderTest.$current.withValue(engine, operation: function)
            }
        }
    }
}

extension Trait where Self == OnBothEngines {
    /// Each test runs on SQLite and on PostgreSQL.
    package static var onBothEngines: OnBothEngines { OnBothEngines() }
}

/// The engine on which a test runs.
package enum EngineUnderTest: Sendable, CaseIterable {
    case sqlite
    case postgresql

    @TaskLocal package static var current = EngineUnderTest.sqlite
}
