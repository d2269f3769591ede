// Takes the place of the kernel's reach() in `seva-failing`. SEVA_FAILPOINT=NAME@N: at before_commit, after_commit and after_foreign_answer the
// program ends, as by SIGKILL, when the place is reached for the Nth time; at commit_unknown each Nth commit is done and its answer lost. It says so.
#include "actions/failpoint.hpp"

#include <sys/types.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <string_view>

#include "storage/database_error.hpp"

namespace seva::actions {
namespace {

constexpr std::string_view kReached = "failpoint reached\n";

enum class Act { none = 1, end, lose_answer };

struct Chosen {
  Act act = Act::none;
  Failpoint point = Failpoint::before_commit;
  long number = 0;
};

Chosen chosen() {
  const char* text = std::getenv("SEVA_FAILPOINT");
  if (text == nullptr) return {};
  const std::string written = text;
  const auto at = written.find('@');
  const std::string name = written.substr(0, at);
  const long number = at == std::string::npos ? 1 : std::stol(written.substr(at + 1));
  if (name == "before_commit") return {Act::end, Failpoint::before_commit, number};
  if (name == "after_commit") return {Act::end, Failpoint::after_commit, number};
  if (name == "after_foreign_answer") return {Act::end, Failpoint::after_foreign_answer, number};
  if (name == "commit_unknown") return {Act::lose_answer, Failpoint::after_commit, number};
  throw std::invalid_argument("SEVA_FAILPOINT names no failpoint: " + written);
}

}  // namespace

void reach(Failpoint point) {
  static const Chosen kChosen = chosen();
  static std::atomic<long> times{0};
  if (kChosen.act == Act::none || point != kChosen.point) return;
  const long time = ++times;
  if (time % kChosen.number != 0) return;
  static_cast<void>(!::write(STDERR_FILENO, kReached.data(), kReached.size()));
  if (kChosen.act == Act::end) ::kill(::getpid(), SIGKILL);
  throw storage::DatabaseError(storage::Failure::connection_lost, 0, "commit");
}

}  // namespace seva::actions
