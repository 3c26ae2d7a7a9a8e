/// The events of a busy scan server: much chatter, an eighth of finished scans, few troubles.
extension Template {
    static let all: [Template] = chatter + scans + news + warnings + errors + rarities

    private static let chatter = [
        Template(
            880,
            "DEBUG",
            "engine.queue",
            6101,
            "Task handed to an engine task='{job}', worker='{node}', waiting='{count}'"
        ),
        Template(
            830,
            "DEBUG",
            "engine.pipe",
            6102,
            "Part piped into an engine dataId='{data}', at='{size}', part='{count}'"
        ),
        Template(
            810,
            "DEBUG",
            "engine.pipe",
            6103,
            "Part taken over dataId='{data}', part='{count}', took='{ms}'"
        ),
        Template(
            610,
            "DUMP",
            "node.socket",
            6104,
            "Message in worker='{node}', kind='{count}', octets='{size}'"
        ),
        Template(
            590,
            "DUMP",
            "node.socket",
            6105,
            "Message out worker='{node}', octets='{size}', behind='{count}'"
        ),
        Template(
            530,
            "DEBUG",
            "database.session",
            6106,
            "Session borrowed slot='{count}', delay='{ms}'"
        ),
        Template(
            510,
            "DEBUG",
            "database.session",
            6107,
            "Session handed back slot='{count}', held='{ms}'"
        ),
        Template(
            430,
            "DEBUG",
            "database.statement",
            6108,
            "Rows fetched by='open_tasks_of_worker', rows='{count}', took='{ms}'"
        ),
        Template(
            290,
            "DEBUG",
            "database.statement",
            6109,
            "Row written by='task_state_set', rows='1', took='{ms}'"
        ),
        Template(
            310,
            "DUMP",
            "rest.session",
            6110,
            "Session key accepted account='{user}', key='{session}', minutes='{count}'"
        ),
        Template(250, "DEBUG", "hash.cache", 6111, "Earlier verdict reused dataId='{data}'"),
        Template(
            130,
            "DEBUG",
            "hash.cache",
            6112,
            "Earlier verdict refused dataId='{data}', why='age'"
        ),
        Template(
            170,
            "DEBUG",
            "watch.folder",
            6113,
            "Entry seen file='{path}', change='content'"
        ),
        Template(95, "DEBUG", "watch.folder", 6114, "Entry seen file='{path}', change='new'"),
        Template(
            60,
            "DEBUG",
            "watch.folder",
            6115,
            "Entry seen file='{path}', change='name', before=''"
        ),
        Template(165, "DUMP", "node.loop", nil, "idle"),
        Template(105, "DUMP", "node.loop", nil, "sweep over finished tasks took {ms} ms"),
    ]

    /// The product's own line at the end of a scan; `result` is its part between the hash and the
    /// rule.
    private static func scan(_ weight: Double, _ result: String) -> Template {
        Template(
            weight,
            "INFO",
            "core.workflow",
            82,
            "Processing finished, node=':1076', user='LOCAL/admin', "
                + "workflow_id='lms::workflow::WorkflowExecutor(0x{session})', dataId='{id}', "
                + "fileName='{file}', sha256sum='{hash}', " + result
                + ", ruleName='Incoming files', source='{address}'"
        )
    }

    private static let scans = [
        scan(
            1350,
            "blocked='false', blocked_reason='', overallResult='No Threat Detected', "
                + "threatFoundCount='0', embeddedObjectsWithThreat='0', "
                + "totalResultCount='{count}', threatDetectedBy='', threatName=''"
        ),
        scan(
            40,
            "blocked='true', blocked_reason='Infected', overallResult='Infected', "
                + "threatFoundCount='{count}', embeddedObjectsWithThreat='0', "
                + "totalResultCount='5', threatDetectedBy='Engine 3', "
                + "threatName='EICAR-Test-File'"
        ),
        scan(
            12,
            "blocked='true', blocked_reason='Failed', overallResult='Failed', "
                + "threatFoundCount='0', embeddedObjectsWithThreat='0', totalResultCount='0', "
                + "threatDetectedBy='', threatName=''"
        ),
    ]
}
