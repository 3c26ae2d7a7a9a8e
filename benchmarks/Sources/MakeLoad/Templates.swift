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
            1250,
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

    private static let news = [
        Template(
            420,
            "INFO",
            "workflow.step",
            6201,
            "Step begun dataId='{data}', file='{path}', worker='{node}'"
        ),
        Template(
            400,
            "INFO",
            "workflow.step",
            6202,
            "Step ended dataId='{data}', bytes='{size}', took='{ms}'"
        ),
        Template(
            120,
            "INFO",
            "workflow.step",
            6203,
            "Step left out dataId='{data}', file='{path}', why='no such content'"
        ),
        Template(
            80,
            "INFO",
            "storage.result",
            6204,
            "Result taken away dataId='{data}', file='{path}', account='{user}'"
        ),
        Template(
            150,
            "INFO",
            "engine.queue",
            6205,
            "Batch opened task='{job}', worker='{node}', members='{count}'"
        ),
        Template(
            150,
            "INFO",
            "engine.queue",
            6206,
            "Batch closed task='{job}', worker='{node}', members='{count}', took='{ms}'"
        ),
        Template(
            110,
            "INFO",
            "rest.session",
            6207,
            "Account signed in account='{user}', from='{address}', key='{session}'"
        ),
        Template(
            100,
            "INFO",
            "rest.session",
            6208,
            "Account signed out account='{user}', key='{session}'"
        ),
        Template(
            130,
            "INFO",
            "node.list",
            6209,
            "Worker joined worker='{node}', from='{address}', release='5.14'"
        ),
        Template(
            125,
            "INFO",
            "node.list",
            6210,
            "Worker left worker='{node}', from='{address}', why='it said so'"
        ),
        Template(70, "INFO", "node.list", 6211, "Worker is alive worker='{node}', delay='{ms}'"),
        Template(
            50,
            "INFO",
            "settings.read",
            6212,
            "Value read key='queue.parallel', value='{count}'"
        ),
        Template(
            40,
            "INFO",
            "rights.check",
            6213,
            "Seats counted seats='{count}', taken='{percent}', good='yes'"
        ),
        Template(
            60,
            "INFO",
            "storage.space",
            6214,
            "Space measured at='F:\\', left='{size}', full='{percent}%'"
        ),
        Template(
            45,
            "INFO",
            "storage.sweep",
            6215,
            "Old results swept files='{count}', bytes='{size}', took='{ms}'"
        ),
        Template(
            30,
            "INFO",
            "storage.blocks",
            6216,
            "Block shared dataId='{data}', print='{session}'"
        ),
        Template(
            30,
            "INFO",
            "policy.match",
            6217,
            "Policy chosen policy='Mail (inbound)', file='{path}', account='{user}'"
        ),
        Template(
            20,
            "INFO",
            "audit.trail",
            6218,
            "Right given file='{path}', account='{user}', by='operator', right='see, fetch'"
        ),
        Template(
            20,
            "INFO",
            "storage.copy",
            6219,
            "Copy made of='\\\\?\\Disk{session}\\', took='{ms}'"
        ),
        Template(
            15,
            "INFO",
            "release.check",
            6220,
            "Release looked up at='{host}', here='5.14.0', there='5.14.0'"
        ),
    ]

    private static let warnings = [
        Template(
            60,
            "WARNING",
            "workflow.step",
            6301,
            "File is held open, later again dataId='{data}', file='{path}', try='{count}'"
        ),
        Template(
            40,
            "WARNING",
            "database.statement",
            6302,
            "Rows came late by='open_tasks_of_worker', took='{ms}', most='500'"
        ),
        Template(
            30,
            "WARNING",
            "node.socket",
            6303,
            "Outbox has no room worker='{node}', behind='{count}', octets='{size}'"
        ),
        Template(
            25,
            "WARNING",
            "rest.session",
            6304,
            "Account kept out account='{user}', from='{address}', error='wrong key'"
        ),
        Template(
            20,
            "WARNING",
            "storage.space",
            6305,
            "Space gets low at='F:\\', full='{percent}%'"
        ),
        Template(
            16,
            "WARNING",
            "engine.pipe",
            6306,
            "Part piped again dataId='{data}', at='{size}', try='{count}'"
        ),
        Template(
            14,
            "WARNING",
            "settings.read",
            6307,
            "Line not understood key='queue.shape', line='[msgid: {count}] shape=round'"
        ),
        Template(
            10,
            "WARNING",
            "node.time",
            6308,
            "Clocks differ worker='{host}', by='{ms}'"
        ),
        Template(
            10,
            "WARNING",
            "policy.match",
            6309,
            "Name is very long file='{path}\\{path}'"
        ),
    ]

    private static let stack = [
        "    at 0x{session} workflow::Step::advance(Task&) step.cpp:{line}",
        "    at 0x{session} workflow::Runner::loop(std::stop_token) runner.cpp:{line}",
        "    at 0x{session} std::thread::_State_impl::_M_run()",
        "thrown by: storage::Unreadable: 'another process holds the lock' (0x{session})",
        "    at 0x{session} storage::File::open(std::string_view, int) file.cpp:{line}",
    ]

    private static let state = [
        "  copy {", "    at: \"F:\\\\\",", "    users: [\"Postgres\", \"Result store\"],",
        "    status: {line}", "  }",
    ]

    private static let errors = [
        Template(
            22,
            "ERROR",
            "workflow.step",
            6401,
            "Step broke off dataId='{data}', file='{path}', error='{error}'"
        ),
        Template(
            12,
            "ERROR",
            "engine.pipe",
            6402,
            "Pipe broke dataId='{data}', worker='{node}', error='{error}', status='{count}'"
        ),
        Template(
            8,
            "ERROR",
            "node.list",
            6403,
            "Worker turned away worker='{node}', from='{address}', error='{error}'"
        ),
        Template(
            6,
            "ERROR",
            "database.statement",
            6404,
            "Row refused by='task_state_set', error='the table is locked', status='5'"
        ),
        Template(
            5,
            "ERROR",
            "node.loop",
            6405,
            "Step threw slot='{count}', dataId='{data}', error='{error}'",
            continuation: stack
        ),
        Template(
            4,
            "ERROR",
            "storage.result",
            6406,
            "Result unreadable file='{path}', account='{user}', error='{error}'"
        ),
        Template(
            3,
            "ERROR",
            "rights.directory",
            6407,
            "Directory is silent at='{host}', error='{error}', most='{ms}'"
        ),
        Template(
            2,
            "ERROR",
            "storage.copy",
            6408,
            "Copy broke off of='F:\\', error='{error}'",
            continuation: state
        ),
    ]

    private static let rarities = [
        Template(
            0.30,
            "ERROR",
            "database.check",
            6501,
            "Sum differs table='tasks', dataId='{data}', row='{size}'"
        ),
        Template(
            0.20,
            "CRITICAL",
            "node.loop",
            6502,
            "No memory left slot='{count}', bytes='{size}'",
            continuation: stack
        ),
        Template(0.15, "ERROR", "rights.check", 6503, "Seats ran out seats='{count}', good='no'"),
        Template(
            0.10,
            "ERROR",
            "node.tls",
            6504,
            "Certificate too old of='CN={host}, O=Lab', days='9'"
        ),
        Template(
            0.10,
            "CRITICAL",
            "storage.space",
            6505,
            "Disk is gone at='F:\\', error='{error}'"
        ),
        Template(
            0.05,
            "ERROR",
            "release.check",
            6506,
            "Release taken back here='5.14.0', there='5.13.2', error='{error}'"
        ),
    ]
}
