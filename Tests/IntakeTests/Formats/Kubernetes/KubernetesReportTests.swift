import CaseModel
import Testing

@testable import Intake

@Suite struct KubernetesReportTests {
    private static let pod = """
        Name:             core-0
        Namespace:        md
        Status:           Running
        Init Containers:
          copy-core:
            Image:          registry/metadefendercore:5.14.1
            State:          Terminated
              Reason:       Completed
              Exit Code:    0
              Started:      Sat, 27 Jun 2026 08:39:50 +0200
              Finished:     Sat, 27 Jun 2026 08:39:55 +0200
            Restart Count:  0
        Containers:
          mdcore:
            Container ID:   containerd://0123
            Image:          registry/metadefendercore:5.14.1
            State:          Running
              Started:      Sat, 27 Jun 2026 21:40:03 +0200
            Last State:     Terminated
              Reason:       OOMKilled
              Exit Code:    137
              Started:      Sat, 27 Jun 2026 08:40:00 +0200
              Finished:     Sat, 27 Jun 2026 21:31:00 +0200
            Ready:          True
            Restart Count:  1
            Environment:
              MD_PWD:       hunter2
        Events:
          Type     Reason   Age               From     Message
          ----     ------   ----              ----     -------
          Warning  BackOff  9m (x5 over 10m)  kubelet  Back-off restarting failed container 'x'

        """

    private static let records = """
        SELECT level, component, message, (time_us - 1782518400000000) / 1000000, line
        FROM record ORDER BY time_us, id
        """

