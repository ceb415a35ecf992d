#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace firstseen::bench {

// What a generated record can say, each as the text that stands in the JSON, escaped. A source uses what it
// has.
struct Facts {
  // When it happened: 2026-01-05T08:15:00.1234567Z, a little later, `2026-01-05 08:15:00.123`, the same to the
  // second, that a little later, milliseconds since 1970, and 100 ns since 1601.
  std::string time, ingested, utc_time, event_time, received_time, epoch_ms, filetime;
  // Where: a machine, its sensor, its user.
  std::string host, host_id, host_ip, mac, agent_id, user, domain, sid;
  // Who: a process and its parent. `ancestry` is the inside of a JSON array, hex_pid is like 0x1c58.
  std::string pid, hex_pid, name, path, command_line, publisher, md5, sha1, sha256, entity_id, guid;
  std::string parent_pid, parent_hex_pid, parent_name, parent_path, parent_entity_id, parent_guid, ancestry;
  // What: a connection. Direction and transport stand in every source's words.
  std::string source_ip, source_port, destination_ip, destination_port, transport, action, direction;
  std::string sysmon_initiated, funnel_direction, funnel_event, endgame_opcode, endgame_subtype;
  std::string defender_protocol, defender_action, defender_direction;
  std::string local_ip, local_port, remote_ip, remote_port;
  // What: a file.
  std::string file_path, file_name, file_extension, file_size;
  // Numbers of the record itself.
  std::string event_id, sequence;
};

// The text of a record with `<fact>` where a fact goes. Line breaks and the blanks after them are layout, not
// text.
class RecordTemplate {
 public:
  // Ends the program when the text names a fact that there is not: templates are part of the program.
  explicit RecordTemplate(std::string_view text);

  // Appends the record, without a line break.
  void append(const Facts& facts, std::string& out) const;

 private:
  struct Piece {
    std::string text;
    std::string Facts::*fact;  // comes after `text`; null in the last piece
  };
  std::vector<Piece> pieces_;
};

}  // namespace firstseen::bench
