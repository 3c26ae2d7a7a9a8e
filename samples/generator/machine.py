"""Configuration and system information of the two servers. Every key and password is made up."""

from datetime import timedelta

from .engines import engines
from .night import END

OMETASCAN_CONF = """\
[global]
restaddress=*
restport=8008
report_engine_issue=true
dbmode=1
instance_name=core01

[logger]
loglevel=debug
logfile=/var/log/ometascan/core.log

[dbserver]
type=local
host=localhost
port=5432
user=postgres
password=made-up-database-password

[user]
name=admin
password=made-up-admin-password
email=admin@corp.example
apikey=1111fake2222fake3333fake4444fake5555

[internal]
data_directory=/var/lib/ometascan
parallelcount=20
"""

MDICAPSRV_CONF = """\
[global]
icapaddress=0.0.0.0
icapport=1344
icaps_port=11344
restaddress=0.0.0.0
restport=8048
tempdirectory=/var/tmp/mdicapsrv

[logger]
logfile=/var/log/mdicapsrv/mdicapsrv.log
loglevel=debug
nginx_logfile=/var/log/mdicapsrv/nginx-mdicapsrv.log

[internal]
data_directory=/var/lib/mdicapsrv
runtime_directory=/var/run/mdicapsrv
nginxprefix=/usr/share/mdicapsrv/nginx
ignition_file_location=/etc/opswat/mdicapsrv.conf
polling_sleep=%d
polling_retry=%d
retry_sleepbase=3000
retry_sleepincr=2000

[serverprofile]
name=core01
uri=http://10.20.0.10:8008/?apikey=0000fake1111fake2222fake3333fake4444
"""

OS_INFO = """\
Hostname: %(host)s.corp.example
Operating System: Debian GNU/Linux 12 (bookworm)
Kernel: Linux 6.1.0-37-amd64
Architecture: x86-64
Locale: LANG=en_US.UTF-8
Local time: %(local)s CEST
Universal time: %(utc)s UTC
Time zone: Europe/Berlin (CEST, +0200)
System clock synchronized: yes
NTP service: active
Uptime: 41 days
Product: %(product)s
"""

HW_INFO = """\
CPU: Intel(R) Xeon(R) Gold 6338 CPU @ 2.00GHz
CPU(s): 8

               total        used        free      shared  buff/cache   available
Mem:           32098       11872        6120         402       14106       19420
Swap:           4095           0        4095

Filesystem     Type  Size  Used Avail Use%% Mounted on
/dev/sda2      ext4  196G   61G  126G  33%% /
/dev/sdb1      ext4  492G  118G  349G  26%% /var/lib/ometascan
tmpfs          tmpfs  16G     0   16G   0%% /dev/shm
"""

NETWORK_INFO = """\
2: ens192: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 state UP
    link/ether 00:00:5e:00:53:10 brd ff:ff:ff:ff:ff:ff
    inet 10.20.0.10/24 brd 10.20.0.255 scope global ens192

default via 10.20.0.1 dev ens192
10.20.0.0/24 dev ens192 proto kernel scope link src 10.20.0.10

nameserver 10.20.0.2
search corp.example
"""


def core_files(clock, outage):
    return {
        "config/ometascan.conf": OMETASCAN_CONF,
        "os.info": _os_info(clock, "core01", "MetaDefender Core 5.14.1-1"),
        "hw.info": HW_INFO.replace("%%", "%"),
        "network.info": NETWORK_INFO,
        "process/processes.txt": _processes(outage),
    }


def icap_files(clock, outage):
    # Defaults in the bad night; the careful values of the week before.
    sleep, retry = (20, 0) if outage else (500, 20)
    return {
        "config/mdicapsrv.conf": MDICAPSRV_CONF % (sleep, retry),
        "os.info": _os_info(clock, "icap01", "MetaDefender ICAP Server 5.14.0"),
    }


def _os_info(clock, host, product):
    local = clock.local(END)
    form = "%Y-%m-%d %H:%M:%S"
    return OS_INFO % {
        "host": host, "product": product, "local": local.strftime(form),
        "utc": (local - timedelta(hours=2)).strftime(form),
    }


def _processes(outage):
    main = 21880 if outage else 4388
    lines = ["  PID USER     COMMAND", "    1 root     /sbin/init"]
    lines.append("%5d metascan /usr/sbin/ometascan" % main)
    lines.append("%5d metascan nginx: master process /usr/lib/ometascan/nginx" % (main + 9))
    lines.append("%5d metascan /usr/lib/ometascan/postgres/bin/postgres" % (main + 4))
    for engine in engines():
        pid = engine.pid_after if outage else engine.pid
        if engine.name == "ClamAV":
            pid = engine.pid + 5000
        lines.append("%5d metascan ometascan-engine %s" % (pid, engine.folder))
    return "\n".join(lines) + "\n"
