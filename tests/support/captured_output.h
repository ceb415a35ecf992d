// What the program says on a standard stream, for tests.
#pragma once

#include <string>

namespace firstseen::test {

// What this process writes to a descriptor goes to a file instead, for as long as the object lives.
class CapturedOutput {
 public:
  CapturedOutput(int descriptor, const std::string& path);
  ~CapturedOutput();
  CapturedOutput(const CapturedOutput&) = delete;
  CapturedOutput& operator=(const CapturedOutput&) = delete;

 private:
  int descriptor_;
  int before_;
};

}  // namespace firstseen::test
