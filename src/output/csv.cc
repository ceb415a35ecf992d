#include "output/cells.h"
#include "output/escape.h"
#include "output/finding_columns.h"
#include "output/finding_writer.h"

namespace firstseen::output {
namespace {

// RFC 4180: a header line, then one line per finding, with cells that are safe for spreadsheets.
class CsvWriter final : public FindingWriter {
 public:
  explicit CsvWriter(LineSink sink) : pieces_(std::move(sink)) {}

  void begin(const HuntResult&, const Style&) override {
    append_line([](const FindingColumn& column) { return std::string(column.csv.title); });
  }
  bool finding(const Finding& finding) override {
    append_line([&](const FindingColumn& column) { return for_csv(plain_text(column.value(finding))); });
    return pieces_.end_line();
  }
  void end() override { pieces_.flush(); }

 private:
  template <typename CellOf>
  void append_line(const CellOf& cell_of) {
    std::string& out = pieces_.text();
    bool first = true;
    for (const FindingColumn& column : csv_columns()) {
      if (!first) out += ',';
      first = false;
      out += cell_of(column);
    }
    out += "\r\n";
  }

  Pieces pieces_;
};

}  // namespace

std::unique_ptr<FindingWriter> make_csv_writer(LineSink sink) {
  return std::make_unique<CsvWriter>(std::move(sink));
}

}  // namespace firstseen::output
