/// The page for what went wrong.
enum PlainPages {
    static func refusal(_ refusal: ConsoleRefusal) -> Page {
        let title =
            switch refusal.status {
            case 403: "Refused"
            case 404: "Not found"
            case 413: "Too large"
            case 400...499: "That did not work"
            default: "Something went wrong"
            }
        let body: HTML = """
            <div class="panel">
            <h1>\(title)</h1>
            <p>\(refusal.text)</p>
            <p><a href="\(Paths.quarantine)">Go to the quarantine</a></p>
            </div>
            """
        return Page(title: title, body: body)
    }
}
