/// What goes wrong: often a little, rarely a lot.
extension Template {
    static let warnings = [
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

    static let errors = [
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

    static let rarities = [
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
