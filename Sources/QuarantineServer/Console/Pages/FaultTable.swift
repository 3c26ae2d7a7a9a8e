/// The faults of the switchboard, what is switched on first.
struct FaultTable {
    let kinds: [ConsoleFaultKind]
    let faults: [ConsoleFault]
    let visit: Visit

    var html: HTML {
        let active = faults.map(row(of:))
        let none: HTML = "<p class=\"muted\">No fault is switched on.</p>"
        return """
            <section aria-labelledby="faults"><h2 id="faults">Faults</h2>
            <div id="active" data-live>\
            \(active.isEmpty ? none : "<ul class=\"plain\">\(active)</ul>")</div>
            \(group("core", "Faults of Core"))
            \(group("icap", "Faults of the ICAP Server"))
            \(group("cloud", "Faults of the Cloud"))
            </section>
            """
    }

    private func row(of fault: ConsoleFault) -> HTML {
        let about = kinds.first { $0.key == fault.key }?.about ?? ""
        return """
            <li class="fault"><form method="post" action="\(Paths.switchboard)/fault/end">
            \(visit.proof)
            <input type="hidden" name="number" value="\(fault.number)">
            <span class="state warns">\(Icon.warning) \
            <span><strong>\(Words.name(fault.name))</strong> is on</span></span> \
            <span>since \(Words.moment(fault.sinceUS)): \(Self.words(about))</span>
            <button>Switch off<span class="hidden"> \(Words.name(fault.name))</span></button>
            </form></li>
            """
    }

    private func group(_ place: String, _ title: String) -> HTML {
        let kinds = kinds.filter { $0.place == place }
        return """
            <details class="panel"\(if: place == "cloud", " open")>
            <summary><h3>\(title)</h3></summary>
            <ul class="plain">\(kinds.map(row(of:)))</ul></details>
            """
    }

    private func row(of kind: ConsoleFaultKind) -> HTML {
        """
        <li class="fault"><form method="post" action="\(Paths.switchboard)/fault/begin">
        \(visit.proof)
        <input type="hidden" name="kind" value="\(kind.key)">
        <span><strong>\(kind.key)</strong> \
        <span class="block">\(Self.words(kind.about))</span></span>
        \(kind.parameters.map { field($0, of: kind) })
        <button>Switch on<span class="hidden"> \(kind.key)</span></button></form></li>

        """
    }

    private func field(_ parameter: ConsoleFaultKind.Parameter, of kind: ConsoleFaultKind) -> HTML {
        let id = "\(kind.key)-\(parameter.rawValue)"
        let (type, value, bounds): (String, String, HTML) =
            switch parameter {
            case .engine, .text: ("text", "", " maxlength=\"200\"")
            case .factor: ("number", "10", " min=\"1\" max=\"10000\"")
            case .percent: ("number", "100", " min=\"0\" max=\"100\"")
            case .status: ("number", "503", " min=\"400\" max=\"599\"")
            }
        return """
            <span class="field"><label for="\(id)">\(parameter.rawValue)</label>
            <input type="\(type)" id="\(id)" name="\(parameter.rawValue)" \
            value="\(value)"\(bounds)></span>

            """
    }

    /// A sentence of the engine with its words of code marked as such.
    private static func words(_ about: String) -> HTML {
        let parts = about.split(separator: "`", omittingEmptySubsequences: false)
        let marked = parts.enumerated().map { index, part -> HTML in
            index % 2 == 1 ? "<code>\(String(part))</code>" : "\(String(part))"
        }
        return "\(marked)"
    }
}
