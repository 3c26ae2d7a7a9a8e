package import Archives
package import CaseModel

/// Answers why entries were read as they were: what every format found in their first bytes.
package struct EntryQuestion {
    /// One entry that was asked about.
    package struct Answer: Sendable, Hashable {
        /// As the package was given.
        package var package: String
        package var path: String
        /// What it was read as; nil if nobody reads it.
        package var format: String?
        package var why: String
        package var attempts: [FormatAttempt]
    }

    private let glob: String
    private let limits: Limits

    /// `glob` is the entry's path or its end; `*` stands for any characters.
    package init(glob: String, limits: Limits = Limits()) {
        self.glob = glob
        self.limits = limits
    }

    /// The answers in the order of packages and entries; empty if no entry is called so.
    package func answers(_ inputs: [Input]) throws(ArchiveError) -> [Answer] {
        var answers: [Answer] = []
        for input in inputs {
            var sink = HeadSink(glob: glob, package: input.name)
            _ = try ArchiveReader(limits: limits).read(input, into: &sink)
            answers += sink.answers
        }
        return answers
    }

    /// Keeps the first bytes of the entries that are asked about.
    private struct HeadSink: EntrySink {
        let glob: String
        let package: String
        private(set) var answers: [Answer] = []
        private var path: String?
        private var head: [UInt8] = []

        init(glob: String, package: String) {
            self.glob = glob
            self.package = package
        }

        mutating func begin(_ header: EntryHeader) {
            let isAsked = FormatChoice.fits(glob: glob, path: header.path)
            path = isAsked ? header.path : nil
            head = []
        }

        mutating func bytes(_ block: [UInt8]) {
            guard path != nil, head.count < Recogniser.headBytes else { return }
            head += block.prefix(Recogniser.headBytes - head.count)
        }

        mutating func end(_ end: EntryEnd) {
            guard let path else { return }
            let product = PackageIdentity(name: package).product
            let found = Recogniser.recognise(head: head, path: path, product: product)
            answers.append(
                Answer(
                    package: package,
                    path: path,
                    format: found.format,
                    why: found.why,
                    attempts: Recogniser.attempts(head: head, path: path, product: product)
                )
            )
            self.path = nil
        }

        mutating func note(_ note: Note, at path: String) {}

        var isCancelled: Bool { false }
    }
}
