// Times, addresses, networks and durations. Each line of the text is tried as each of them:
//
//   - what is read prints as a text that reads as the same, and prints the same again;
//   - ISO times are those that a regular expression and the calendar of the C library read;
//   - addresses are those that inet_pton reads;
//   - a network holds exactly the addresses that share its prefix;
//   - a set of networks holds what any of them holds, as disjoint ascending ranges.
#include <arpa/inet.h>
#include <regex.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>
#include <optional>
#include <string>
#include <vector>

#include "firstseen/timestamp.h"
#include "fuzz/support/bytes.h"
#include "fuzz/support/promise.h"
#include "net/ip_set.h"

namespace firstseen {
namespace {

constexpr std::size_t kMaxLines = 64;
constexpr std::int64_t kYearZero = -62'167'219'200;
constexpr std::int64_t kYearTenThousand = 253'402'300'800;

void check_time_print(const Timestamp& time, std::string_view text) {
  fuzz::promise(time.seconds >= kYearZero && time.seconds < kYearTenThousand && time.nanos < 1'000'000'000,
                "a time is within its bounds", text);
  const std::string printed = time.to_string();
  const auto again = parse_iso_time(printed);
  fuzz::promise(
      again && again->zoned && again->time.seconds == time.seconds && again->time.digits == time.digits,
      "a printed time reads as the same", text);
  fuzz::promise_same(printed, again->time.to_string(), "and prints the same", text);
  std::tm parts{};
  const std::time_t seconds = time.seconds;
  std::array<char, 96> plain{};
  ::gmtime_r(&seconds, &parts);
  std::snprintf(plain.data(), plain.size(), "%04d-%02d-%02dT%02d:%02d:%02d.", parts.tm_year + 1900,
                parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec);
  fuzz::promise_same(plain.data(), printed.substr(0, 20),
                     "a time prints as the calendar of the C library has it", text);
}

// What the groups of a POSIX regular expression match; nothing when the text is none of its.
std::vector<std::string> groups_of(const std::string& text) {
  constexpr std::size_t kGroups = 15;
  static const ::regex_t form = [] {
    ::regex_t compiled{};
    const int status =
        ::regcomp(&compiled,
                  "^([0-9]{4})-([0-9]{2})-([0-9]{2})([T ]([0-9]{2}):([0-9]{2})(:([0-9]{2})([.,][0-9]+)?)?"
                  "(Z|z| UTC|UTC|([+-])([0-9]{2})(:?([0-9]{2}))?)?)?$",
                  REG_EXTENDED);
    fuzz::promise(status == 0, "the regular expression is one");
    return compiled;
  }();
  std::array<::regmatch_t, kGroups> found{};
  if (text.find('\0') != std::string::npos || ::regexec(&form, text.c_str(), kGroups, found.data(), 0) != 0)
    return {};
  std::vector<std::string> groups;
  for (const ::regmatch_t& at : found) {
    groups.push_back(at.rm_so < 0 ? ""
                                  : text.substr(static_cast<std::size_t>(at.rm_so),
                                                static_cast<std::size_t>(at.rm_eo - at.rm_so)));
  }
  return groups;
}

// The seconds that the text means, as the twin reads it.
std::optional<std::int64_t> plain_iso_seconds(const std::string& text) {
  const std::vector<std::string> found = groups_of(text);
  if (found.empty()) return std::nullopt;
  const auto part = [&](std::size_t group) { return found[group].empty() ? 0 : std::stoi(found[group]); };
  std::tm date{};
  date.tm_year = part(1) - 1900;
  date.tm_mon = part(2) - 1;
  date.tm_mday = part(3);
  std::tm same = date;
  const std::int64_t midnight = ::timegm(&same);
  if (same.tm_mon != date.tm_mon || same.tm_mday != date.tm_mday) return std::nullopt;
  if (part(5) > 23 || part(6) > 59 || part(8) > 60 || part(14) > 59) return std::nullopt;
  const std::int64_t zone = part(12) * 3600 + part(14) * 60;
  if (zone > 18 * 3600) return std::nullopt;
  const std::int64_t seconds =
      midnight + part(5) * 3600 + part(6) * 60 + part(8) - (found[11] == "-" ? -zone : zone);
  if (seconds < kYearZero || seconds >= kYearTenThousand) return std::nullopt;
  return seconds;
}

void check_times(std::string_view text) {
  const auto iso = parse_iso_time(text);
  if (iso) check_time_print(iso->time, text);
  for (const auto& time :
       {parse_time_argument(text), parse_epoch(text), parse_epoch_millis(text), parse_filetime(text)})
    if (time) check_time_print(*time, text);
  const auto plain = plain_iso_seconds(std::string(text));
  fuzz::promise(plain.has_value() == iso.has_value() && (!plain || *plain == iso->time.seconds),
                "ISO times are those that a regular expression reads", text);
}

std::optional<IpAddress> plain_address(const std::string& text) {
  if (text.find('\0') != std::string::npos) return std::nullopt;
  std::array<unsigned char, 16> bytes{};
  if (::inet_pton(AF_INET, text.c_str(), bytes.data()) == 1) {
    return IpAddress::from_v4(static_cast<std::uint32_t>(bytes[0]) << 24 |
                              static_cast<std::uint32_t>(bytes[1]) << 16 |
                              static_cast<std::uint32_t>(bytes[2]) << 8 | bytes[3]);
  }
  if (::inet_pton(AF_INET6, text.c_str(), bytes.data()) != 1) return std::nullopt;
  std::uint64_t high = 0;
  std::uint64_t low = 0;
  for (std::size_t i = 0; i < 8; ++i) high = high << 8 | bytes[i];
  for (std::size_t i = 8; i < 16; ++i) low = low << 8 | bytes[i];
  return IpAddress(high, low);
}

void check_address(std::string_view text) {
  const auto address = IpAddress::parse(text);
  fuzz::promise(address == plain_address(std::string(text)), "addresses are those that inet_pton reads",
                text);
  if (!address) return;
  const std::string printed = address->to_string();
  fuzz::promise(IpAddress::parse(printed) == address, "a printed address reads as the same", text);
  const auto lone = Cidr::parse(text);
  fuzz::promise(lone && lone->first == *address && lone->last == *address,
                "an address is the network of itself", text);
}

bool bit(const IpAddress& address, unsigned at) {
  return (at < 64 ? address.high() >> (63 - at) : address.low() >> (127 - at)) & 1;
}

// All bits up to the first in which the ends differ are the network's, and there the ends are zeros and ones.
void check_network(const Cidr& network, std::string_view text) {
  unsigned at = 0;
  while (at < 128 && bit(network.first, at) == bit(network.last, at)) ++at;
  for (; at < 128; ++at)
    fuzz::promise(!bit(network.first, at) && bit(network.last, at), "a network is all that has its prefix",
                  text);
  const std::size_t slash = text.find('/');
  const auto address = IpAddress::parse(text.substr(0, slash));
  fuzz::promise(address && network.first <= *address && *address <= network.last,
                "a network holds its address", text);
}

bool any_holds(const std::vector<Cidr>& networks, const IpAddress& address) {
  return std::any_of(networks.begin(), networks.end(), [&](const Cidr& network) {
    return network.first <= address && address <= network.last;
  });
}

void check_set(const std::vector<Cidr>& networks, std::string_view text) {
  net::IpSet set;
  for (const Cidr& network : networks) set.add(network);
  set.compile();
  for (std::size_t i = 1; i < set.ranges().size(); ++i)
    fuzz::promise(set.ranges()[i - 1].last.next() < set.ranges()[i].first, "ranges ascend and do not touch",
                  text);
  for (const Cidr& network : networks) {
    for (const IpAddress& edge : {network.first, network.last}) {
      const IpAddress before(edge.low() == 0 ? edge.high() - 1 : edge.high(), edge.low() - 1);
      for (const IpAddress& address : {before, edge, edge.next()})
        fuzz::promise(set.contains(address) == any_holds(networks, address),
                      "a set holds what its networks hold", text);
    }
  }
}

void check_duration(std::string_view text) {
  const auto duration = parse_duration(text);
  if (!duration) return;
  fuzz::promise(*duration >= 0, "a duration is not negative", text);
  fuzz::promise(parse_duration(duration_to_string(*duration)) == duration,
                "a printed duration reads as the same", text);
}

}  // namespace
}  // namespace firstseen

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace firstseen;
  const std::string_view text = fuzz::text_of(data, size);
  std::vector<Cidr> networks;
  for (const std::string_view line : fuzz::pieces(text, '\n', kMaxLines)) {
    check_times(line);
    check_address(line);
    check_duration(line);
    const auto network = Cidr::parse(line);
    if (!network) continue;
    check_network(*network, line);
    networks.push_back(*network);
  }
  check_set(networks, text);
  return 0;
}
