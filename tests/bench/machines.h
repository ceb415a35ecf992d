#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "facts.h"
#include "random.h"

namespace firstseen::bench {

// A running program and its parent.
struct Process {
  std::size_t program = 0;
  std::string pid, entity_id, guid;
  std::string parent_pid, parent_name, parent_path, parent_entity_id, parent_guid, ancestry;
};

struct Machine {
  std::string name, id, ip, mac, agent_id, user;
  bool is_private = true;          // its address
  std::vector<Process> processes;  // the first is the kernel, process id 4
};

// Four hundred machines, four of them with a public address, each with a process tree.
std::vector<Machine> make_machines(Random& random);

// A program started by one of the machine's processes, in place of one that ended; not the kernel.
const Process& start_process(Machine& machine, Random& random);

// Any of the machine's processes but the kernel.
const Process& some_process(const Machine& machine, Random& random);

// Fills what the facts say of the machine, and of a process on it.
void tell_machine(const Machine& machine, Facts& facts);
void tell_process(const Machine& machine, const Process& process, Facts& facts, Random& random);

}  // namespace firstseen::bench
