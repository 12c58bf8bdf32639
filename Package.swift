// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

/// A room of the house: a library target and what it may use. Rooms are listed ground floor first;
/// a room uses only rooms above its own line. `PackageDirectionTests` reads this file and asserts it.
func room(
    _ name: String, uses: [Target.Dependency] = [], resources: [Resource]? = nil, computes: Bool = false
) -> Target {
    .target(
        name: name, dependencies: uses, resources: resources,
        swiftSettings: settings + (computes ? [.unsafeFlags(optimised, .when(configuration: .debug))] : []))
}

func tests(
    _ name: String, uses: [Target.Dependency], exclude: [String] = [], resources: [Resource]? = nil
) -> Target {
    .testTarget(name: name, dependencies: uses, exclude: exclude, resources: resources, swiftSettings: settings)
}

func system(_ name: String, _ pkgConfig: String, apt: String) -> Target {
    .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([apt])])
}

/// What computes is optimised in debug builds too: a test reads thousands of cells.
let optimised = ["-O"]

let grdb: [Target.Dependency] = [
    .product(name: "GRDB", package: "GRDB.swift"), .product(name: "GRDBSQLite", package: "GRDB.swift"),
]
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
    name: "tema",
    products: [
        .executable(name: "tema", targets: ["tema"]),
        .executable(name: "sample-forms", targets: ["sample-forms"]),
        .executable(name: "queue-benchmark", targets: ["queue-benchmark"]),
        .executable(name: "register-benchmark", targets: ["register-benchmark"]),
        .executable(name: "handwriting-benchmark", targets: ["handwriting-benchmark"]),
        .executable(name: "mark-forms", targets: ["mark-forms"]),
        .executable(name: "hand-cells", targets: ["hand-cells"]),
    ],
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
    ],
    targets: [
        system("CLeptonica", "lept", apt: "libleptonica-dev"),
        system("CJPEG", "libjpeg", apt: "libjpeg62-turbo-dev"),
        system("CTesseract", "tesseract", apt: "libtesseract-dev"),
        system("CPoppler", "poppler-glib", apt: "libpoppler-glib-dev"),
        system("CZBar", "zbar", apt: "libzbar-dev"),
        system("CZlib", "zlib", apt: "zlib1g-dev"),
        .systemLibrary(name: "COpenVINO", pkgConfig: "tema-openvino"),
        system("CPostgreSQL", "libpq", apt: "libpq-dev"),
        system("CXlsxWriter", "xlsxwriter", apt: "libxlsxwriter-dev"),
        system("CQREncode", "libqrencode", apt: "libqrencode-dev"),
        system("CSodium", "libsodium", apt: "libsodium-dev"),

        room("Paperwork"),
        room("JapaneseText", resources: [.process("Resources")], computes: true),
        room("FieldTypes", uses: ["Paperwork", "JapaneseText"], computes: true),
        room("SQLAccess", uses: ["Paperwork", "CPostgreSQL"] + grdb),
        room("Rules", uses: ["Paperwork", "FieldTypes", "SQLAccess"]),
        room("Packing", uses: ["CZlib"]),
        room("Spreadsheets", uses: ["Paperwork", "JapaneseText", "Packing"]),
        room(
            "Imaging", uses: ["Paperwork", "Packing", "CLeptonica", "CJPEG", "CPoppler", "CQREncode"], computes: true),
        .target(
            name: "CArithmetic", cSettings: [.unsafeFlags(["-O2"], .when(configuration: .debug))],
            linkerSettings: [.linkedLibrary("m")]),
        room("Arithmetic", uses: ["CArithmetic"], computes: true),
        room(
            "Recognition",
            uses: [
                "Paperwork", "JapaneseText", "FieldTypes", "Imaging", "Arithmetic", "CTesseract", "CZBar", "COpenVINO",
            ],
            resources: [.process("Resources")], computes: true),
        room(
            "Forms", uses: ["Paperwork", "JapaneseText", "FieldTypes", "Imaging", "Recognition"],
            resources: [.process("Resources")], computes: true),
        room(
            "Registers", uses: ["Paperwork", "JapaneseText", "FieldTypes", "SQLAccess", "Spreadsheets"], computes: true),
        room("Evidence", uses: ["Paperwork", "FieldTypes"], resources: [.process("Resources")], computes: true),
        room("Storage", uses: ["Paperwork", "SQLAccess", "CSodium"]),
        room(
            "Workflows",
            uses: ["Paperwork", "JapaneseText", "FieldTypes", "Rules", "Imaging", "Forms", "Registers", yams]),
        room("TimeLedger", uses: ["Paperwork", "SQLAccess", "Evidence", "Storage"]),
        room("WebDriver", uses: ["Paperwork"]),
        room("Delivery", uses: ["Paperwork", "JapaneseText", "CXlsxWriter"]),
        room("Robot", uses: ["Paperwork", "Workflows", "WebDriver"]),
        room(
            "Engine",
            uses: [
                "Paperwork", "JapaneseText", "FieldTypes", "SQLAccess", "Rules", "Imaging", "Recognition", "Forms",
                "Registers",
                "Evidence", "Storage", "Workflows", "TimeLedger", "Delivery", "Robot", "Spreadsheets",
            ]),
        room("Intake", uses: ["Paperwork", "Imaging", "Storage", "Workflows", "TimeLedger", "Delivery", "Engine"]),
        room(
            "Operations",
            uses: [
                "Paperwork", "JapaneseText", "FieldTypes", "SQLAccess", "Imaging", "Recognition", "Forms", "Registers",
                "Evidence", "Storage", "Workflows", "TimeLedger", "WebDriver", "Robot", "Delivery", "Engine", "Intake",
            ]),
        room(
            "Station",
            uses: [
                "Paperwork", "JapaneseText", "FieldTypes", "Imaging", "Forms", "Storage", "Workflows", "TimeLedger",
                "Delivery", "Engine", "Intake", "Operations",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTLS", package: "hummingbird"),
                .product(name: "Mustache", package: "swift-mustache"),
            ],
            resources: [.copy("Pages"), .copy("Web")]),
        .executableTarget(
            name: "tema",
            dependencies: [
                "Station", "Storage", "Paperwork", "JapaneseText", "Imaging", "Forms", "Workflows", "TimeLedger",
                "Delivery",
                "Engine", "Intake", "Registers",
                "Operations", argumentParser,
            ],
            swiftSettings: settings),

        room(
            "SampleForms", uses: ["Paperwork", "JapaneseText", "Imaging"], resources: [.process("Resources")],
            computes: true),
        .executableTarget(
            name: "sample-forms", dependencies: ["SampleForms", argumentParser], swiftSettings: settings),

        .executableTarget(
            name: "queue-benchmark", dependencies: ["Paperwork", "SQLAccess", "Storage"],
            path: "Benchmarks/QueueBenchmark", swiftSettings: settings),
        .executableTarget(
            name: "acceptance-benchmark", dependencies: ["Paperwork", "Evidence"],
            path: "Benchmarks/AcceptanceBenchmark", swiftSettings: settings),
        .executableTarget(
            name: "register-benchmark", dependencies: ["Paperwork", "Registers", "SampleForms"],
            path: "Benchmarks/RegisterBenchmark", swiftSettings: settings),
        .target(
            name: "ComposedLines", dependencies: ["Imaging", "Recognition"], path: "Training/hand/ComposedLines",
            swiftSettings: settings),
        .executableTarget(
            name: "hand-cells",
            dependencies: ["ComposedLines", "Paperwork", "FieldTypes", "Recognition", argumentParser],
            path: "Training/hand/HandCells", swiftSettings: settings),
        .executableTarget(
            name: "handwriting-benchmark",
            dependencies: ["Paperwork", "FieldTypes", "Imaging", "Recognition", "Operations", "ComposedLines"],
            path: "Benchmarks/HandwritingBenchmark", swiftSettings: settings),
        .executableTarget(
            name: "mark-forms",
            dependencies: [
                "Paperwork", "JapaneseText", "FieldTypes", "Imaging", "Recognition", "Forms", "Evidence", "SampleForms",
                argumentParser,
            ],
            path: "Training/marks/MarkForms", swiftSettings: settings),

        tests("ArithmeticTests", uses: ["Arithmetic", "Paperwork"]),
        tests("PaperworkTests", uses: ["Paperwork"]),
        tests("JapaneseTextTests", uses: ["JapaneseText"]),
        tests("FieldTypesTests", uses: ["FieldTypes", "JapaneseText", "Paperwork"]),
        .target(name: "PostgresCluster", path: "Tests/PostgresCluster", swiftSettings: settings),
        tests("SQLAccessTests", uses: ["SQLAccess", "Paperwork", "PostgresCluster"]),
        tests("RulesTests", uses: ["Rules", "Paperwork"]),
        tests("ImagingTests", uses: ["Imaging", "Paperwork"]),
        tests(
            "RecognitionTests", uses: ["Recognition", "FieldTypes", "Imaging", "Paperwork", "CPoppler"],
            resources: [.copy("Cells")]),
        tests(
            "FormsTests",
            uses: [
                "Forms", "Evidence", "JapaneseText", "FieldTypes", "Imaging", "Recognition", "Paperwork", "SampleForms",
            ]),
        tests("SpreadsheetsTests", uses: ["Spreadsheets", "Paperwork"]),
        tests(
            "RegistersTests",
            uses: ["Registers", "FieldTypes", "JapaneseText", "Paperwork", "SQLAccess", "PostgresCluster"]),
        tests("EvidenceTests", uses: ["Evidence", "Paperwork"]),
        tests("StorageTests", uses: ["Storage", "Paperwork", "SQLAccess", "PostgresCluster"]),
        tests(
            "WorkflowsTests",
            uses: [
                "Workflows", "JapaneseText", "FieldTypes", "Rules", "Forms", "Registers", "Evidence", "Paperwork",
            ]),
        tests("TimeLedgerTests", uses: ["TimeLedger", "Storage", "Paperwork", "SQLAccess", "PostgresCluster"]),
        tests("WebDriverTests", uses: ["WebDriver", "Paperwork", "StationRuns"]),
        tests("DeliveryTests", uses: ["Delivery", "JapaneseText", "Paperwork"]),
        tests("SampleFormsTests", uses: ["SampleForms", "Imaging", "Paperwork", "Workflows"]),
        .target(name: "Slips", path: "Tests/Slips", swiftSettings: settings),
        .target(
            name: "SlipRuns", dependencies: ["Engine", "Intake", "Paperwork", "Slips", "Workflows"],
            path: "Tests/SlipRuns", swiftSettings: settings),
        .target(
            name: "StationRuns", dependencies: ["Slips"], path: "Tests/StationRuns", swiftSettings: settings),
        tests(
            "EngineTests",
            uses: ["Engine", "Evidence", "Intake", "Paperwork", "Storage", "Workflows", "Slips", "SlipRuns"]),
        tests(
            "IntakeTests",
            uses: [
                "Engine", "Intake", "Paperwork", "Imaging", "SQLAccess", "Storage", "Workflows", "Slips", "SlipRuns",
            ]),
        tests(
            "OperationsTests",
            uses: [
                "Engine", "Intake", "Operations", "Paperwork", "SQLAccess", "Storage", "Workflows", "TimeLedger",
                "Slips",
                "SlipRuns", "PostgresCluster",
            ]),
        tests(
            "StationTests",
            uses: [
                "Station", "StationRuns", "WebDriver", "Slips", "Storage", "SQLAccess", "Workflows", "Paperwork",
                "PostgresCluster",
            ]),
        tests(
            "RobotTests",
            uses: [
                "Engine", "Forms", "Imaging", "Intake", "Operations", "Paperwork", "Recognition", "Robot", "SQLAccess",
                "Storage",
                "WebDriver", "Workflows", "Slips", "SlipRuns", "StationRuns", "PostgresCluster",
            ]),
        tests("FaultTests", uses: ["SQLAccess", "Storage", "Paperwork", "Slips", "PostgresCluster"]),
        tests("CommandTests", uses: ["Slips", "SampleForms", "Recognition"], exclude: ["Snapshots"]),
    ],
    swiftLanguageModes: [.v6],
    cLanguageStandard: .c11
)
