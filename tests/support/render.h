// The same events in every export shape and in every wrapper.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace firstseen::test {

struct Pair {
  std::string key;
  std::string value;
};

// What every source can say of a connection.
struct Connection {
  std::int64_t seconds = 0;  // since 1970
  unsigned millis = 0;
  std::string host;
  int pid = 4;
  std::string transport;  // tcp or udp
  std::string source_ip;
  int source_port = 0;
  std::string destination_ip;
  int destination_port = 0;
  bool outbound = true;

  // What only one family of shapes can say, by its raw names; where a name is given twice the first counts.
  std::vector<Pair> extra = {};
  std::string user_id = "S-1-5-18";
  int event_id = 3;  // of Sysmon
};

// `count` different connections, the same for every call.
std::vector<Connection> connections(std::size_t count);

struct Shape {
  std::string name;  // as the source table's
  std::string source;
  std::function<std::string(const Connection&)> render;  // one record as one line of JSON
  bool says_host = true;
};

const std::vector<Shape>& shapes();

// The one of that name, which there must be.
const Shape& shape(std::string_view name);

struct Wrapping {
  std::string name;
  std::function<std::string(const std::vector<std::string>&)> wrap;  // records to a file
};

const std::vector<Wrapping>& wrappings();

}  // namespace firstseen::test
