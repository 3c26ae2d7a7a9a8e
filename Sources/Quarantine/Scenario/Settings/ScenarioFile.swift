/// A file of a scenario.
package struct ScenarioFile: Sendable, Hashable, Described {
    package enum ShareProtocol: String, Sendable, Hashable, CaseIterable {
        case smb, nfs
    }

    package var path = ""
    package var sizeBytes: Int64 = 20 << 10
    package var content = Content.clean
    package var threat = ""
    /// Engines that know the threat; empty: all.
    package var detectedBy: [String] = []
    /// Same word, same content, hence same hash; empty: content of its own.
    package var twin = ""
    /// 64 hexadecimal digits; empty: made from the seed.
    package var sha256 = ""
    /// A result code that Core comes to whatever the engines say.
    package var result: Int?
    package var takesUS: Int64?
    package var archive: Archive?
    package var shareProtocol = ShareProtocol.smb
    package var isWellFormed = true

    package init() {}

    static var fields: [Field<Self>] {
        [
            .text("path", \.path, required: true, "path on the share, or a name"),
            .size("size", \.sizeBytes, "its size"),
            .choice("content", \.content, "what Core finds in it if nothing goes wrong"),
            .text("threat", \.threat, "name of the threat"),
            .texts("detected_by", \.detectedBy, "engines that know it; empty: all"),
            .text("twin", \.twin, "files of one word have the same content"),
            .text("sha256", \.sha256, "64 hexadecimal digits; empty: from the seed"),
            .wholeOrNone("result", \.result, 0...66, "a result code in place of `content`"),
            .spanOrNone(
                "takes",
                \.takesUS,
                in: 0...(24 * .hour),
                "how long Core needs; none: by chance"
            ),
            .tableOrNone("archive", \.archive, "if it is an archive"),
            .choice("protocol", \.shareProtocol, "how it is opened"),
            .flag("well_formed", \.isWellFormed, "false: its request breaks HTTP's rules"),
        ]
    }

    /// The part after the last slash.
    package var name: String {
        path.split(separator: "/").last.map(String.init) ?? path
    }
}

/// What is in an archive.
package struct Archive: Sendable, Hashable, Described {
    package var depth = 1
    package var files = 10
    package var unpackedBytes: Int64 = 1 << 20
    package var members: [Member] = []

    package init() {}

    static var fields: [Field<Self>] {
        [
            .whole("depth", \.depth, 1...1_000, "how deep archives are nested"),
            .whole("files", \.files, 0...10_000_000, "files in it"),
            .size("unpacked", \.unpackedBytes, "size when unpacked"),
            .list("members", \.members, "those that matter"),
        ]
    }

    /// One file of an archive.
    package struct Member: Sendable, Hashable, Described {
        package var name = ""
        package var content = Content.clean
        package var threat = ""

        package init() {}

        static var fields: [Field<Self>] {
            [
                .text("name", \.name, required: true, "its name in the archive"),
                .choice("content", \.content, "what Core finds in it"),
                .text("threat", \.threat, "name of the threat"),
            ]
        }
    }
}
