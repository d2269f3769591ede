#include "seva/poller.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace seva {
namespace {

/// Time for an answer to come after its time limit, before the poller stops waiting for it.
constexpr std::chrono::milliseconds kGrace{10'000};

std::optional<Instant> read_cursor(std::string_view saved) {
  std::int64_t micros = 0;
  const auto [end, error] = std::from_chars(saved.data(), saved.data() + saved.size(), micros);
  if (saved.empty() || error != std::errc() || end != saved.data() + saved.size() || micros <= 0) return std::nullopt;
  return from_micros(micros);
}

}  // namespace

Poller::Poller(PollerSettings settings, Ask ask, Read read) : settings_(std::move(settings)), ask_(std::move(ask)), read_(std::move(read)) {}

void Poller::start(const Start& start, Effects& effects) {
  cursor_ = read_cursor(start.state.get(settings_.name));
  effects.set_timer(settings_.name, settings_.first_after);
}

bool Poller::on_timer(const TimerFired& timer, Effects& effects) {
  if (timer.tag != settings_.name) return false;
  if (is_waiting_) {
    fail({"The service did not answer."}, effects);
    return true;
  }
  newest_ = cursor_;
  pages_ = 0;
  ask(timer, effects);
  return true;
}

bool Poller::on_http_response(const HttpResponse& response, Effects& effects) {
  if (!response.tag.starts_with(settings_.name + '#')) return false;
  if (!is_waiting_ || response.tag != request_tag()) return true;
  is_waiting_ = false;
  if (response.status == 0) {
    fail({"No answer: " + std::string(response.error)}, effects);
    return true;
  }
  const Reading reading = read_(response, effects);
  if (const auto* page = std::get_if<Page>(&reading))
    finish_page(*page, response, effects);
  else
    fail(std::get<Retry>(reading), effects);
  return true;
}

void Poller::ask(const Event& event, Effects& effects) {
  const Instant since = cursor_ ? *cursor_ - settings_.overlap : event.now - settings_.first_look_back;
  HttpRequest request = ask_({since, page_, event.now, event.id});
  ++request_number_;
  request.tag = request_tag();
  request.timeout = settings_.timeout;
  effects.request(request);
  effects.set_timer(settings_.name, settings_.timeout + kGrace);
  is_waiting_ = true;
}

void Poller::finish_page(const Page& page, const HttpResponse& response, Effects& effects) {
  if (page.newest && (!newest_ || *page.newest > *newest_)) newest_ = page.newest;
  if (page.next.empty()) return finish_poll(effects);
  if (++pages_ >= settings_.most_pages) return fail({"There are too many pages."}, effects);
  page_ = page.next;
  ask(response, effects);
}

void Poller::finish_poll(Effects& effects) {
  if (newest_ && newest_ != cursor_) {
    cursor_ = newest_;
    effects.save(settings_.name, std::to_string(to_micros(*cursor_)));
  }
  page_.clear();
  failures_ = 0;
  report(HealthState::ok, {}, effects);
  effects.set_timer(settings_.name, settings_.interval);
}

void Poller::fail(const Retry& retry, Effects& effects) {
  constexpr int kMostDoublings = 16;
  const std::int64_t doubled = settings_.backoff.count() << std::min(failures_, kMostDoublings);
  const std::chrono::milliseconds backoff{std::min<std::int64_t>(doubled, settings_.longest_backoff.count())};
  constexpr int kFailuresUntilDown = 5;
  ++failures_;
  is_waiting_ = false;
  page_.clear();
  const bool is_down = retry.health == HealthState::degraded && failures_ >= kFailuresUntilDown;
  report(is_down ? HealthState::down : retry.health, retry.detail, effects);
  effects.set_timer(settings_.name, std::max(backoff, retry.after));
}

void Poller::report(HealthState state, std::string_view detail, Effects& effects) {
  if (state == reported_) return;
  reported_ = state;
  effects.health(settings_.name, state, detail);
}

std::string Poller::request_tag() const { return settings_.name + '#' + std::to_string(request_number_); }

}  // namespace seva
