#include "machines.h"

#include <cstdio>
#include <string_view>

namespace firstseen::bench {
namespace {

constexpr std::size_t kMachines = 400;
constexpr std::size_t kPublicMachines = 4;
constexpr std::size_t kProcesses = 12;  // of a machine, beside the kernel

struct Program {
  std::string_view name, path, arguments, publisher;
};

// JSON-escaped. The first is the kernel.
constexpr Program kPrograms[] = {
    {"System", "System", "", "Microsoft Windows"},
    {"svchost.exe", R"(C:\\Windows\\System32\\svchost.exe)", "-k netsvcs -p -s Schedule",
     "Microsoft Windows Publisher"},
    {"explorer.exe", R"(C:\\Windows\\explorer.exe)", "/NOUACCHECK", "Microsoft Windows"},
    {"chrome.exe", R"(C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe)",
     "--type=utility --utility-sub-type=network.mojom.NetworkService --lang=en-US "
     "--service-sandbox-type=none --mojo-platform-channel-handle=2044 /prefetch:11",
     "Google LLC"},
    {"msedge.exe", R"(C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe)",
     "--type=renderer --instant-process --no-appcompat-clear --lang=en-US "
     "--js-flags=--ms-user-locale=en_US --device-scale-factor=1 --num-raster-threads=4 /prefetch:1",
     "Microsoft Corporation"},
    {"OUTLOOK.EXE", R"(C:\\Program Files\\Microsoft Office\\root\\Office16\\OUTLOOK.EXE)", "/recycle",
     "Microsoft Corporation"},
    {"WINWORD.EXE", R"(C:\\Program Files\\Microsoft Office\\root\\Office16\\WINWORD.EXE)",
     R"(/n \"C:\\Users\\Public\\Documents\\quarterly report.docx\" /o \"\")", "Microsoft Corporation"},
    {"powershell.exe", R"(C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe)",
     R"(-NoProfile -ExecutionPolicy Bypass -File \"C:\\ProgramData\\inventory\\collect.ps1\" -Full)",
     "Microsoft Windows"},
    {"cmd.exe", R"(C:\\Windows\\System32\\cmd.exe)", R"(/c \"net use * /delete /y > NUL 2>&1\")",
     "Microsoft Windows"},
    {"MsMpEng.exe", R"(C:\\ProgramData\\Microsoft\\Windows Defender\\Platform\\4.18.24090.11-0\\MsMpEng.exe)",
     "", "Microsoft Windows Publisher"},
    {"SearchIndexer.exe", R"(C:\\Windows\\System32\\SearchIndexer.exe)", "/Embedding", "Microsoft Windows"},
    {"Teams.exe", R"(C:\\Users\\Public\\AppData\\Local\\Microsoft\\Teams\\current\\Teams.exe)",
     "--type=renderer --enable-wer --ms-teams-less-cors=522133263 --no-sandbox --lang=en-us",
     "Microsoft Corporation"},
    {"python.exe", R"(C:\\Program Files\\Python311\\python.exe)", R"(-m http.server --directory C:\\srv)",
     "Python Software Foundation"},
    {"lsass.exe", R"(C:\\Windows\\System32\\lsass.exe)", "", "Microsoft Windows Publisher"},
};
constexpr std::size_t kProgramCount = std::size(kPrograms);

// Hashes of a program: the same on every machine.
struct Hashes {
  std::string md5, sha1, sha256;
};

const Hashes& hashes(std::size_t program) {
  static const std::vector<Hashes> kHashes = [] {
    Random random(445);
    std::vector<Hashes> all;
    for (std::size_t i = 0; i < kProgramCount; ++i)
      all.push_back({random.hex(32), random.hex(40), random.hex(64)});
    return all;
  }();
  return kHashes[program];
}

std::string hexadecimal(const std::string& number) {
  char text[32];
  std::snprintf(text, sizeof text, "0x%lx", std::stoul(number));
  return text;
}

std::string quoted(const std::string& text) {
  return "\"" + text + "\"";
}

Process child_of(const Process& parent, std::size_t program, Random& random) {
  Process process;
  process.program = program;
  process.pid = std::to_string(8 + 4 * random.below(5000));
  process.entity_id = random.base64(54) + "==";
  process.guid = random.uuid();
  process.parent_pid = parent.pid;
  process.parent_name = kPrograms[parent.program].name;
  process.parent_path = kPrograms[parent.program].path;
  process.parent_entity_id = parent.entity_id;
  process.parent_guid = parent.guid;
  process.ancestry = quoted(parent.entity_id) + "," + quoted(parent.parent_entity_id);
  return process;
}

Process kernel(Random& random) {
  Process process;
  process.pid = "4";
  process.entity_id = random.base64(54) + "==";
  process.guid = random.uuid();
  process.parent_pid = "0";
  process.parent_entity_id = process.entity_id;
  process.parent_guid = process.guid;
  process.ancestry = quoted(process.entity_id);
  return process;
}

std::size_t some_program(Random& random) {
  return 1 + random.below(kProgramCount - 1);
}

std::string private_address(std::size_t number) {
  const std::string low = std::to_string(number / 200) + "." + std::to_string(10 + number % 200);
  constexpr std::string_view kNetworks[] = {"10.20.", "172.16.", "192.168."};
  return std::string(kNetworks[number % 3]) + low;
}

Machine make_machine(std::size_t number, Random& random) {
  Machine machine;
  std::string digits = std::to_string(number + 1);
  digits.insert(0, 4 - digits.size(), '0');
  machine.name = "ws-" + digits;
  machine.is_private = number >= kPublicMachines;
  machine.ip = machine.is_private ? private_address(number) : "198.20.7." + std::to_string(number + 1);
  machine.id = random.uuid();
  machine.agent_id = random.uuid();
  machine.mac = "00-00-5E-00-53-" + random.hex(2);
  machine.user = "user" + digits;
  machine.processes.push_back(kernel(random));
  for (std::size_t i = 0; i < kProcesses; ++i)
    machine.processes.push_back(child_of(machine.processes.back(), some_program(random), random));
  return machine;
}

}  // namespace

std::vector<Machine> make_machines(Random& random) {
  std::vector<Machine> machines;
  for (std::size_t i = 0; i < kMachines; ++i) machines.push_back(make_machine(i, random));
  return machines;
}

const Process& start_process(Machine& machine, Random& random) {
  const Process& parent = some_process(machine, random);
  Process child = child_of(parent, some_program(random), random);
  Process& ended = machine.processes[1 + random.below(kProcesses)];
  ended = std::move(child);
  return ended;
}

const Process& some_process(const Machine& machine, Random& random) {
  return machine.processes[1 + random.below(kProcesses)];
}

void tell_machine(const Machine& machine, Facts& facts) {
  facts.host = machine.name;
  facts.host_id = machine.id;
  facts.host_ip = machine.ip;
  facts.mac = machine.mac;
  facts.agent_id = machine.agent_id;
}

void tell_process(const Machine& machine, const Process& process, Facts& facts, Random& random) {
  const Program& program = kPrograms[process.program];
  const bool is_system = process.program <= 1;
  facts.domain = is_system ? "NT AUTHORITY" : "CORP";
  facts.user = is_system ? "SYSTEM" : machine.user;
  facts.sid = is_system ? "S-1-5-18" : "S-1-5-21-1004336348-1177238915-682003330-1" + machine.user.substr(4);
  facts.pid = process.pid;
  facts.hex_pid = hexadecimal(process.pid);
  facts.name = program.name;
  facts.path = program.path;
  facts.publisher = program.publisher;
  facts.command_line = "\\\"" + facts.path + "\\\" ";
  facts.command_line += program.arguments;
  if (random.percent(20)) facts.command_line += " --session=" + random.uuid();
  facts.md5 = hashes(process.program).md5;
  facts.sha1 = hashes(process.program).sha1;
  facts.sha256 = hashes(process.program).sha256;
  facts.entity_id = process.entity_id;
  facts.guid = process.guid;
  facts.parent_pid = process.parent_pid;
  facts.parent_hex_pid = hexadecimal(process.parent_pid);
  facts.parent_name = process.parent_name;
  facts.parent_path = process.parent_path;
  facts.parent_entity_id = process.parent_entity_id;
  facts.parent_guid = process.parent_guid;
  facts.ancestry = process.ancestry;
}

}  // namespace firstseen::bench
