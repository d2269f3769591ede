#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <unordered_set>
#include <vector>

#include "actions/ports.hpp"
#include "hosting/catalogue.hpp"
#include "hosting/department_answers.hpp"
#include "hosting/events.hpp"
#include "hosting/quarantine.hpp"
#include "hosting/timers.hpp"

namespace seva::hosting {

/// A department that is switched on: as many instances of its plugin as threads ask at the same time, at most one a processor (but two). All are sent
/// the same `start`, so that all answer alike. Safe to use from any thread.
///
/// An instance that fails is ended; a new one is started after 1 s, at last after 60 s. Meanwhile the other instances answer, or nobody does. One
/// that was ended from outside is no failure of the question: another instance is asked the same at once; but it counts as a crash. After too many
/// crashes every instance is ended.
class Department {
 public:
  struct Services {
    PluginWatch& watch;
    Stamps& stamps;
    SteadyClock& clock;
  };
  /// Of the settings, what makes another department where it differs.
  struct Rules {
    domain::CrashLimit crash_limit;
    domain::Isolation isolation = domain::Isolation::process;
    friend bool operator==(const Rules&, const Rules&) = default;
  };

  /// Starts the first instance at once, so that a start that fails is seen at once.
  Department(const InstalledPlugin& plugin, StartMaterial material, const domain::Instance& instance, Services services, Rules rules);

  /// nullopt: it failed, or has no instance now. Asks in batches of at most 100.
  [[nodiscard]] std::optional<std::vector<domain::Assessment>> assess(std::span<const actions::Assessable> messages);
  /// First the form of the manifest (codes outcome_unknown, field_required, field_invalid), then the plugin.
  [[nodiscard]] domain::Result<std::vector<actions::OutcomeProblem>> check_outcome(const domain::Ticket& ticket, const domain::Outcome& outcome);

  /// True if a start with this material would be the same.
  [[nodiscard]] bool is_started_with(const StartMaterial& material, const domain::Instance& instance) const;
  /// True if it is this version of its plugin, run in this way.
  [[nodiscard]] bool is_of(const InstalledPlugin& plugin, const Rules& rules) const { return &plugin == &plugin_ && rules == rules_; }

  /// It crashed too often and is not started again: whoever wants it makes another one. Nobody answers.
  [[nodiscard]] bool is_quarantined();

 private:
  struct Seat {
    std::unique_ptr<Conversation> conversation;
    DepartmentReader reader;
  };

  [[nodiscard]] std::unique_ptr<Seat> take_seat();
  [[nodiscard]] std::unique_ptr<Seat> start_seat();
  void give_back(std::unique_ptr<Seat> seat);
  /// Of an instance that failed: the next one starts after a while.
  void drop_seat(const domain::Problem& problem);
  /// Of an instance that was ended from outside: another one may start at once.
  void lose_seat(const domain::Problem& problem);
  /// Counts the crash of an instance that is no more, and tells of it. `wait`: before the next one starts.
  void note_crash(const domain::Problem& problem, std::chrono::seconds wait);
  [[nodiscard]] domain::Result<std::unique_ptr<Seat>> try_start_seat();
  /// By any instance; again by another one where that was ended from outside. nullopt: it failed, or there is no instance now.
  [[nodiscard]] std::optional<DepartmentEffects> ask_any(const std::string& event, const std::string& payload, DepartmentQuestion question,
                                                         std::span<const actions::Assessable> messages);
  [[nodiscard]] domain::Result<DepartmentEffects> ask(Seat& seat, const std::string& event, const std::string& payload, DepartmentQuestion question,
                                                      std::span<const actions::Assessable> messages);
  [[nodiscard]] std::optional<domain::Problem> unknown_unit(const DepartmentEffects& effects) const;
  [[nodiscard]] bool assess_batch(std::span<const actions::Assessable> messages, std::vector<domain::Assessment>& assessments);

  const InstalledPlugin& plugin_;
  StartMaterial material_;
  std::string start_json_;
  std::string start_without_stamp_;
  std::unordered_set<std::string> units_;
  Services services_;
  const Rules rules_;
  const std::size_t most_seats_;

  std::mutex mutex_;  ///< guards what follows
  std::condition_variable seat_is_free_;
  std::vector<std::unique_ptr<Seat>> idle_;
  std::size_t seats_ = 0;
  Backoff backoff_;
  SteadyClock::Time next_start_;
  Quarantine quarantine_;
  bool is_quarantined_ = false;
  bool is_failed_ = true;  ///< as the watch was told
};

}  // namespace seva::hosting
