extension Assessment {
    /// What a person can open to see for themselves.
    package enum Evidence: Sendable, Hashable {
        case passage(Passage)
        case absence(Absence)

        /// A line, a row or a key of an entry.
        package struct Passage: Sendable, Hashable {
            package enum Kind: String, Sendable, Hashable, CaseIterable {
                case line
                case row
                case key
            }

            package var kind: Kind
            /// The package's id.
            package var package: String
            /// The entry's path in the package; nested archives join by `!`.
            package var entry: String
            /// Counted from 1.
            package var line: Int?
            /// Counted from 0 in the inflated entry.
            package var byteOffset: Int64?
            /// Counted from 1, the heading row not counted.
            package var row: Int?
            package var key: String?
            package var timeUS: Int64?
            /// The message id of a log record; nil for others.
            package var msgid: Int?
            /// What the vendor's table says of the message id; nil where none was given.
            package var documented: String?
            /// Foreign text, as it stands in the entry.
            package var text: String

            package init(
                kind: Kind = .line,
                package: String,
                entry: String,
                line: Int? = nil,
                byteOffset: Int64? = nil,
                row: Int? = nil,
                key: String? = nil,
                timeUS: Int64? = nil,
                msgid: Int? = nil,
                documented: String? = nil,
                text: String
            ) {
                self.kind = kind
                self.package = package
                self.entry = entry
                self.line = line
                self.byteOffset = byteOffset
                self.row = row
                self.key = key
                self.timeUS = timeUS
                self.msgid = msgid
                self.documented = documented
                self.text = text
            }
        }

        /// A time in which a source that should have spoken said nothing of the kind.
        package struct Absence: Sendable, Hashable {
            /// A line of the source at the edge of the silence.
            package struct Edge: Sendable, Hashable {
                /// The package's id.
                package var package: String
                package var entry: String
                /// Counted from 1.
                package var line: Int

                package init(package: String, entry: String, line: Int) {
                    self.package = package
                    self.entry = entry
                    self.line = line
                }
            }

            package var source: Source
            package var fromUS: Int64
            package var toUS: Int64
            /// nil where the source begins inside the silence.
            package var lastBefore: Edge?
            /// nil where the source ends inside the silence.
            package var firstAfter: Edge?
            package var searchedFor: String

            package init(
                source: Source,
                fromUS: Int64,
                toUS: Int64,
                lastBefore: Edge? = nil,
                firstAfter: Edge? = nil,
                searchedFor: String
            ) {
                self.source = source
                self.fromUS = fromUS
                self.toUS = toUS
                self.lastBefore = lastBefore
                self.firstAfter = firstAfter
                self.searchedFor = searchedFor
            }
        }
    }
}
