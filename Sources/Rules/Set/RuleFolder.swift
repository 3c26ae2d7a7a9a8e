internal import FoundationEssentials

/// A rules directory: `<family>/<name>/` folders with a page, queries and cases.
package struct RuleFolder: Sendable {
    /// A page is prose; what is longer is no page.
    static let maxFileBytes = 1 << 20

    package let path: String

    package init(_ path: String) {
        self.path = path
    }

    /// The files of all rules, sorted by path.
    package func files() throws(RuleError) -> [RuleFile] {
        guard let families = Self.names(in: path) else {
            throw RuleError(
                .unreadable,
                "read a rule folder",
                on: path,
                message: "it is no readable folder"
            )
        }
        var files: [RuleFile] = []
        for family in families {
            for name in Self.names(in: "\(path)/\(family)") ?? [] {
                for file in RuleFile.names {
                    let inner = "\(family)/\(name)/\(file)"
                    guard let text = try text(of: inner) else { continue }
                    files.append(RuleFile(path: inner, text: text))
                }
            }
        }
        return files
    }

    /// The case folders of each rule, sorted.
    package func cases() -> [String: [String]] {
        var cases: [String: [String]] = [:]
        for family in Self.names(in: path) ?? [] {
            for name in Self.names(in: "\(path)/\(family)") ?? [] {
                let inner = "\(path)/\(family)/\(name)/cases"
                cases["\(family)/\(name)"] = (Self.names(in: inner) ?? []).filter {
                    Self.names(in: "\(inner)/\($0)") != nil
                }
            }
        }
        return cases
    }

    /// Nil if there is no such file.
    private func text(of inner: String) throws(RuleError) -> String? {
        let full = "\(path)/\(inner)"
        guard FileManager.default.fileExists(atPath: full) else { return nil }
        let bytes: [UInt8]
        do {
            bytes = Array(try Data(contentsOf: URL(filePath: full)))
        } catch {
            throw RuleError(.unreadable, "read a rule file", on: full, message: "\(error)")
        }
        guard bytes.count <= Self.maxFileBytes else {
            throw RuleError(
                .unreadable,
                "read a rule file",
                on: full,
                message: "it is longer than \(Self.maxFileBytes) bytes"
            )
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw RuleError(.unreadable, "read a rule file", on: full, message: "it is not UTF-8")
        }
        return text
    }

    /// Nil if it is no folder; hidden names are left out.
    private static func names(in path: String) -> [String]? {
        // What cannot be listed is no folder of rules; the caller says so.
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
            return nil
        }
        return names.filter { !$0.hasPrefix(".") }.sorted()
    }
}
