"""Runs a command as a child and takes its time and its memory."""

import os
import resource
import statistics
import sys
import time
from dataclasses import dataclass, field


@dataclass
class Run:
    seconds: float
    cpu_seconds: float  # of all threads
    peak_kib: int
    floor_kib: int  # a peak as low as this may have been lower
    output: bytes


def busy_seconds():
    """What the cores that this program may use have worked since the machine started, for anybody, and what the host of
    a virtual machine has withheld from them."""
    ours = {f"cpu{number}" for number in os.sched_getaffinity(0)}
    ticks = 0
    with open("/proc/stat") as lines:
        for name, *columns in map(str.split, lines):
            if name in ours:
                user, nice, system, _idle, _iowait, irq, softirq, steal = map(int, columns[:8])
                ticks += user + nice + system + irq + softirq + steal
    return ticks / os.sysconf("SC_CLK_TCK")


class CommandFailed(Exception):
    pass


def run(argv, scratch, stdin=None, env=None, discard=False):
    """Runs argv to its end. `stdin` is a file descriptor or the name of a file; nothing by default. With `discard` the
    output goes to /dev/null.

    Until a child runs its program the kernel counts the memory of the process that started it as the child's, so that
    no peak is below this program's own."""
    out, err = os.devnull if discard else scratch / "stdout", scratch / "stderr"
    create = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    actions = [(os.POSIX_SPAWN_OPEN, 1, str(out), create, 0o644), (os.POSIX_SPAWN_OPEN, 2, str(err), create, 0o644)]
    if isinstance(stdin, int):
        actions.append((os.POSIX_SPAWN_DUP2, stdin, 0))
    else:
        actions.append((os.POSIX_SPAWN_OPEN, 0, str(stdin or os.devnull), os.O_RDONLY, 0))
    start = time.perf_counter()
    child = os.posix_spawnp(argv[0], [str(a) for a in argv], {**os.environ, **(env or {})}, file_actions=actions)
    _, status, usage = os.wait4(child, 0)
    seconds = time.perf_counter() - start
    if status != 0:
        message = err.read_text(errors="replace")[-2000:]
        raise CommandFailed(f"{' '.join(map(str, argv))}: status {os.waitstatus_to_exitcode(status)}\n{message}")
    floor_kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss, floor_kib, b"" if discard else out.read_bytes())


@dataclass
class Tool:
    """A command to measure."""

    name: str
    argv: list
    input_bytes: int
    stdin: object = None
    env: dict = None
    answer: object = None  # makes a set of (address, milliseconds) of the output; None when it only reads
    expected: set = None  # what that must be
    own_seconds: object = None  # takes the time from the output, instead of the life of the process
    discard: bool = False
    is_timed: bool = True
    runs: list = field(default_factory=list)

    @property
    def seconds(self):
        return statistics.median(run.seconds for run in self.runs)

    @property
    def cpu_seconds(self):
        return statistics.median(run.cpu_seconds for run in self.runs)

    @property
    def peak_mib(self):
        return max(run.peak_kib for run in self.runs) / 1024

    @property
    def peak_is_known(self):
        return any(run.peak_kib > run.floor_kib for run in self.runs)


def measure(tools, rounds, scratch, check):
    """Every tool once to warm up and then `rounds` times, in turns, so that all see the machine in the same state.
    check(tool, output) is called after each run. Returns how many cores were busy with something else meanwhile."""
    wall = others = 0
    for number in range(rounds + 1):
        print(f"round {number} of {rounds}" if number else "warming up", file=sys.stderr)
        for tool in tools:
            start, busy = time.perf_counter(), busy_seconds()
            result = run(tool.argv, scratch, tool.stdin, tool.env, tool.discard)
            wall += time.perf_counter() - start
            others += busy_seconds() - busy - result.cpu_seconds
            check(tool, result.output)
            if tool.own_seconds:
                result.seconds = tool.own_seconds(result.output)
            result.output = b""
            if number:
                tool.runs.append(result)
    return max(0, others / wall)
