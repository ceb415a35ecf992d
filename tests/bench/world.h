#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "facts.h"
#include "machines.h"
#include "random.h"

namespace firstseen::bench {

enum class Kind { kNetwork, kProcess, kFile };

struct Event {
  Kind kind;
  std::size_t machine;  // which of the four hundred; decides which source tells of it
  std::int64_t millis;  // since 1970
  bool matches;         // rare-smb-to-internet matches it; its term is then facts().destination_ip
};

// What happens on the machines in the six weeks from 2026-01-05 on. Of a hundred events two are connections
// of the kernel to SMB ports: to file servers, to reserved blocks, and to two thousand public addresses, of
// which some are contacted every day and others every other week. Addresses at the edges of reserved blocks
// are contacted at appointed times: seven days after the last contact exactly, and a millisecond more. There
// is also what a wrong query takes for a match: other processes' SMB, inbound connections, UDP, machines with
// public addresses.
class World {
 public:
  // With `long_texts` one event in a thousand has a command line of up to a mebibyte.
  World(std::uint64_t seed, bool long_texts);

  // The next event, `progress` (from 0 to 1) into the six weeks, within half a minute. Fills facts().
  Event next(double progress);

  const Facts& facts() const { return facts_; }

 private:
  // A contact to an address at a time.
  struct Appointment {
    std::int64_t millis;
    std::string address;
  };

  void make_appointments();
  Event keep(const Appointment& appointment);
  Event smb(std::size_t machine);
  Event traffic(std::size_t machine);
  Event process_start(std::size_t machine);
  Event file_creation(std::size_t machine);

  void begin(std::size_t machine, std::int64_t millis, std::uint64_t ticks);
  void tell_connection(const std::string& source, const std::string& destination, std::string_view port);
  void tell_transport(bool tcp);
  void tell_direction(bool outbound);
  void lengthen_command_line();
  const std::string& some_public_address();

  Random random_;
  bool long_texts_;
  Facts facts_;
  std::vector<Machine> machines_;
  std::vector<std::string> public_addresses_;
  std::vector<Appointment> appointments_;  // the latest first
  std::int64_t millis_ = 0;                // of the event being told
  std::uint64_t sequence_ = 100'000;
};

}  // namespace firstseen::bench
