#include "hosting/department.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <thread>

#include "hosting/limits.hpp"
#include "hosting/outcome_form.hpp"

namespace seva::hosting {
namespace {

constexpr int kTriesAfterAnEndFromOutside = 3;

/// The accounts that this department owns, and those that nobody does.
std::vector<domain::Account> accounts_of(const domain::Instance& instance, const std::string& department) {
  std::vector<domain::Account> accounts;
  for (const auto& account : instance.accounts)
    if (account.department.empty() || account.department == department) accounts.push_back(account);
  return accounts;
}

std::string start_json(const Stamp& stamp, const std::string& id, const StartMaterial& material, const domain::Instance& instance) {
  return department_start_event(stamp, material, instance.units.all(), accounts_of(instance, id));
}

}  // namespace

Department::Department(const InstalledPlugin& plugin, StartMaterial material, const domain::Instance& instance, Services services, Rules rules)
    : plugin_(plugin),
      material_(std::move(material)),
      start_json_(start_json(services.stamps.next(), plugin.manifest.id, material_, instance)),
      start_without_stamp_(start_json({}, plugin.manifest.id, material_, instance)),
      services_(services),
      rules_(rules),
      most_seats_(std::max(2U, std::thread::hardware_concurrency())),
      next_start_(services.clock.now()),
      quarantine_(rules.crash_limit) {
  for (const auto& unit : instance.units.all()) units_.insert(unit.code);
  if (auto seat = take_seat()) give_back(std::move(seat));
}

bool Department::is_started_with(const StartMaterial& material, const domain::Instance& instance) const {
  return material == material_ && start_json({}, plugin_.manifest.id, material, instance) == start_without_stamp_;
}

std::unique_ptr<Department::Seat> Department::take_seat() {
  std::unique_lock lock(mutex_);
  while (idle_.empty()) {
    if (is_quarantined_) return nullptr;
    if (seats_ < most_seats_ && services_.clock.now() >= next_start_) {
      ++seats_;
      lock.unlock();
      return start_seat();
    }
    if (seats_ == 0) return nullptr;
    seat_is_free_.wait(lock);
  }
  auto seat = std::move(idle_.back());
  idle_.pop_back();
  return seat;
}

std::unique_ptr<Department::Seat> Department::start_seat() {
  for (int tries_left = kTriesAfterAnEndFromOutside;; --tries_left) {
    auto seat = try_start_seat();
    if (seat) return std::move(*seat);
    if (seat.error().code != kKilledFromOutside || tries_left == 0) {
      drop_seat(seat.error());
      return nullptr;
    }
    lose_seat(seat.error());
    const std::lock_guard lock(mutex_);
    if (is_quarantined_) return nullptr;
    ++seats_;
  }
}

domain::Result<std::unique_ptr<Department::Seat>> Department::try_start_seat() {
  PluginProcess* const process = plugin_.process_for(rules_.isolation);
  if (process == nullptr) return not_loaded(plugin_);
  auto opened = process->open();
  if (!opened) return opened.error();
  services_.watch.note(plugin_.manifest.id, PluginCount::start);
  auto seat = std::make_unique<Seat>();
  seat->conversation = std::move(*opened);
  if (const auto started = ask(*seat, start_json_, material_.payload, DepartmentQuestion::none, {}); !started) return started.error();
  return seat;
}

void Department::give_back(std::unique_ptr<Seat> seat) {
  bool was_failed = false;
  {
    const std::lock_guard lock(mutex_);
    if (is_quarantined_) {
      --seats_;
    } else {
      idle_.push_back(std::move(seat));
      was_failed = std::exchange(is_failed_, false);
      backoff_.reset();
    }
  }
  seat_is_free_.notify_one();
  if (was_failed) services_.watch.set_state(plugin_.manifest.id, PluginState::running);
}

bool Department::is_quarantined() {
  const std::lock_guard lock(mutex_);
  return is_quarantined_;
}

void Department::lose_seat(const domain::Problem& problem) { note_crash(problem, std::chrono::seconds{0}); }

void Department::drop_seat(const domain::Problem& problem) {
  const auto wait = [this] {
    const std::lock_guard lock(mutex_);
    return backoff_.next();
  }();
  note_crash(problem, wait);
}

void Department::note_crash(const domain::Problem& problem, std::chrono::seconds wait) {
  const std::string& id = plugin_.manifest.id;
  const std::string reason = sentence_of(problem);
  std::vector<std::unique_ptr<Seat>> ended;
  std::string quarantine;
  {
    const std::lock_guard lock(mutex_);
    --seats_;
    is_failed_ = true;
    next_start_ = std::max(next_start_, services_.clock.now() + wait);
    is_quarantined_ = quarantine_.note_crash(services_.clock.now()) || is_quarantined_;
    if (is_quarantined_) {
      quarantine = quarantine_.reason(reason);
      ended.swap(idle_);
      seats_ -= ended.size();
    }
  }
  seat_is_free_.notify_all();
  spdlog::warn("department {} failed: {}", id, reason);
  services_.watch.set_state(id, PluginState::failed, reason);
  if (problem.code != kKilledFromOutside) services_.watch.note_crash(id, reason);
  if (quarantine.empty()) return services_.watch.will_start_again(id, wait);
  spdlog::error("department {} is quarantined", id);
  services_.watch.set_quarantined(id, quarantine);
}

domain::Result<DepartmentEffects> Department::ask(Seat& seat, const std::string& event, const std::string& payload, DepartmentQuestion question,
                                                  std::span<const actions::Assessable> messages) {
  const auto before = services_.clock.now();
  const auto answer = seat.conversation->send(event, payload);
  const auto took = std::chrono::duration_cast<std::chrono::microseconds>(services_.clock.now() - before);
  services_.watch.note_event(plugin_.manifest.id, messages.size(), took);
  if (!answer) return answer.error();
  auto effects = seat.reader.read(plugin_.manifest.id, *answer, question, messages);
  if (!effects) return effects;
  services_.watch.note(plugin_.manifest.id, PluginCount::effect, effects->count);
  if (auto problem = unknown_unit(*effects)) return std::move(*problem);
  for (const LogLine& line : effects->log) write_log(plugin_.manifest.id, line);
  for (const HealthReport& report : effects->health) services_.watch.set_health(plugin_.manifest.id, report);
  return effects;
}

std::optional<domain::Problem> Department::unknown_unit(const DepartmentEffects& effects) const {
  const auto is_unknown = [&](const std::string& unit) { return !unit.empty() && !units_.contains(unit); };
  for (std::size_t index = 0; index < effects.assessments.size(); ++index) {
    const domain::Assessment& assessment = effects.assessments[index];
    bool is_wrong = is_unknown(assessment.unit);
    for (const auto& candidate : assessment.candidates) is_wrong = is_wrong || is_unknown(candidate.unit);
    if (is_wrong)
      return domain::invalid("effects_refused", "The instance has no such unit.", "effects.results[" + std::to_string(index) + "].unit",
                             "Answer units of the start event only.");
  }
  return std::nullopt;
}

std::optional<DepartmentEffects> Department::ask_any(const std::string& event, const std::string& payload, DepartmentQuestion question,
                                                     std::span<const actions::Assessable> messages) {
  // Every instance that waits may have been ended meanwhile.
  for (std::size_t tries_left = most_seats_ + kTriesAfterAnEndFromOutside;; --tries_left) {
    auto seat = take_seat();
    if (seat == nullptr) return std::nullopt;
    auto effects = ask(*seat, event, payload, question, messages);
    if (effects) {
      give_back(std::move(seat));
      return std::move(*effects);
    }
    seat.reset();
    if (effects.error().code != kKilledFromOutside || tries_left == 0) {
      drop_seat(effects.error());
      return std::nullopt;
    }
    lose_seat(effects.error());
  }
}

bool Department::assess_batch(std::span<const actions::Assessable> messages, std::vector<domain::Assessment>& assessments) {
  auto effects = ask_any(assess_event(services_.stamps.next()), assess_payload(messages), DepartmentQuestion::assess, messages);
  if (!effects) return false;
  std::move(effects->assessments.begin(), effects->assessments.end(), std::back_inserter(assessments));
  return true;
}

std::optional<std::vector<domain::Assessment>> Department::assess(std::span<const actions::Assessable> messages) {
  std::vector<domain::Assessment> assessments;
  assessments.reserve(messages.size());
  for (std::size_t first = 0; first < messages.size(); first += kMessagesTogether)
    if (!assess_batch(messages.subspan(first, std::min(kMessagesTogether, messages.size() - first)), assessments)) return std::nullopt;
  return assessments;
}

domain::Result<std::vector<actions::OutcomeProblem>> Department::check_outcome(const domain::Ticket& ticket, const domain::Outcome& outcome) {
  if (auto problems = form_problems(plugin_.manifest, outcome); !problems.empty()) return problems;
  auto effects = ask_any(check_outcome_event(services_.stamps.next(), ticket, outcome), {}, DepartmentQuestion::check_outcome, {});
  if (!effects)
    return domain::Problem{domain::ProblemKind::unavailable,
                           "department_failed",
                           "The department's plugin does not answer now, or failed at this outcome.",
                           {},
                           "Try again in a minute; tell the administrator where it goes on."};
  return std::move(effects->problems);
}

}  // namespace seva::hosting
