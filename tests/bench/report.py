"""The tables: every command, and every target with whether it holds."""

from dataclasses import dataclass


@dataclass
class Target:
    """`at_most`: time of `what` / time of `against`. `at_least`: the inverse. `seconds`, `mib`: of `what` alone."""

    case: str
    what: str
    against: str = ""
    at_most: float = 0
    at_least: float = 0
    seconds: float = 0
    mib: float = 0


TARGETS = [
    Target("built-in rule against wc -l", "firstseen", "wc -l", at_most=1.0),
    Target("built-in rule against wc -l, five sources", "firstseen, five sources", "wc -l, five sources", at_most=1.0),
    Target("built-in rule against DuckDB", "firstseen", "duckdb", at_least=8),
    Target("--no-prefilter against DuckDB", "firstseen --no-prefilter", "duckdb", at_least=5),
    *(Target(f"--no-prefilter against the prefiltered hunt{export}", f"firstseen --no-prefilter{export}",
             f"firstseen{export}", at_most=1.25) for export in ("", ", five sources", ", NXLog")),
    *(Target(f"templates against none{export}, 1 thread", f"firstseen --no-prefilter{export}, 1 thread",
             f"firstseen --no-prefilter --no-templates{export}, 1 thread", at_least=at_least)
      for export, at_least in (("", 3), (", five sources", 3), (", NXLog", 3), (", keys in random order", 1))),
    Target("gzip against igzip -dc", "firstseen, gzip", "igzip -dc", at_most=1.3),
    Target("zstd against zstd -dc", "firstseen, zstd", "zstd -dc", at_most=1.3),
    Target("2 threads against 1", "firstseen", "firstseen, 1 thread", at_least=1.6),
    Target("--no-prefilter, 2 threads against 1", "firstseen --no-prefilter", "firstseen --no-prefilter, 1 thread",
           at_least=1.85),
    Target("files of 100 kB against one file", "firstseen, files of 100 kB", "firstseen", at_most=1.3),
    Target("--no-prefilter, files of 100 kB against one file", "firstseen --no-prefilter, files of 100 kB",
           "firstseen --no-prefilter", at_most=2),
    Target("--no-prefilter, all rules of a folder against the built-in one", "firstseen --no-prefilter, all rules",
           "firstseen --no-prefilter", at_most=3),
    Target("20 records, whole process", "firstseen, 20 records", seconds=0.010),
    Target("memory, one file", "firstseen", mib=64),
    Target("memory, texts up to 1 MiB from a pipe", "firstseen, from a pipe", mib=64),
    Target("memory, the same with eight times the size", "firstseen, from a pipe, eight times", mib=64),
]


def baseline_name(name):
    return name.replace("firstseen", "baseline", 1)


def baseline_targets(tools):
    """No row is more than 3 % slower than the same row of the baseline."""
    return [Target(f"{name} against the baseline", name, baseline_name(name), at_most=1.03)
            for name in tools if name.startswith("firstseen") and baseline_name(name) in tools]


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|---" + "|---:" * (len(head) - 1) + "|"]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def seconds_text(seconds):
    return f"{seconds * 1000:.1f} ms" if seconds < 0.1 else f"{seconds:.2f} s"


def peak_text(tool):
    return f"{'' if tool.peak_is_known else '≤ '}{tool.peak_mib:.0f} MiB"


def command_row(tool):
    times = [seconds_text(tool.seconds), seconds_text(tool.cpu_seconds)] if tool.is_timed else ["", ""]
    rate = f"{tool.input_bytes / tool.seconds / 1e6:.0f}" if tool.is_timed and tool.input_bytes > 1e6 else ""
    return [tool.name, *times, rate, peak_text(tool), f"{len(tool.expected)} findings" if tool.answer else ""]


def judge(target, tools):
    """Measured, target, and whether it holds; None when a command of it was left out."""
    if target.what not in tools or (target.against and target.against not in tools):
        return None
    what = tools[target.what]
    if target.seconds:
        return seconds_text(what.seconds), f"≤ {seconds_text(target.seconds)}", what.seconds <= target.seconds
    if target.mib:
        return peak_text(what), f"≤ {target.mib:g} MiB", what.peak_mib <= target.mib
    ratio = what.seconds / tools[target.against].seconds
    if target.at_most:
        return f"{ratio:.2f} of its time", f"≤ {target.at_most:g}", ratio <= target.at_most
    return f"{1 / ratio:.2f} times as fast", f"≥ {target.at_least:g}", 1 / ratio >= target.at_least


def target_row(target, tools):
    verdict = judge(target, tools)
    if verdict is None:
        return [target.case, "not measured", "", ""]
    measured, limit, holds = verdict
    return [target.case, measured, limit, "yes" if holds else "**no**"]


def print_report(environment, measured, missing):
    tools = {tool.name: tool for tool in measured}
    print("\n\n".join(environment) + "\n")
    print(table(["case", "measured", "target", "holds"], [target_row(target, tools) for target in TARGETS + baseline_targets(tools)]) + "\n")
    head = ["command", "time", "CPU time", "MB/s", "peak memory", "answer"]
    print(table(head, [command_row(tool) for tool in measured]))
    if missing:
        print("\nNot measured: " + "; ".join(f"{name} ({why})" for name, why in missing.items()) + ".")
