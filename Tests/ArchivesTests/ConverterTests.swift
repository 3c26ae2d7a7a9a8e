import Archives
import CaseModel
import Glibc
import Testing

@Suite struct ConverterTests {
    /// What a shell script makes of the input.
    private static func run(
        _ script: String,
        on input: String = "",
        silenceSeconds: Int = 20,
        _ take: ([UInt8]) -> Bool = { _ in true }
    ) throws -> (end: Converter.End, said: String, output: String) {
        var limits = Limits()
        limits.converterSilenceSeconds = silenceSeconds
        let converter = Converter(program: "/bin/sh", arguments: ["-c", script], limits: limits)
        var output: [UInt8] = []
        let (end, said) = try converter.run(Array(input.utf8)) { block in
            output += block
            return take(block)
        }
        return (end, String(decoding: said, as: UTF8.self), String(decoding: output, as: UTF8.self))
    }

    @Test func `a program gets the input and hands on its output`() throws {
        let (end, said, output) = try Self.run("tr a-z A-Z; echo odd >&2", on: "one two")
        #expect(end == .exited(status: 0))
        #expect(output == "ONE TWO")
        #expect(said == "odd\n")
    }

    @Test func `input and output of megabytes do not wait for each other`() throws {
        let text = String(repeating: "0123456789abcde\n", count: 300_000)
        let (end, _, output) = try Self.run("cat; cat /dev/stdin >/dev/null", on: text)
        #expect(end == .exited(status: 0))
        #expect(output == text)
    }

    @Test func `how a program failed is told`() throws {
        let failed = try Self.run("exit 3").end
        #expect(failed == .exited(status: 3))
        let killed = try Self.run("kill -9 $$").end
        #expect(killed == .killed(signal: SIGKILL))
    }

    @Test func `output without end is ended when nobody wants more`() throws {
        var blocks = 0
        let (end, _, _) = try Self.run("yes") { _ in
            blocks += 1
            return blocks < 5
        }
        #expect(end == .stopped && blocks == 5)
    }

    @Test func `a program that says nothing is ended`() throws {
        let end = try Self.run("exec sleep 600", silenceSeconds: 1).end
        #expect(end == .silent)
    }

    @Test func `of errors without end the first are kept`() throws {
        let (end, said, _) = try Self.run("yes error | head -n 100000 >&2")
        #expect(end == .exited(status: 0))
        #expect(said.utf8.count == 2_048 && said.hasPrefix("error\nerror\n"))
    }

    @Test func `no variable of a database reaches the program`() throws {
        setenv("PGPASSWORD", "hunter2", 1)
        defer { unsetenv("PGPASSWORD") }
        let (_, _, output) = try Self.run("env")
        #expect(output.contains("LC_ALL=C") && !output.contains("hunter2"))
    }

    @Test func `what is no program cannot be run`() throws {
        #expect(Converter.canRun("/bin/sh"))
        #expect(!Converter.canRun("/bin") && !Converter.canRun("/nowhere/pg_restore"))
        let missing = Converter(program: "/nowhere/x", arguments: [], limits: Limits())
        #expect(throws: ArchiveError.self) { try missing.run([]) { _ in true } }
    }
}
