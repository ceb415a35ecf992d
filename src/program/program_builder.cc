// Compiles a tree to instructions. The tree is walked backwards: the code that follows a test is
// emitted before it, so that both targets of the test are known. The code is reversed at the end.
#include <algorithm>
#include <utility>

#include "program/program.h"

namespace firstseen::program {

class ProgramBuilder {
 public:
  Program build(const predicate::Predicate& tree) {
    const std::uint32_t entry = emit(tree, Program::kYes, Program::kNo);
    std::reverse(program_.code_.begin(), program_.code_.end());
    for (Program::Instruction& instruction : program_.code_) {
      instruction.on_true = reversed(instruction.on_true);
      instruction.on_false = reversed(instruction.on_false);
    }
    program_.entry_ = reversed(entry);
    return std::move(program_);
  }

 private:
  using Instruction = Program::Instruction;
  using Op = Program::Op;

  // Converts a target to its index after the reversal.
  std::uint32_t reversed(std::uint32_t target) const {
    return target >= Program::kNo ? target : static_cast<std::uint32_t>(program_.code_.size() - 1) - target;
  }

  // Emits `predicate`, which continues at one of the two targets. Returns its entry point.
  std::uint32_t emit(const predicate::Predicate& predicate, std::uint32_t on_true, std::uint32_t on_false) {
    switch (predicate.kind) {
      case predicate::PredicateKind::kConstant: return predicate.constant ? on_true : on_false;
      case predicate::PredicateKind::kNot: return emit(predicate.children.front(), on_false, on_true);
      case predicate::PredicateKind::kNested: return emit_nested(predicate, on_true, on_false);
      case predicate::PredicateKind::kTest: return emit_test(predicate, on_true, on_false);
      case predicate::PredicateKind::kAtLeast: return emit_at_least(predicate, on_true, on_false);
      case predicate::PredicateKind::kAnd:
      case predicate::PredicateKind::kOr: break;
    }
    const bool is_and = predicate.kind == predicate::PredicateKind::kAnd;
    std::uint32_t next = is_and ? on_true : on_false;
    for (auto child = predicate.children.rbegin(); child != predicate.children.rend(); ++child) {
      next = is_and ? emit(*child, next, on_false) : emit(*child, on_true, next);
    }
    return next;
  }

  // Emits a child once for every number of children that may still have to pass when it is reached:
  // at most size * minimum copies in all.
  //
  //   at least 2 of a b c:   a ─true─▶ b' ─true─▶ yes      (b': one more must pass)
  //                          │         └false▶ c' ─▶ yes | no
  //                          └false▶ b ─true─▶ c' ; ─false─▶ no
  std::uint32_t emit_at_least(const predicate::Predicate& predicate, std::uint32_t on_true,
                              std::uint32_t on_false) {
    const std::size_t size = predicate.children.size();
    // entry[n]: where the children from the current one on are entered when n of them must pass.
    std::vector<std::uint32_t> entry(predicate.minimum + 1, on_false);
    entry[0] = on_true;
    for (std::size_t i = size; i-- > 0;) {
      for (std::size_t n = predicate.minimum; n > 0; --n) {
        const bool reachable = i + n <= size && predicate.minimum - n <= i;
        entry[n] = reachable ? emit(predicate.children[i], entry[n - 1], entry[n]) : on_false;
      }
    }
    return entry[predicate.minimum];
  }

  std::uint32_t push(const Instruction& instruction) {
    program_.code_.push_back(instruction);
    return static_cast<std::uint32_t>(program_.code_.size() - 1);
  }

