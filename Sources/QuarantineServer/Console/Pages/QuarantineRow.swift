/// One item in the list of the quarantine.
struct QuarantineRow {
    let item: ConsoleItem

    var html: HTML {
        let name = Words.name(item.name)
        return """
            <tr role="row" id="item-\(item.id)">
            <td role="cell" class="check"><input type="checkbox" name="item" value="\(item.id)" \
            aria-label="Select \(name)"></td>
            <th role="rowheader" scope="row" class="name"><bdi>\(name)</bdi>\
            <span class="muted block">\(Words.size(item.sizeBytes))</span></th>
            <td role="cell" data-label="Threat">\(threat)</td>
            <td role="cell" data-label="Quarantined">\(Words.moment(item.quarantinedUS))</td>
            <td role="cell" data-label="Expires" id="expires-\(item.id)" data-live>\(expires)</td>
            <td role="cell" data-label="THREAT INTELLIGENCE" id="cloud-\(item.id)" data-live \
            data-announce="\(StatusField(item: item).spoken)">\(StatusField(item: item).html)</td>
            <td role="cell" class="actions" id="actions-\(item.id)" data-live>\(actions(name))</td>
            </tr>

            """
    }

    private var threat: HTML {
        guard !item.threat.isEmpty else { return "\(Words.name(item.verdict))" }
        return """
            <bdi>\(Words.name(item.threat))</bdi>\
            <span class="muted block">\(Words.name(item.verdict))</span>
            """
    }

    /// What the clean-up does to it.
    var expires: HTML {
        if item.isPinned { return "<span class=\"state\">\(Icon.pin) Pinned</span>" }
        guard let expiresUS = item.expiresUS else { return "Never" }
        return Words.moment(expiresUS)
    }

    private func actions(_ name: String) -> HTML {
        let verb = item.isPinned ? "unpin" : "pin"
        return """
            <a class="icon-button" href="\(Paths.item(item.id))" title="Show details">\
            \(Icon.details)<span class="hidden">Show details of \(name)</span></a>\
            <button class="icon-button" name="act" value="\(verb) \(item.id)" \
            title="\(item.isPinned ? "Unpin" : "Pin")">\(item.isPinned ? Icon.unpin : Icon.pin)\
            <span class="hidden">\(item.isPinned ? "Unpin" : "Pin") \(name)</span></button>\
            <button class="icon-button" name="act" value="delete \(item.id)" title="Delete">\
            \(Icon.bin)<span class="hidden">Delete \(name)</span></button>\
            <button class="icon-button" formaction="\(Paths.item(item.id))/download" \
            title="Download">\(Icon.download)<span class="hidden">Download \(name)</span></button>\
            <button class="icon-button" name="act" value="send \(item.id)" \
            title="Send to MetaDefender Cloud">\(Icon.cloud)\
            <span class="hidden">Send \(name) to MetaDefender Cloud</span></button>
            """
    }
}
