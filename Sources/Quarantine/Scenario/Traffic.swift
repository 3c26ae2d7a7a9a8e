/// Many files of ordinary work, spread over a time by chance.
package struct Traffic: Sendable, Hashable, Described {
    package enum Operation: String, Sendable, Hashable, CaseIterable {
        case upload, submit
    }

    package var prefix = "/traffic/file"
    package var ending = "pdf"
    package var count = 10
    package var operation = Operation.upload
    package var atUS: Int64 = 0
    package var forUS: Int64 = 10 * .minute
    package var content = Content.clean
    package var sizeBytes: Int64 = 20 << 10
    package var takesUS: Int64?
    package var isArchive = false
    package var target = ""

    package init() {}

    static var fields: [Field<Self>] {
        [
            .text("prefix", \.prefix, "how their paths begin; a number follows"),
            .text("ending", \.ending, "file name extension"),
            .whole("count", \.count, 1...100_000, "how many"),
            .choice("do", \.operation, "how they come"),
            .span("at", \.atUS, "when the first may come"),
            .span("for", \.forUS, "over how long they come"),
            .choice("content", \.content, "what Core finds in them"),
            .size("size", \.sizeBytes, "size of each"),
            .spanOrNone("takes", \.takesUS, in: 0...(24 * .hour), "how long Core needs for each"),
            .flag("archive", \.isArchive, "they are archives"),
            .text("target", \.target, "for submit: the Core"),
        ]
    }

    /// The files, and what is done with them.
    func expanded(seed: UInt64) -> [(file: ScenarioFile, action: Action)] {
        let digits = String(count).count
        return (1...count).map { number in
            let text = String(number)
            let place = String(repeating: "0", count: digits - text.count) + text
            var file = ScenarioFile()
            file.path = "\(prefix)\(place).\(ending)"
            file.content = content
            file.sizeBytes = sizeBytes
            file.takesUS = takesUS
            file.archive = isArchive ? Archive() : nil
            var dice = Dice(seed: seed, key: "traffic/\(file.path)")
            // Each has its own slice of the time, so that they come evenly but not in step.
            let slice = forUS / Int64(count)
            var action = Action(operation == .upload ? .upload : .submit, files: [file.path])
            action.atUS = atUS + slice * Int64(number - 1) + dice.between(0, max(0, slice - 1))
            action.target = target
            return (file, action)
        }
    }
}