  // Emits a loop. The body continues at `next` when an element fails it, and `next` jumps back to
  // the body, so `next` is emitted first and patched once the body's entry point is known.
  std::uint32_t emit_nested(const predicate::Predicate& predicate, std::uint32_t on_true,
                            std::uint32_t on_false) {
    Instruction step;
    step.op = Op::kNextElement;
    step.slot = predicate.nested_root;
    step.outer = loops_ == 0 ? Program::kNoLoop : static_cast<std::uint16_t>(loops_ - 1);
    step.loop = static_cast<std::uint16_t>(loops_);
    step.on_false = on_false;
    const std::uint32_t next = push(step);
    ++loops_;
    const std::uint32_t body = emit(predicate.children.front(), on_true, next);
    --loops_;
    program_.code_[next].on_true = body;
    step.op = Op::kFirstElement;
    step.on_true = body;
    return push(step);
  }

  std::uint32_t emit_test(const predicate::Predicate& predicate, std::uint32_t on_true,
                          std::uint32_t on_false) {
    Instruction instruction;
    instruction.slot = predicate.slot;
    instruction.on_true = on_true;
    instruction.on_false = on_false;
    if (loops_ > 0) instruction.loop = static_cast<std::uint16_t>(loops_ - 1);
    std::visit([&](const auto& test) { set_operand(instruction, test); }, predicate.test);
    return push(instruction);
  }

  // Appends one operand to the op's table.
  template <typename T>
  static void append(Instruction& instruction, Op op, std::vector<T>& table, T operand) {
    instruction.op = op;
    instruction.begin = static_cast<std::uint32_t>(table.size());
    instruction.count = 1;
    table.push_back(std::move(operand));
  }

  template <typename T>
  static void append_all(Instruction& instruction, Op op, std::vector<T>& table,
                         const std::vector<T>& operands) {
    instruction.op = op;
    instruction.begin = static_cast<std::uint32_t>(table.size());
    instruction.count = static_cast<std::uint32_t>(operands.size());
    table.insert(table.end(), operands.begin(), operands.end());
  }

  void set_operand(Instruction& instruction, const predicate::Exists&) { instruction.op = Op::kExists; }

  void set_operand(Instruction& instruction, const predicate::Texts& test) {
    const bool one = test.values.size() == 1;
    instruction.op = test.caseless ? Op::kTextCaseless : one ? Op::kText : Op::kTexts;
    instruction.begin = static_cast<std::uint32_t>(program_.texts_.size());
    instruction.count = static_cast<std::uint32_t>(test.values.size());
    for (const std::string& value : test.values) {
      program_.texts_.push_back({static_cast<std::uint32_t>(program_.text_bytes_.size()),
                                 static_cast<std::uint32_t>(value.size())});
      program_.text_bytes_ += value;
    }
  }

  void set_operand(Instruction& instruction, const predicate::TextRange& test) {
    append(instruction, Op::kTextRange, program_.text_ranges_, test);
  }

  void set_operand(Instruction& instruction, const predicate::Wildcards& test) {
    append_all(instruction, Op::kWildcards, program_.wildcards_, test.patterns);
  }

  void set_operand(Instruction& instruction, const predicate::Numbers& test) {
    if (test.reals.empty()) {
      append_all(instruction, Op::kIntegers, program_.integers_, test.integers.ranges());
    } else {
      append(instruction, Op::kNumbers, program_.numbers_, {test.integers, test.reals});
    }
  }

  void set_operand(Instruction& instruction, const predicate::Booleans& test) {
    instruction.op = Op::kBooleans;
    instruction.booleans =
        static_cast<std::uint8_t>((test.accepts_false ? 1 : 0) | (test.accepts_true ? 2 : 0));
  }

  void set_operand(Instruction& instruction, const predicate::Ips& test) {
    append(instruction, Op::kIps, program_.ips_, test.set);
  }

  void set_operand(Instruction& instruction, const predicate::Dates& test) {
    append_all(instruction, Op::kDates, program_.dates_, test.times.ranges());
  }

  void set_operand(Instruction& instruction, const predicate::Analysed& test) {
    append(instruction, Op::kAnalysed, program_.analysed_, test);
  }

  Program program_;
  std::size_t loops_ = 0;  // nested loops around the current node
};

Program Program::program_from(const predicate::Predicate& tree) {
  return ProgramBuilder().build(tree);
}

}  // namespace firstseen::program
