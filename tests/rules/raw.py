"""Raw records of PowerShell's event 4104, whose text is a script block, and the ECS documents that they are."""

from fields import SCRIPT_TEXT

CHANNEL = "Microsoft-Windows-PowerShell/Operational"
PROVIDER = "Microsoft-Windows-PowerShell"
BLOCK = "9d4c6f0e-7c1b-4c57-9a70-0b6a4e1f2a33"
CLOCK = "2026-03-01T12:00:00.000Z"
COMPUTER = "ws-0001"


def records(values):
    """(shape, raw record, ECS document) of the fields that such a record can have: text, path and user."""
    text = " ".join(map(str, values.get(SCRIPT_TEXT, [])))
    if not text:
        return
    path = path_of(values)
    user = str(values.get("user.id", ["S-1-5-21-1-2-3-1001"])[0])
    data = {"MessageNumber": "1", "MessageTotal": "1", "ScriptBlockText": text, "ScriptBlockId": BLOCK, "Path": path}
    ecs = as_ecs(text, path, user)
    yield "winlogbeat", winlogbeat(data, user), ecs
    yield "evtx_dump", evtx_dump(data, user), ecs


def path_of(values):
    directory = values.get("file.directory", ["C:\\Scripts"])[0]
    name = values.get("file.name")
    if "file.path" in values:
        return str(values["file.path"][0])
    if name is None and "file.directory" not in values:
        return ""
    return f"{directory}\\{name[0] if name else 'a.ps1'}"


def as_ecs(text, path, user):
    """As Elastic's Windows integration (data stream powershell_operational) makes it."""
    document = {
        "@timestamp": CLOCK, "ecs": {"version": "8.11.0"}, "host": {"name": COMPUTER, "os": {"type": "windows"}},
        "event": {"kind": "event", "category": "process", "type": "info", "code": "4104", "provider": PROVIDER},
        "powershell": {"file": {"script_block_text": text, "script_block_id": BLOCK}, "sequence": 1, "total": 1},
        "winlog": {"channel": CHANNEL, "event_id": "4104", "computer_name": COMPUTER},
        "user": {"id": user},
    }
    if path:
        directory, _, name = path.rpartition("\\")
        _, dot, extension = name.rpartition(".")
        document["file"] = {"path": path, "name": name, "directory": directory or None,
                            "extension": extension if dot else None}
    return document


def winlogbeat(data, user):
    return {"@timestamp": CLOCK, "ecs": {"version": "8.0.0"}, "agent": {"type": "winlogbeat"},
            "host": {"name": COMPUTER},
            "event": {"code": "4104", "kind": "event", "provider": PROVIDER},
            "winlog": {"channel": CHANNEL, "provider_name": PROVIDER, "event_id": "4104", "computer_name": COMPUTER,
                       "user": {"identifier": user}, "event_data": {k: v for k, v in data.items() if v}}}


def evtx_dump(data, user):
    system = {"Provider": {"#attributes": {"Name": PROVIDER}}, "EventID": 4104, "Channel": CHANNEL,
              "Computer": COMPUTER, "TimeCreated": {"#attributes": {"SystemTime": CLOCK}},
              "Security": {"#attributes": {"UserID": user}}}
    numbers = {"MessageNumber": 1, "MessageTotal": 1}
    return {"Event": {"System": system, "EventData": {**data, **numbers}}}
