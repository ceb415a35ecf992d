#include "support/captured_output.h"

#include <fcntl.h>
#include <unistd.h>

namespace firstseen::test {

CapturedOutput::CapturedOutput(int descriptor, const std::string& path)
    : descriptor_(descriptor), before_(::dup(descriptor)) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  ::dup2(file, descriptor_);
  ::close(file);
}

CapturedOutput::~CapturedOutput() {
  ::dup2(before_, descriptor_);
  ::close(before_);
}

}  // namespace firstseen::test
