/// Something that goes wrong in a scenario, for a time or for good.
package struct Fault: Sendable, Hashable, Described {
    package var name = ""
    package var kind = Kind.coreStopped
    /// A Core or ICAP Server; empty: the first of its kind.
    package var target = ""
    /// An engine; empty: all antivirus engines.
    package var engine = ""
    /// From the start of the scenario.
    package var atUS: Int64 = 0
    /// Nil: for good.
    package var forUS: Int64?
    /// How much slower.
    package var factor = 10
    /// Of 100 cases.
    package var percent = 100
    package var status = 503
    package var text = ""
    /// How long a call lasts until it fails.
    package var takesUS: Int64 = 5 * .millisecond

    package init() {}

    package init(_ kind: Kind, target: String = "") {
        self.kind = kind
        self.target = target
    }

    static var fields: [Field<Self>] {
        [
            .choice("fault", \.kind, required: true, "what goes wrong"),
            .text("name", \.name, "how causes call it; empty: the kind and a number"),
            .text("target", \.target, "the server; empty: the first of its kind"),
            .text("engine", \.engine, "the engine; empty: all antivirus engines"),
            .span("at", \.atUS, "when it begins, from the start"),
            .spanOrNone("for", \.forUS, "how long; none: for good"),
            .whole("factor", \.factor, 1...10_000, "slow: how much; queue-filled: places"),
            .whole("percent", \.percent, 0...100, "how many of the cases it hits"),
            .whole("status", \.status, 400...599, "the status it answers with"),
            .span(
                "takes",
                \.takesUS,
                in: .millisecond...(10 * .minute),
                "polls-fail: how long such a call lasts"
            ),
            .text("text", \.text, "the words of the product; empty: the documented ones"),
        ]
    }
}
