// What an embedding program does first: include the public headers, link the library, ask it something.
#include <firstseen/error.h>
#include <firstseen/field.h>
#include <firstseen/ip_set.h>
#include <firstseen/network_event.h>
#include <firstseen/timestamp.h>

#include <cstdio>

int main() {
  const auto network = firstseen::Cidr::parse("10.0.0.0/8");
  const auto address = firstseen::IpAddress::parse("10.1.2.3");
  if (!network || !address) return 1;
  firstseen::IpSet set;
  set.add(*network);
  set.compile();
  const firstseen::FieldSet fields;
  firstseen::NetworkEvent event(fields);
  event.time = {0, 0, 3};
  std::printf("%s %s %s\n", set.print().c_str(), set.contains(*address) ? "holds" : "lacks",
              address->to_string().c_str());
  return set.contains(*address) && event.time.to_string() == "1970-01-01T00:00:00.000Z" ? 0 : 1;
}
