#pragma once

#include "actions/ports.hpp"

namespace seva::actions {

/// Messages that came while their department was switched off, or had failed, wait in triage. This asks the departments again and decides what
/// can be decided now, as if the message had just come; what nobody answers for waits on. Run it again and again, by one thread.
class AssessAgain {
 public:
  explicit AssessAgain(Ports& ports) : ports_(ports) {}

  /// Looks at the next hundred that wait, and from the first one again after the last. The number of messages decided.
  std::size_t run();

 private:
  Ports& ports_;
  domain::TriageId last_;
};

}  // namespace seva::actions
