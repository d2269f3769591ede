#include "seva/stream.hpp"

#include <algorithm>

namespace seva {
namespace {

constexpr int kFailuresUntilDown = 3;

}  // namespace

void Stream::start(Effects& effects) { open(effects); }

void Stream::open(Effects& effects) {
  state_ = State::opening;
  effects.open_stream({settings_.name, settings_.url, settings_.headers, settings_.delimiter, settings_.silence});
  effects.set_timer(settings_.name, settings_.proof);
}

bool Stream::on_opened(const StreamOpened& opened, Effects&) {
  if (opened.tag != settings_.name) return false;
  if (state_ == State::opening) state_ = State::open;
  return true;
}

bool Stream::on_closed(const StreamClosed& closed, Effects& effects) {
  if (closed.tag != settings_.name) return false;
  if (state_ == State::opening || is_open()) wait(HealthState::degraded, "The stream ended: " + std::string(closed.error), effects);
  return true;
}

bool Stream::on_timer(const TimerFired& timer, Effects& effects) {
  if (timer.tag != settings_.name) return false;
  if (state_ == State::waiting) {
    open(effects);
  } else if (state_ == State::opening || state_ == State::open) {
    effects.close_stream(settings_.name);
    wait(HealthState::degraded, "The peer does not answer.", effects);
  }
  return true;
}

void Stream::prove(Effects& effects) {
  if (state_ != State::open && state_ != State::opening) return;
  state_ = State::proven;
  failures_ = 0;
  effects.cancel_timer(settings_.name);
  report(HealthState::ok, {}, effects);
}

void Stream::give_up(HealthState health, std::string_view detail, Effects& effects) {
  if (state_ != State::opening && !is_open()) return;
  effects.close_stream(settings_.name);
  wait(health, detail, effects);
}

void Stream::send(std::string_view data, Effects& effects) {
  if (is_open()) effects.send_stream(settings_.name, data);
}

void Stream::wait(HealthState health, std::string_view detail, Effects& effects) {
  constexpr int kMostDoublings = 16;
  const std::int64_t doubled = settings_.backoff.count() << std::min(failures_, kMostDoublings);
  state_ = State::waiting;
  ++failures_;
  const bool is_down = health == HealthState::degraded && failures_ >= kFailuresUntilDown;
  report(is_down ? HealthState::down : health, detail, effects);
  effects.set_timer(settings_.name, std::chrono::milliseconds{std::min<std::int64_t>(doubled, settings_.longest_backoff.count())});
}

void Stream::report(HealthState health, std::string_view detail, Effects& effects) {
  if (health == reported_) return;
  reported_ = health;
  effects.health(settings_.name, health, detail);
}

}  // namespace seva
