#include "world.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string_view>

namespace firstseen::bench {
namespace {

using std::chrono::days;
using std::chrono::milliseconds;
using std::chrono::sys_days;
using std::chrono::year;

constexpr std::int64_t kDay = milliseconds(days(1)).count();
constexpr std::int64_t kStart = milliseconds((sys_days(year(2026) / 1 / 5)).time_since_epoch()).count();
constexpr std::int64_t kSpan = 42 * kDay;
constexpr std::int64_t kEpochMillisSince1601 = 11'644'473'600'000;
constexpr std::size_t kToTheSecond = std::string_view("2026-01-05 08:15:00").size();

constexpr std::size_t kPublicAddresses = 2000;
constexpr std::size_t kLongestCommandLine = (1 << 20) - (1 << 13);  // its record stays below a mebibyte

// First octets of public addresses, none of which holds a reserved block.
constexpr unsigned kPublicOctets[] = {5, 23, 31, 45, 52, 64, 80, 93, 104, 151, 185, 212};

// The last address before, or the first after, a block that the rule leaves out.
constexpr std::string_view kBeside[] = {
    "9.255.255.255",  "11.0.0.0",       "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0",
    "172.15.255.255", "172.32.0.0",     "192.0.1.0",      "192.0.3.0",   "192.88.98.255",   "192.167.255.255",
    "192.169.0.0",    "198.17.255.255", "198.20.0.0",     "203.0.114.0", "223.255.255.255",
};

// In each block that the rule leaves out, often at its edge.
constexpr std::string_view kReserved[] = {
    "10.0.0.0",      "10.255.255.255",  "100.64.0.0",  "100.127.255.255", "127.0.0.1",   "169.254.169.254",
    "172.16.0.0",    "172.31.255.255",  "192.0.0.8",   "192.0.0.170",     "192.0.2.255", "192.31.196.9",
    "192.52.193.9",  "192.88.99.1",     "192.168.0.0", "192.175.48.48",   "198.18.0.0",  "198.19.255.255",
    "198.51.100.77", "203.0.113.255",   "224.0.0.0",   "239.255.255.250", "240.0.0.0",   "255.255.255.255",
    "::1",           "fe80::1c2b:3d4e", "febf::1",     "ff02::1:3",
};

template <typename Choices>
const auto& some_of(const Choices& choices, Random& random) {
  return choices[random.below(std::size(choices))];
}

std::string file_server(Random& random) {
  return "10.0.0." + std::to_string(20 + random.below(20));
}

std::vector<std::string> make_public_addresses(Random& random) {
  std::vector<std::string> all;
  for (std::size_t i = 0; i < kPublicAddresses; ++i) {
    std::string address = std::to_string(some_of(kPublicOctets, random));
    for (int octet = 0; octet < 3; ++octet)
      address.append(1, '.').append(std::to_string(1 + random.below(254)));
    all.push_back(address);
  }
  return all;
}

// `2026-01-05T08:15:00.123` with any character between date and time.
std::string calendar(std::int64_t millis, char between) {
  const auto time = std::chrono::sys_time<milliseconds>(milliseconds(millis));
  const auto day = std::chrono::floor<days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(time - day);
  char text[64];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u%c%02d:%02d:%02d.%03d", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), between,
                static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()), static_cast<int>(clock.subseconds().count()));
  return text;
}

std::string four_digits(std::uint64_t number) {
  std::string digits = std::to_string(number);
  return digits.insert(0, 4 - digits.size(), '0');
}

