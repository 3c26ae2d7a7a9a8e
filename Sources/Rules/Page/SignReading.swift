internal import CaseModel
internal import Yams

/// Takes the signs, result codes and starting points out of front matter.
enum SignReading {
    private static let keys = [
        "name", "texts", "msgids", "components", "products", "level", "apart_minutes",
    ]

    static func signs(_ front: inout FrontMatter, _ root: Node.Mapping) -> [Sign] {
        front.list("signs", root).compactMap { node in
            guard let inner = front.mapping(node, of: "signs") else { return nil }
            front.allow(keys, in: inner, of: "a sign")
            guard let name = front.text("name", inner) else { return nil }
            let products = Product.allCases.filter { $0 != .unknown }.map { ($0.rawValue, $0) }
            let sign = Sign(
                name: name,
                texts: front.words("texts", inner).map(\.text),
                msgids: numbers("msgids", &front, inner),
                components: front.words("components", inner).map(\.text),
                products: front.words("products", inner).compactMap { text, node in
                    front.word(text, at: node, called: "products", of: products)
                },
                level: inner["level"] == nil
                    ? nil
                    : front.word("level", inner, of: Level.allCases.map { ($0.name, $0) }),
                apartMinutes: inner["apart_minutes"] == nil
                    ? 30 : front.integer("apart_minutes", inner) ?? 30,
                line: front.line(of: node)
            )
            refuse(sign, at: node, &front)
            return sign
        }
    }

    static func startingPoints(_ front: inout FrontMatter, _ root: Node.Mapping) -> [StartingPoint]
    {
        let points = StartingPoint.allCases.map { ($0.rawValue, $0) }
        return front.words("starts_from", root).compactMap { text, node in
            front.word(text, at: node, called: "starts_from", of: points)
        }
    }

    static func numbers(_ key: String, _ front: inout FrontMatter, _ mapping: Node.Mapping)
        -> [Int64]
    {
        front.words(key, mapping).compactMap { text, node in
            if let number = Int64(text) { return number }
            front.fault(at: node, "\(key) holds something that is no number", "write [82, 671]")
            return nil
        }
    }

    private static func refuse(_ sign: Sign, at node: Node, _ front: inout FrontMatter) {
        if sign.texts.isEmpty, sign.msgids.isEmpty {
            front.fault(at: node, "the sign \(sign.name) looks for nothing", "give texts or msgids")
        }
        if !sign.msgids.isEmpty, sign.components.isEmpty, sign.level == nil {
            front.fault(
                at: node,
                "a message id alone names no message, since products share them",
                "add components or level"
            )
        }
        for name in sign.components where name.dropLast().contains("*") {
            front.fault(at: node, "\(name) has a * in the middle", "put it at the end, or leave it")
        }
        for text in sign.texts where text.utf8.contains(where: SignText.isBlanked) {
            front.fault(
                at: node,
                "\"\(text.prefix(60))\" has a digit or a quote, which no shape has",
                "write % in its place"
            )
        }
        for text in sign.texts where text.utf8.count(where: { $0 != UInt8(ascii: "%") }) < 6 {
            front.fault(
                at: node,
                "\"\(text)\" is too short to say anything",
                "give more of the sentence"
            )
        }
    }
}
