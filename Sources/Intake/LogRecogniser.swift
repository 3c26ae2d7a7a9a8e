internal import CaseModel

/// Recognises log files by how many of their first lines their grammar reads.
enum LogRecogniser {
    static let forms: [LogForm] = [.product, .nginx, .postgres]
    static let envelopes: [EnvelopeForm] = [.container, .syslog]

    /// Envelopes are tried first: what is inside them may read as a line of its own.
    static func recognise(head: [UInt8], path: String, product: Product?) -> Recognition? {
        let place = LogPlace(path: path, product: product)
        for envelope in envelopes {
            if let found = recognise(head, in: envelope, place) { return found }
        }
        return plain(head, place)
    }

    /// What every form made of the first lines, for whoever asks why.
    static func attempts(head: [UInt8], path: String, product: Product?) -> [FormatAttempt] {
        let place = LogPlace(path: path, product: product)
        return envelopes.map { form in
            let sample = form.sample(head)
            var found = "\(sample.opened) of the first \(sample.lines) lines are in such envelopes"
            if sample.opened > 0 {
                let held = inside(sample, place)?.format
                found += "; inside: \(held ?? "no log that is known")"
                if form.needsProduct { found += ", \(sample.products) lines of the products" }
            }
            let fits = recognise(head, in: form, place) != nil
            return FormatAttempt(format: form.name, fits: fits, found: found)
        }
            + forms.map { form in
                let sample = form.sample(head)
                return FormatAttempt(
                    format: form.name,
                    fits: sample.isEnough,
                    found: "\(sample.heads) of the first \(sample.lines) lines begin as its records"
                )
            }
    }

    /// The entry read as the user says it is; nil if the name is no log's.
    static func forced(
        _ name: String,
        head: [UInt8],
        path: String,
        product: Product?
    ) -> Recognition? {
        let place = LogPlace(path: path, product: product)
        if let form = forms.first(where: { $0.name == name }) {
            return recognition(form, form.sample(head), place)
        }
        guard let envelope = envelopes.first(where: { $0.name == name }) else { return nil }
        let sample = envelope.sample(head)
        let inner =
            inside(sample, place)
            ?? recognition(.product, LogForm.product.sample(sample.text), place)
        return wrapped(inner, in: envelope, sample)
    }

    private static func plain(_ head: [UInt8], _ place: LogPlace) -> Recognition? {
        let samples = forms.map { (form: $0, sample: $0.sample(head)) }
        let most = samples.filter(\.sample.isEnough).map(\.sample.heads).max() ?? 0
        guard let best = samples.first(where: { $0.sample.isEnough && $0.sample.heads == most })
        else { return nil }
        return recognition(best.form, best.sample, place)
    }

    private static func recognition(
        _ form: LogForm,
        _ sample: LogSample,
        _ place: LogPlace
    ) -> Recognition {
        Recognition(
            role: .records,
            format: form.name,
            source: form.source(sample, place),
            why: "\(sample.heads) of the first \(sample.lines) lines begin as \(form.name) lines",
            make: form.make
        )
    }

    private static func recognise(
        _ head: [UInt8],
        in envelope: EnvelopeForm,
        _ place: LogPlace
    ) -> Recognition? {
        let sample = envelope.sample(head)
        guard sample.isEnough, !envelope.needsProduct || sample.products > 0,
            let inner = inside(sample, place)
        else { return nil }
        return wrapped(inner, in: envelope, sample)
    }

    /// The log in an envelope: where a product passes on its lines, nginx may do so too.
    private static func inside(_ sample: EnvelopeSample, _ place: LogPlace) -> Recognition? {
        let form = LogForm.relayed(isUTC: sample.clock(isProduct: true).givesUTC)
        let relayed = form.sample(sample.text)
        guard relayed.isEnough, relayed.heads > relayed.requests else {
            return plain(sample.text, place)
        }
        let others = plain(sample.text, place)
        if let others, others.format == PostgresGrammar.name { return others }
        return recognition(form, relayed, place)
    }

    private static func wrapped(
        _ inner: Recognition,
        in envelope: EnvelopeForm,
        _ sample: EnvelopeSample
    ) -> Recognition {
        var found = inner
        found.format = envelope.name
        found.why =
            "\(sample.opened) of the first \(sample.lines) lines are in envelopes of a "
            + "\(envelope.name); inside, \(inner.why)"
        if let make = inner.make {
            let clock = sample.clock(isProduct: inner.format == ProductLogGrammar.name)
            found.make = { envelope.make(make($0), clock, $0) }
        }
        return found
    }
}

/// What is known of an entry beside its bytes.
struct LogPlace {
    var path: String
    var product: Product?

    /// True if package or path say that it is ICAP Server's; a package that names its product
    /// decides for all that is in it.
    var isICAP: Bool {
        if let product { return product == .icap }
        let parts = Self.parts(of: path)
        return namesICAP || parts.dropLast().contains { $0.hasPrefix("icap") }
    }

    /// True if anything in the path names ICAP; enough for a document that one of them gave.
    var mentionsICAP: Bool {
        if let product { return product == .icap }
        return path.lowercased().contains("icap")
    }

    /// True if ICAP Server's own name stands in the path, in either of its spellings.
    var namesICAP: Bool {
        let name = path.lowercased()
        return name.contains("mdicapsrv") || name.contains("mdicapsvr")
    }

    /// The last component of the path in lower case.
    var name: String { Self.name(of: path) }

    static func name(of path: String) -> String { parts(of: path).last ?? "" }

    /// The components of a path in lower case, those of archives in it among them.
    static func parts(of path: String) -> [String] {
        path.split(whereSeparator: { "/\\!".contains($0) }).map { $0.lowercased() }
    }
}

/// What a format made of the first bytes of an entry.
package struct FormatAttempt: Sendable, Hashable {
    package var format: String
    package var fits: Bool
    /// A sentence without customer data.
    package var found: String
}
