import Testing

@testable import Intake

@Suite struct LineStartTests {
    private static func start(_ text: String) -> LineStart {
        Array(text.utf8).withUnsafeBufferPointer { buffer in
            buffer.baseAddress.map { LineStart(ByteText(base: $0, count: buffer.count)) }
                ?? .continuation
        }
    }

    @Test(arguments: [
        "2026-06-27T20:00:00.123Z INFO [core.workflow] Ready",
        "2026-06-27 20:00:00,123 | INFO | core.workflow | Ready",
        "2026/06/27 20:00:02 [error] 123#45: odd",
        "27.06.2026 20:00:00 Ready",
        "6/27/2026, 8:00:00 PM Ready",
        "27/Jun/2026:20:00:00 +0200 Ready",
        "20260627T200000 Ready",
        "20260627 20:00:00 Ready",
        "[2026-06-27 20:00:00.123] [info] Ready",
        "[NOTICE ] 2026.06.27 20:00:00.123: (core.workflow) Ready",
        "[INFO ] 2026-06-27T20:00:00.123Z: (core.workflow) Ready",
        "ERROR 2026-06-27 20:00:00 Ready",
        "Extended INFO: 2026-06-27 20:00:00 Ready",
        "Jun 27 20:00:00 host program[7]: Ready",
        "Jun  7 20:00:00 host program[7]: Ready",
        "Sat Jun 27 20:00:00 2026 Ready",
        "Sat, 27 Jun 2026 20:00:00 GMT Ready",
        "<30>1 2026-06-27T20:00:00Z host app - - Ready",
        "<30>2026-06-27T20:00:00Z host app Ready",
        "I0627 20:00:00.123456 77 main.go:7] Ready",
        #"192.0.2.7 - [27/Jun/2026:20:00:01 +0200] "POST /file HTTP/1.1" 200"#,
    ])
    func `a stamp begins a record, whoever writes it`(_ line: String) {
        #expect(Self.start(line) == .stamp)
    }

    @Test(arguments: [
        "INFO core.workflow Ready", "[INFO] core.workflow Ready", "[core.workflow] Ready",
        "WARN: something is odd", #"{"level":"info","msg":"Ready"}"#,
        "level=info msg=Ready", "ts=1782590400.123 caller=main.go", "20:00:00.123 Ready",
        "1782590400.123 Ready", "1782590400123 Ready",
    ])
    func `a level, a name or a key may begin a record`(_ line: String) {
        #expect(Self.start(line) == .likely)
    }

    @Test(arguments: [
        "", "}", "    at com.example.Main.run(Main.java:7)", "\tat frame 2026-06-27 20:00:00",
        "at Core.Workflow.Run() in file:line 7", "#12 0x00007f12 in main ()",
        "0x00007f1234567890 main+0x12", "SELECT id FROM scans WHERE id = 7",
        "INSERT INTO scans VALUES (1, 'several words')", "Caused by: a broken pipe",
        #""key": "2026-06-27 20:00:00","#, #"{"a": [1, 2, 3], "#, "(1, 'several words'),",
        "00000010  48 65 6c 6c 6f 20 77 6f  72 6c 64 21", "- item: of a list that is long",
        "[section-of-a-file]",
    ])
    func `what continues a record begins none`(_ line: String) {
        #expect(Self.start(line) == .continuation)
    }

    @Test(arguments: [
        "terminate called after throwing an instance", "Version 5.14.1 of the product",
        "2026-06-27 was that strange evening", "core.workflow|Scan finished|id 7",
    ])
    func `other lines are known by their words`(_ line: String) {
        #expect(Self.start(line) == .words)
    }
}
