// One IP address of either family, as Elasticsearch's `ip` type holds it: 128 bits, IPv4 mapped to
// ::ffff:0:0/96, so that 1.2.3.4 and ::ffff:1.2.3.4 are one value.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "firstseen/export.h"

namespace firstseen {

class FIRSTSEEN_API IpAddress {
 public:
  // The unspecified address, `::`.
  constexpr IpAddress() = default;
  constexpr IpAddress(std::uint64_t high, std::uint64_t low) : high_(high), low_(low) {}

  // IPv4 from its 32 bits in host order: 0x01020304 is 1.2.3.4.
  static constexpr IpAddress from_v4(std::uint32_t bits) { return {0, kMappedPrefix | bits}; }

  // Parses dotted-decimal IPv4 (four numbers without leading zeros) or any IPv6 text of RFC 4291 §2.2, in any
  // letter case. No surrounding space, brackets, zone or prefix length: nothing is guessed. Absent when the
  // text is not an address.
  static std::optional<IpAddress> parse(std::string_view text);

  constexpr bool is_v4() const { return high_ == 0 && (low_ & kMappedMask) == kMappedPrefix; }

  // The most and the least significant 64 bits.
  constexpr std::uint64_t high() const { return high_; }
  constexpr std::uint64_t low() const { return low_; }

  // The next address; `ffff:…:ffff` wraps to `::`.
  constexpr IpAddress next() const { return {high_ + (low_ == UINT64_MAX ? 1 : 0), low_ + 1}; }

  // Dotted decimal for IPv4 (mapped included), else RFC 5952.
  std::string to_string() const;

  // Addresses order as 128-bit numbers.
  friend constexpr auto operator<=>(const IpAddress&, const IpAddress&) = default;

 private:
  static constexpr std::uint64_t kMappedPrefix = 0x0000ffff00000000;
  static constexpr std::uint64_t kMappedMask = 0xffffffff00000000;

  std::uint64_t high_ = 0;
  std::uint64_t low_ = 0;
};

// A network: an address and a prefix length. `first` has its host bits cleared.
struct FIRSTSEEN_API Cidr {
  IpAddress first;
  IpAddress last;

  // `ADDRESS/LENGTH`, 0–32 for dotted IPv4 and 0–128 for IPv6; host bits may be set and are cleared, as
  // Elasticsearch does. A lone address is the network of itself. Absent when the text is neither.
  static std::optional<Cidr> parse(std::string_view text);

  friend constexpr auto operator<=>(const Cidr&, const Cidr&) = default;
};

}  // namespace firstseen