// `ticks` are 100 ns within the millisecond. Sources with milliseconds leave them out.
void tell_time(std::int64_t millis, std::uint64_t ticks, Facts& facts) {
  facts.utc_time = calendar(millis, ' ');
  facts.event_time = calendar(millis, ' ').substr(0, kToTheSecond);
  facts.received_time = calendar(millis + 2'000, ' ').substr(0, kToTheSecond);
  facts.time = calendar(millis, 'T') + four_digits(ticks) + "Z";
  facts.ingested = calendar(millis + 14'000, 'T') + "Z";
  facts.epoch_ms = std::to_string(millis);
  facts.filetime =
      std::to_string((millis + kEpochMillisSince1601) * 10'000 + static_cast<std::int64_t>(ticks));
}

}  // namespace

World::World(std::uint64_t seed, bool long_texts)
    : random_(seed),
      long_texts_(long_texts),
      machines_(make_machines(random_)),
      public_addresses_(make_public_addresses(random_)) {
  make_appointments();
}

// Two runs for each address: a contact, one a week later to the millisecond, which the first run still
// covers, one a week and a millisecond after that, which begins the second, and one more in it.
void World::make_appointments() {
  for (const std::string_view address : kBeside) {
    const std::int64_t first = kStart + kDay + static_cast<std::int64_t>(random_.below(5 * kDay));
    const std::int64_t second = first + 14 * kDay + 1;
    for (const std::int64_t millis : {first, first + 7 * kDay, second, second + 3 * kDay})
      appointments_.push_back({millis, std::string(address)});
  }
  std::sort(appointments_.begin(), appointments_.end(),
            [](const Appointment& a, const Appointment& b) { return a.millis > b.millis; });
}

Event World::next(double progress) {
  const auto now = kStart + static_cast<std::int64_t>(progress * static_cast<double>(kSpan));
  if (!appointments_.empty() && appointments_.back().millis <= now) {
    const Appointment due = appointments_.back();
    appointments_.pop_back();
    return keep(due);
  }
  const std::size_t machine = random_.below(machines_.size());
  const auto earlier = static_cast<std::int64_t>(random_.below(30'000));
  begin(machine, now - earlier, random_.below(10'000));
  const std::uint64_t lot = random_.below(100);
  Event event = lot < 2    ? smb(machine)
                : lot < 35 ? traffic(machine)
                : lot < 65 ? process_start(machine)
                           : file_creation(machine);
  if (long_texts_ && random_.below(1000) == 0) lengthen_command_line();
  return event;
}

Event World::keep(const Appointment& appointment) {
  std::size_t machine = random_.below(machines_.size());
  while (!machines_[machine].is_private) machine = random_.below(machines_.size());
  begin(machine, appointment.millis, 0);
  tell_process(machines_[machine], machines_[machine].processes.front(), facts_, random_);
  tell_connection(machines_[machine].ip, appointment.address, "445");
  return {Kind::kNetwork, machine, millis_, true};
}

Event World::smb(std::size_t machine) {
  const Machine& self = machines_[machine];
  tell_process(self, self.processes.front(), facts_, random_);
  const std::string_view port = random_.percent(90) ? "445" : "139";
  const std::uint64_t lot = random_.below(100);
  if (lot < 50) {
    tell_connection(self.ip, file_server(random_), port);
  } else if (lot < 60) {
    tell_connection(self.ip, std::string(some_of(kReserved, random_)), port);
  } else {
    tell_connection(self.ip, some_public_address(), port);
    return {Kind::kNetwork, machine, millis_, self.is_private};
  }
  return {Kind::kNetwork, machine, millis_, false};
}

Event World::traffic(std::size_t machine) {
  const Machine& self = machines_[machine];
  const std::uint64_t lot = random_.below(200);
  const bool is_kernel = lot < 10;
  tell_process(self, is_kernel ? self.processes.front() : some_process(self, random_), facts_, random_);
  if (lot < 4) {
    tell_connection(file_server(random_), self.ip, "445");
    tell_direction(false);
    return {Kind::kNetwork, machine, millis_,
            !self.is_private};  // to a public address it is what the rule asks for
  } else if (lot < 10) {
    tell_connection(self.ip, some_public_address(), lot < 7 ? "137" : "138");
    tell_transport(false);
  } else if (lot < 13) {
    tell_connection(self.ip, some_public_address(), "445");
  } else if (lot < 60) {
    tell_connection(self.ip, "10.0.0.2", "53");
    tell_transport(false);
  } else {
    tell_connection(self.ip, some_public_address(), lot < 80 ? "80" : "443");
  }
  return {Kind::kNetwork, machine, millis_, false};
}

Event World::process_start(std::size_t machine) {
  tell_process(machines_[machine], start_process(machines_[machine], random_), facts_, random_);
  return {Kind::kProcess, machine, millis_, false};
}

Event World::file_creation(std::size_t machine) {
  static constexpr std::string_view kExtensions[] = {"tmp", "log", "docx", "dll", "dat", "etl", "json"};
  static constexpr std::string_view kFolders[] = {
      R"(C:\\Windows\\Temp\\)", R"(C:\\ProgramData\\Microsoft\\Windows\\WER\\ReportQueue\\)",
      R"(C:\\Users\\Public\\AppData\\Local\\Microsoft\\Edge\\User Data\\Default\\Cache\\Cache_Data\\)"};
  const Machine& self = machines_[machine];
  tell_process(self, some_process(self, random_), facts_, random_);
  facts_.file_extension = some_of(kExtensions, random_);
  facts_.file_name = "f_" + random_.hex(8) + "." + facts_.file_extension;
  facts_.file_path = std::string(some_of(kFolders, random_)) + facts_.file_name;
  facts_.file_size = std::to_string(random_.below(4'000'000));
  return {Kind::kFile, machine, millis_, false};
}

void World::begin(std::size_t machine, std::int64_t millis, std::uint64_t ticks) {
  millis_ = millis;
  tell_time(millis, ticks, facts_);
  tell_machine(machines_[machine], facts_);
  facts_.sequence = std::to_string(sequence_++);
  facts_.event_id = random_.base64(16) + "+++++";
  facts_.event_id += random_.base64(4);
}

// Outbound TCP, until tell_direction or tell_transport says otherwise.
void World::tell_connection(const std::string& source, const std::string& destination,
                            std::string_view port) {
  facts_.source_ip = source;
  facts_.source_port = std::to_string(49152 + random_.below(16384));
  facts_.destination_ip = destination;
  facts_.destination_port = port;
  tell_transport(true);
  tell_direction(true);
}

void World::tell_transport(bool tcp) {
  facts_.transport = tcp ? "tcp" : "udp";
  facts_.funnel_event = tcp ? "TCPV4" : "UDPV4";
  facts_.defender_protocol = tcp ? "TcpV4" : "Udp";
}

void World::tell_direction(bool outbound) {
  facts_.action = outbound ? "connection_attempted" : "connection_accepted";
  facts_.direction = outbound ? "egress" : "ingress";
  facts_.sysmon_initiated = outbound ? "true" : "false";
  facts_.funnel_direction = outbound ? "OUTGOING" : "INCOMING";
  facts_.endgame_opcode = outbound ? "12" : "15";
  facts_.endgame_subtype = outbound ? "ipv4_connection_attempt_event" : "ipv4_connection_accept_event";
  facts_.defender_action = outbound ? "ConnectionSuccess" : "InboundConnectionAccepted";
  facts_.defender_direction = outbound ? "Out" : "In";
  facts_.local_ip = outbound ? facts_.source_ip : facts_.destination_ip;
  facts_.local_port = outbound ? facts_.source_port : facts_.destination_port;
  facts_.remote_ip = outbound ? facts_.destination_ip : facts_.source_ip;
  facts_.remote_port = outbound ? facts_.destination_port : facts_.source_port;
}

// From two kilobytes to the longest, every power of two as likely as the others.
void World::lengthen_command_line() {
  const std::uint64_t size = std::uint64_t{2048} << random_.below(9);
  const std::uint64_t length = std::min<std::uint64_t>(size + random_.below(size), kLongestCommandLine);
  facts_.command_line += " -EncodedCommand " + random_.base64(length);
}

// The first ones far more often than the last.
const std::string& World::some_public_address() {
  const double even = random_.fraction();
  return public_addresses_[static_cast<std::size_t>(even * even * even * kPublicAddresses)];
}

}  // namespace firstseen::bench
