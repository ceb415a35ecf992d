#include "firstseen/ip_address.h"

#include <charconv>

#include "text/ascii.h"

namespace firstseen {
namespace {

using Groups = std::array<std::uint16_t, 8>;

// Reads one decimal octet (0–255, no leading zero) from the front of `text`.
bool take_octet(std::string_view& text, std::uint32_t& octet) {
  std::size_t digits = 0;
  octet = 0;
  while (digits < text.size() && digits < 4 && text[digits] >= '0' && text[digits] <= '9') {
    octet = octet * 10 + static_cast<std::uint32_t>(text[digits++] - '0');
  }
  if (digits == 0 || octet > 255 || (digits > 1 && text[0] == '0')) return false;
  text.remove_prefix(digits);
  return true;
}

std::optional<std::uint32_t> parse_v4(std::string_view text) {
  std::uint32_t bits = 0;
  for (int i = 0; i < 4; ++i) {
    if (i > 0) {
      if (text.empty() || text[0] != '.') return std::nullopt;
      text.remove_prefix(1);
    }
    std::uint32_t octet = 0;
    if (!take_octet(text, octet)) return std::nullopt;
    bits = bits << 8 | octet;
  }
  if (!text.empty()) return std::nullopt;
  return bits;
}

// Reads 1 to 4 hexadecimal digits from the front of `text`.
bool take_group(std::string_view& text, std::uint16_t& group) {
  std::size_t digits = 0;
  unsigned value = 0;
  for (int digit = 0; digits < text.size() && digits < 4 && (digit = text::hex_digit(text[digits])) >= 0;
       ++digits) {
    value = value << 4 | static_cast<unsigned>(digit);
  }
  group = static_cast<std::uint16_t>(value);
  text.remove_prefix(digits);
  return digits > 0;
}

// The groups of an IPv6 address as written, before and after its `::`.
struct Ipv6Text {
  Groups groups{};
  std::size_t count = 0;
  std::optional<std::size_t> gap;  // number of groups before `::`
};

// An IPv4 tail (`::ffff:1.2.3.4`) fills the last two groups.
bool take_v4_tail(Ipv6Text& parsed, std::string_view text) {
  const auto bits = parse_v4(text);
  if (!bits || parsed.count > 6) return false;
  parsed.groups[parsed.count++] = static_cast<std::uint16_t>(*bits >> 16);
  parsed.groups[parsed.count++] = static_cast<std::uint16_t>(*bits);
  return true;
}

bool take_groups(Ipv6Text& parsed, std::string_view text) {
  if (text.substr(0, 2) == "::") {
    parsed.gap = 0;
    text.remove_prefix(2);
  }
  while (!text.empty()) {
    if (text.find('.') < text.find(':')) return take_v4_tail(parsed, text);
    std::uint16_t group = 0;
    if (parsed.count == 8 || !take_group(text, group)) return false;
    parsed.groups[parsed.count++] = group;
    if (text.empty()) return true;
    if (text[0] != ':') return false;
    text.remove_prefix(1);
    if (text.empty()) return false;
    if (text[0] == ':') {
      if (parsed.gap) return false;
      parsed.gap = parsed.count;
      text.remove_prefix(1);
    }
  }
  return true;
}

std::optional<IpAddress> parse_v6(std::string_view text) {
  Ipv6Text parsed;
  if (!take_groups(parsed, text)) return std::nullopt;
  if (parsed.gap ? parsed.count > 7 : parsed.count != 8) return std::nullopt;
  Groups full{};
  const std::size_t head = parsed.gap.value_or(8);
  for (std::size_t i = 0; i < parsed.count; ++i) {
    full[i < head ? i : 8 - parsed.count + i] = parsed.groups[i];
  }
  std::uint64_t halves[2] = {0, 0};
  for (std::size_t i = 0; i < 8; ++i) halves[i / 4] = halves[i / 4] << 16 | full[i];
  return IpAddress{halves[0], halves[1]};
}

Groups groups_of(const IpAddress& address) {
  Groups groups{};
  for (std::size_t i = 0; i < 8; ++i) {
    const std::uint64_t half = i < 4 ? address.high() : address.low();
    groups[i] = static_cast<std::uint16_t>(half >> (48 - 16 * (i % 4)));
  }
  return groups;
}

// The run of zero groups that RFC 5952 §4.2 writes as `::`: the longest run of at least two groups,
// and the first one if several are equally long.
struct ZeroRun {
  std::size_t begin = 8;
  std::size_t length = 1;
};

ZeroRun longest_zero_run(const Groups& groups) {
  ZeroRun best;
  for (std::size_t i = 0; i < 8; ++i) {
    std::size_t length = 0;
    while (i + length < 8 && groups[i + length] == 0) ++length;
    if (length > best.length) best = {i, length};
    i += length;
  }
  return best;
}

std::string v4_to_string(std::uint32_t bits) {
  std::string out;
  for (int shift = 24; shift >= 0; shift -= 8) {
    out += std::to_string(bits >> shift & 0xff);
    if (shift > 0) out += '.';
  }
  return out;
}

void append_hex(std::string& out, std::uint16_t group) {
  char digits[4];
  const auto end = std::to_chars(digits, digits + sizeof digits, group, 16).ptr;
  out.append(digits, end);
}

// Returns the first and last address of the network that shares the first `length` bits of
// `address`.
Cidr network_of(const IpAddress& address, unsigned length) {
  const std::uint64_t high_host = length >= 64 ? 0 : UINT64_MAX >> length;
  const std::uint64_t low_host = length >= 128 ? 0 : length <= 64 ? UINT64_MAX : UINT64_MAX >> (length - 64);
  return {IpAddress{address.high() & ~high_host, address.low() & ~low_host},
          IpAddress{address.high() | high_host, address.low() | low_host}};
}

}  // namespace

std::optional<IpAddress> IpAddress::parse(std::string_view text) {
  if (text.find(':') != std::string_view::npos) return parse_v6(text);
  const auto bits = parse_v4(text);
  if (!bits) return std::nullopt;
  return from_v4(*bits);
}

std::string IpAddress::to_string() const {
  if (is_v4()) return v4_to_string(static_cast<std::uint32_t>(low_));
  const Groups groups = groups_of(*this);
  const ZeroRun zeros = longest_zero_run(groups);
  std::string out;
  for (std::size_t i = 0; i < 8; ++i) {
    if (i == zeros.begin) {
      out += "::";
      i += zeros.length - 1;
      continue;
    }
    if (!out.empty() && out.back() != ':') out += ':';
    append_hex(out, groups[i]);
  }
  return out;
}

std::optional<Cidr> Cidr::parse(std::string_view text) {
  const std::size_t slash = text.find('/');
  const auto address = IpAddress::parse(text.substr(0, slash));
  if (!address) return std::nullopt;
  if (slash == std::string_view::npos) return Cidr{*address, *address};
  const std::string_view digits = text.substr(slash + 1);
  const bool dotted = text.substr(0, slash).find(':') == std::string_view::npos;
  unsigned length = 0;
  const auto [end, status] = std::from_chars(digits.data(), digits.data() + digits.size(), length);
  if (status != std::errc{} || end != digits.data() + digits.size() || digits.size() > 3) return std::nullopt;
  if (length > (dotted ? 32U : 128U)) return std::nullopt;
  return network_of(*address, dotted ? length + 96 : length);
}

}  // namespace firstseen
