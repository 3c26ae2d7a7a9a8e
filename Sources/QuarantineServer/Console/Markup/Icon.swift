/// The pictures of buttons and states; each stands beside words, and is hidden from readers.
enum Icon {
    static let details = draw(
        "<circle cx=\"10\" cy=\"10\" r=\"7.5\"/><path d=\"M10 9v5M10 6.2v.3\"/>"
    )
    static let pin = draw("<path d=\"M7 2.5h6M8 2.5v6l-2.5 3v1h9v-1L12 8.5v-6M10 12.5v5\"/>")
    static let unpin = draw(
        "<path d=\"M7 2.5h6M8 2.5v6l-2.5 3v1h9v-1L12 8.5v-6M10 12.5v5M3 3l14 14\"/>"
    )
    static let bin = draw(
        "<path d=\"M3.5 5.5h13M8 5.5v-2h4v2M5 5.5l.8 11h8.4l.8-11M8.3 8.5v5M11.7 8.5v5\"/>"
    )
    static let download = draw("<path d=\"M10 3v9.5M6 9l4 4 4-4M3.5 16.5h13\"/>")
    static let cloud = draw(
        "<path d=\"M6 15.5a3.5 3.5 0 0 1-.3-7 4.5 4.5 0 0 1 8.7.8 3.1 3.1 0 0 1-.4 6.2\"/>"
            + "<path d=\"M10 17V10M7.5 12.3 10 9.8l2.5 2.5\"/>"
    )
    static let settings = draw(
        "<path d=\"M3 6h8M15 6h2M3 14h2M9 14h8\"/><circle cx=\"13\" cy=\"6\" r=\"2\"/>"
            + "<circle cx=\"7\" cy=\"14\" r=\"2\"/>"
    )
    static let waiting = draw("<path d=\"M10 2.5a7.5 7.5 0 1 1-7.5 7.5\"/>", "icon spins")
    static let blocked = draw("<circle cx=\"10\" cy=\"10\" r=\"7.5\"/><path d=\"M5 15 15 5\"/>")
    static let allowed = draw(
        "<circle cx=\"10\" cy=\"10\" r=\"7.5\"/><path d=\"M6.5 10.3 9 12.8l4.5-5\"/>"
    )
    static let warning = draw("<path d=\"M10 3 2.5 16.5h15zM10 8v4M10 14.2v.3\"/>")
    static let on = draw(
        "<rect x=\"1.5\" y=\"5\" width=\"17\" height=\"10\" rx=\"5\"/>"
            + "<circle cx=\"13.5\" cy=\"10\" r=\"2.6\" fill=\"currentColor\"/>"
    )
    static let off = draw(
        "<rect x=\"1.5\" y=\"5\" width=\"17\" height=\"10\" rx=\"5\"/>"
            + "<circle cx=\"6.5\" cy=\"10\" r=\"2.6\"/>"
    )

    private static func draw(_ lines: HTML, _ style: HTML = "icon") -> HTML {
        """
        <svg class="\(style)" viewBox="0 0 20 20" aria-hidden="true" focusable="false">\
        \(lines)</svg>
        """
    }
}

extension HTML {
    static func + (left: HTML, right: HTML) -> HTML { "\(left)\(right)" }
}