    @Test func `a description of a pod tells how its containers ended`() throws {
        try PackageProbe.read(Self.pod, path: "pods/core-0.txt") { (probe) throws in
            let about = "pod='core-0', container='mdcore', image='registry/metadefendercore:5.14.1'"
            let records = try probe.rows(Self.records).filter { !$0.contains("initContainer") }
            #expect(
                records == [
                    "3|kubernetes|Event, object='pod/core-0', reason='BackOff', "
                        + "age='9m (x5 over 10m)', "
                        + "message='Back-off restarting failed container \"x\"'|-|31",
                    "2|kubernetes|Container started, \(about)|24000|22",
                    "4|kubernetes|Container terminated, \(about), reason='OOMKilled', "
                        + "exitCode='137'|70260|23",
                    "2|kubernetes|Container started, \(about)|70803|18",
                ]
            )
            #expect(
                try probe.rows("SELECT count(*) FROM entry WHERE format = 'kubernetes-report'") == [
                    "1"
                ]
            )
        }
    }

    @Test func `restarts, reasons and exit codes are facts with their place`() throws {
        try PackageProbe.read(Self.pod, path: "pods/core-0.txt") { (probe) throws in
            let facts = try probe.rows(
                """
                SELECT fact.key, fact.value, fact.number, locator.line FROM fact
                JOIN locator ON 'locator/' || locator.id = fact.evidence
                WHERE fact.key LIKE '%.mdcore.%' ORDER BY fact.key
                """
            )
            let place = "kubernetes.core-0.mdcore"
            #expect(
                facts == [
                    "\(place).last_state|Terminated|-|19",
                    "\(place).last_state.exit_code|137|137.0|21",
                    "\(place).last_state.reason|OOMKilled|-|20",
                    "\(place).restart_count|1|1.0|25", "\(place).state|Running|-|17",
                ]
            )
        }
    }

    @Test func `a container that was killed for its memory is an outage of its product`() throws {
        let outages = """
            SELECT product, how_ended, (from_us - 1782518400000000) / 1000000,
                (to_us - 1782518400000000) / 1000000 FROM outage ORDER BY from_us
            """
        try PackageProbe.read(Self.pod, path: "pods/core-0.txt") { (probe) throws in
            #expect(
                try probe.rows(outages)
                    == ["core|next-start|24000|24000", "core|out-of-memory|70260|70803"]
            )
        }
        // Whose life began and ended is not told where two pods run one product.
        let two = Self.pod + "\n" + Self.pod.replacing("core-0", with: "core-1")
        try PackageProbe.read(two, path: "pods.txt") { (probe) throws in
            #expect(try probe.rows(outages).isEmpty)
            #expect(try probe.rows(Self.records).count == 12)
        }
    }

    @Test func `an evicted pod is told, and nothing of its environment is kept`() throws {
        let text = """
            Name:         icap-1
            Status:       Failed
            Reason:       Evicted
            Message:      The node was low on resource: memory.
            Containers:
              mdicapsrv:
                Restart Count:  0

            """
        try PackageProbe.read(text, path: "icap-1.txt") { (probe) throws in
            #expect(
                try probe.rows(Self.records) == [
                    "4|kubernetes|Pod failed, pod='icap-1', reason='Evicted', "
                        + "message='The node was low on resource: memory.'|-|3"
                ]
            )
        }
        try PackageProbe.read(Self.pod, path: "a.txt") { (probe) throws in
            #expect(
                try probe.rows("SELECT text FROM locator").allSatisfy { !$0.contains("hunter2") }
            )
        }
    }

    @Test func `a table of events is read by its columns`() throws {
        let text = """
            LAST SEEN   TYPE      REASON      OBJECT       MESSAGE
            12m         Warning   OOMKilling  node/n1      Memory cgroup out of memory
            3m          Normal    Pulled      pod/core-0   Container image already present

            """
        try PackageProbe.read(text, path: "events.txt") { (probe) throws in
            #expect(
                try probe.rows(Self.records) == [
                    "3|kubernetes|Event, object='node/n1', reason='OOMKilling', age='12m', "
                        + "message='Memory cgroup out of memory'|-|2",
                    "2|kubernetes|Event, object='pod/core-0', reason='Pulled', age='3m', "
                        + "message='Container image already present'|-|3",
                ]
            )
        }
    }

    @Test func `events in YAML have the times they were seen last`() throws {
        let text = """
            apiVersion: v1
            items:
            - apiVersion: v1
              count: 3
              eventTime: null
              firstTimestamp: "2026-06-27T19:31:00Z"
              involvedObject:
                kind: Pod
                name: core-0
              kind: Event
              lastTimestamp: "2026-06-27T19:41:00Z"
              message: 'The node was low on resource:
                memory.'
              metadata:
                name: core-0.17d
              reason: Evicted
              type: Warning
            - involvedObject:
                kind: Pod
                name: icap-0
              lastTimestamp: null
              reason: Started
              type: Normal
            kind: List

            """
        try PackageProbe.read(text, path: "events.yaml") { (probe) throws in
            #expect(
                try probe.rows(Self.records) == [
                    "2|kubernetes|Event, object='pod/icap-0', reason='Started'|-|18",
                    "3|kubernetes|Event, object='pod/core-0', reason='Evicted', count='3', "
                        + "message='The node was low on resource: memory.'|70860|3",
                ]
            )
        }
    }

    @Test func `a table of pods tells restarts`() throws {
        let text = """
            NAME           READY   STATUS             RESTARTS        AGE
            pod/core-0     0/1     CrashLoopBackOff   17 (3m2s ago)   5d
            pod/icap-0     1/1     Running            0               5d

            NAME           TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)    AGE
            service/core   ClusterIP   10.0.0.1     <none>        8008/TCP   5d

            """
        try PackageProbe.read(text, path: "kubectl_all.txt") { (probe) throws in
            #expect(
                try probe.rows("SELECT key, value FROM fact ORDER BY key") == [
                    "kubernetes.core-0.restart_count|17",
                    "kubernetes.core-0.status|CrashLoopBackOff",
                    "kubernetes.icap-0.restart_count|0", "kubernetes.icap-0.status|Running",
                ]
            )
        }
    }
}
