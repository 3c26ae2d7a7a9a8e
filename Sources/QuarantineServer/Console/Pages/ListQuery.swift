/// Which part of the quarantine is listed, and in which order: the query of the page's address.
struct ListQuery: Sendable, Hashable {
    enum Order: String, Sendable, Hashable, CaseIterable {
        case name, threat, quarantined, expires, intelligence
    }

    var search = ""
    var order = Order.quarantined
    var isDescending = true
    /// From 1.
    var page = 1

    static let itemsPerPage = 25
    private static let searchBytes = 200

    init() {}

    init(_ fields: FormFields) {
        search = String(decoding: (fields["q"] ?? "").utf8.prefix(Self.searchBytes), as: UTF8.self)
        let column = fields["sort"].flatMap(Order.init)
        order = column ?? .quarantined
        isDescending = column == nil || fields["order"] == "desc"
        page = max(1, fields["page"].flatMap { Int($0) } ?? 1)
    }

    /// The address of the list; what is standard is left out.
    var path: String {
        var parts: [String] = []
        if !search.isEmpty { parts.append("q=\(Words.encode(search))") }
        if order != .quarantined || !isDescending {
            parts.append("sort=\(order.rawValue)")
            parts.append("order=\(isDescending ? "desc" : "asc")")
        }
        if page > 1 { parts.append("page=\(page)") }
        return Paths.quarantine + (parts.isEmpty ? "" : "?" + parts.joined(separator: "&"))
    }

    /// The same list by that column, or the other way round if it is by that one already.
    func sorted(by column: Order) -> ListQuery {
        var query = self
        query.isDescending = column == order ? !isDescending : column == .quarantined
        query.order = column
        query.page = 1
        return query
    }

    func turned(to page: Int) -> ListQuery {
        var query = self
        query.page = page
        return query
    }

    /// The items that it is about, in its order.
    func select(_ items: [ConsoleItem]) -> [ConsoleItem] {
        let word = search.lowercased()
        let found = items.filter { item in
            word.isEmpty
                || [item.name, item.threat, item.verdict, item.sha256].contains {
                    $0.lowercased().contains(word)
                }
        }
        return found.sorted { left, right in
            let (first, second) = isDescending ? (right, left) : (left, right)
            switch order {
            case .name: return (first.name, first.id) < (second.name, second.id)
            case .threat: return (first.threat, first.id) < (second.threat, second.id)
            case .quarantined:
                return (first.quarantinedUS, first.id) < (second.quarantinedUS, second.id)
            case .expires:
                let last = Int64.max
                return (first.expiresUS ?? last, first.id) < (second.expiresUS ?? last, second.id)
            case .intelligence:
                let (one, other) = (first.intelligence, second.intelligence)
                return (one.status.text, first.id) < (other.status.text, second.id)
            }
        }
    }
}
