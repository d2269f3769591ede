#pragma once

#include <sys/types.h>

#include <chrono>
#include <string>
#include <string_view>

#include "domain/result.hpp"
#include "hosting/child/frames.hpp"
#include "hosting/process/spawner.hpp"

namespace seva::hosting {

/// The kernel's end of the link to a plugin's process, and the process itself: it is ended, and nothing of it is left, when this is destroyed. What
/// comes from it is foreign. For one thread at a time.
class ChildLink {
 public:
  using Deadline = std::chrono::steady_clock::time_point;

  ChildLink(Spawner::Child child, std::string label);
  ChildLink(const ChildLink&) = delete;
  ChildLink& operator=(const ChildLink&) = delete;
  ~ChildLink();

  struct Answer {
    child::AnswerKind kind = child::AnswerKind::failed;
    std::string_view bytes;  ///< until the next answer is taken
  };
  /// Hands over and takes the answer. After a Problem the process has ended, and the Problem says how: plugin_overran (the deadline),
  /// plugin_not_allowed, plugin_crashed (the signal or exit), plugin_killed (from outside: not the plugin's failure), effects_too_large,
  /// plugin_answer_garbled.
  [[nodiscard]] domain::Result<void> send(std::string_view event, std::string_view payload, Deadline until);
  /// A process that computes longer than `at_par` for its answer goes behind the others of the machine until the answer is there, after five times as
  /// long behind all of them, so that no plugin takes the processors from those who serve.
  [[nodiscard]] domain::Result<Answer> take(Deadline until, std::chrono::milliseconds at_par);

  [[nodiscard]] pid_t process() const { return child_.process; }

 private:
  enum class Transfer : std::uint8_t { done = 1, hung_up, late };

  [[nodiscard]] domain::Result<Answer> take(Deadline until);
  [[nodiscard]] Transfer wait(short events, Deadline until) const;
  [[nodiscard]] bool is_ready_by(Deadline time) const;
  [[nodiscard]] std::chrono::nanoseconds processor_time() const;
  void set_niceness(int niceness) const;
  [[nodiscard]] Transfer read(void* bytes, std::size_t size, Deadline until);
  [[nodiscard]] domain::Problem ended(Transfer how);
  [[nodiscard]] domain::Problem ended_because(std::string code, std::string what);
  [[nodiscard]] int end();

  Spawner::Child child_;
  std::string label_;
  std::string bytes_;
  bool is_ended_ = false;
};

}  // namespace seva::hosting
