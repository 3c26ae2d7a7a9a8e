/// What happens on a good day.
extension Template {
    static let news = [
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
}
