#include "hosting/channel_runner.hpp"

#include <spdlog/spdlog.h>

#include <future>
#include <iterator>
#include <numeric>

#include "hosting/merge.hpp"
#include "hosting/set_aside.hpp"

namespace seva::hosting {
namespace {

constexpr std::chrono::seconds kSoundLife{60};  ///< an instance that lived so long had no fault from its start
constexpr int kMostFailures = 2;
constexpr int kTooLarge = 413;

void set_unreadable_aside(ChannelEffects& effects, const PendingEvent& event) {
  if (event.verdict) return;  // It is set aside already.
  for (UnreadablePart& part : effects.unreadable)
    effects.turn.unreadable.push_back(
        set_aside(std::string_view(event.payload).substr(part.offset, part.size), origin_of(event.kind), std::move(part.reason)));
}

/// With what is needed to hand the event over again.
actions::Unreadable failed_event(const PendingEvent& event) {
  actions::Unreadable unreadable = set_aside(event.payload, origin_of(event.kind), "plugin_failed");
  unreadable.is_event = true;
  unreadable.event = event.kind == EventKind::webhook ? "webhook" : "stream_data";
  unreadable.tag = event.kind == EventKind::webhook ? std::string{} : event.tag;
  unreadable.head = event.head;
  return unreadable;
}

}  // namespace

ChannelRunner::ChannelRunner(ChannelSetup setup, ChannelServices& services)
    : setup_(std::move(setup)),
      services_(services),
      started_at_(services.clock.now()),
      next_start_(started_at_),
      quarantine_(setup_.crash_limit),
      committer_([this](actions::Turn turn) { return commit(std::move(turn)); }, [queue = queue_] { queue->wake(); }),
      thread_([this] { run(); }) {}

ChannelRunner::~ChannelRunner() { stop(); }

actions::WebhookResponse ChannelRunner::receive(const actions::WebhookRequest& request) {
  if (request.body.size() > kBodyBytes) return {kTooLarge, {}, {}};
  if (is_quarantined_) return {};
  PendingEvent event = pending_webhook("webhook-" + std::to_string(++webhooks_), request);
  auto response = event.response->future();
  const auto abandonment = event.response->abandonment();
  if (!queue_->offer(std::move(event))) {
    ++figures_.webhooks_refused;
    return {};
  }
  if (response.wait_for(services_.webhook_patience) == std::future_status::ready) return response.get();
  *abandonment = true;
  spdlog::warn(
      "channel {}: a webhook was not answered within {} ms and gets 503, nothing of it is acknowledged: the plugin or the database stands still",
      setup_.id, services_.webhook_patience.count());
  return {};
}

bool ChannelRunner::deliver(const domain::Delivery& delivery, bool is_retry) {
  return is_running_ && queue_->offer(pending_delivery(delivery, is_retry));
}

std::future<bool> ChannelRunner::hand_again(const actions::DeadLetter& letter) {
  auto event = pending_again(letter, setup_.line_end);
  if (!is_running_ || !event) return {};
  event->failures = kMostFailures - 1;
  event->verdict = std::make_unique<std::promise<bool>>();
  auto verdict = event->verdict->get_future();
  if (!queue_->offer(std::move(*event))) return {};
  return verdict;
}

bool ChannelRunner::take_stream_data(const std::string& tag, const std::vector<std::string>& parts) {
  return queue_->offer(pending_stream_data(tag, parts));
}

void ChannelRunner::stop() {
  if (!thread_.joinable()) return;
  is_stopping_ = true;
  queue_->wake();
  thread_.join();
}

void ChannelRunner::run() {
  while (!is_stopping_) {
    try {
      step();
    } catch (const std::exception& error) {
      spdlog::error("channel {} stumbled: {}", setup_.id, error.what());
      if (committer_.is_under_way()) static_cast<void>(committer_.take_outcome());
      under_way_.clear();
      forget_group();
      end_instance("The kernel stumbled; its log says more.");
    }
  }
  try {
    wind_up();
  } catch (const std::exception& error) {
    spdlog::error("channel {} did not end well: {}", setup_.id, error.what());
  }
  conversation_.reset();
  streams_.clear();
  is_running_ = false;
  queue_->close();
  while (queue_->pop()) continue;
  open_responses_.clear();
  again_.clear();
  group_.clear();
  under_way_.clear();
}

void ChannelRunner::step() {
  if (!conversation_) {
    if (services_.clock.now() < next_start_)
      queue_->wait_for_wake(services_.clock, next_start_);
    else
      start_instance();
    return;
  }
  if (committer_.is_done()) return settle();
  if (is_group_full()) return begin_next_commit();
  if (auto event = next_event()) {
    const bool is_alone = event->failures > 0;
    if (is_alone) flush();
    take(std::move(*event));
    if (is_alone) flush();
  } else if (!group_.empty() && !committer_.is_under_way()) {
    begin_commit();
  } else {
    queue_->wait(services_.clock, timers_.next());
  }
}

void ChannelRunner::wind_up() {
  queue_->close();
  while (conversation_) {
    auto event = next_event();
    if (!event) break;
    take(std::move(*event));
    if (is_group_full()) flush();
  }
  flush();
  if (!conversation_) return;
  take(pending_stop());
  flush();
  const auto until = services_.clock.now() + services_.stop_patience;
  while (conversation_ && has_open_responses() && services_.clock.now() < until) {
    if (auto event = next_event()) {
      take(std::move(*event));
      flush();
    } else {
      queue_->wait(services_.clock, std::min(until, timers_.next()));
    }
  }
}

void ChannelRunner::start_instance() {
  ++instance_;
  ++figures_.starts;
  services_.watch.note(setup_.id, PluginCount::start);
  started_at_ = services_.clock.now();
  auto opened = setup_.process->open();
  if (!opened) return crash(opened.error());
  conversation_ = std::move(*opened);
  std::vector<actions::PluginState> states;
  std::vector<domain::CallSession> calls;
  try {
    services_.store.read([&](actions::Transaction& transaction) {
      states = transaction.plugins().states(setup_.id);
      calls = transaction.calls().live(setup_.id, kKnownCalls);
    });
  } catch (const std::exception& error) {
    spdlog::error("channel {}: what it saved cannot be read: {}", setup_.id, error.what());
    return end_instance("What the plugin saved cannot be read from the database.");
  }
  state_sizes_.clear();
  for (const auto& state : states) state_sizes_.insert_or_assign(state.key, state.key.size() + state.value.size());
  PendingEvent start;
  start.kind = EventKind::start;
  start.payload = setup_.material.payload;
  start.json = [this, states = std::move(states), calls = std::move(calls)](const Stamp& stamp) {
    return start_event(stamp, setup_.material, states, calls, setup_.is_lead);
  };
  take(std::move(start));
  flush();
  if (!conversation_) return;
  is_running_ = true;
  services_.watch.set_state(setup_.id, PluginState::running);
}

void ChannelRunner::end_instance(const std::string& reason, bool is_from_outside) {
  ++figures_.failures;
  is_running_ = false;
  conversation_.reset();
  timers_.clear();
  streams_.clear();
  open_requests_ = 0;
  open_responses_.clear();
  if (services_.clock.now() - started_at_ >= kSoundLife) backoff_.reset();
  const auto wait = is_from_outside ? std::chrono::seconds{0} : backoff_.next();
  next_start_ = services_.clock.now() + wait;
  spdlog::warn("channel {} ended and starts again in {} s: {}", setup_.id, wait.count(), reason);
  services_.watch.set_state(setup_.id, PluginState::failed, reason);
  services_.watch.will_start_again(setup_.id, wait);
}

void ChannelRunner::crash(const domain::Problem& problem) {
  const bool is_too_often = quarantine_.note_crash(services_.clock.now());
  const bool is_from_outside = problem.code == kKilledFromOutside;
  end_instance(sentence_of(problem), is_from_outside);
  if (!is_from_outside) services_.watch.note_crash(setup_.id, sentence_of(problem));
  if (!is_too_often) return;
  next_start_ = SteadyClock::Time::max();
  is_quarantined_ = true;
  spdlog::error("channel {} is quarantined", setup_.id);
  services_.watch.set_quarantined(setup_.id, quarantine_.reason(sentence_of(problem)));
}

std::optional<PendingEvent> ChannelRunner::next_event() {
  if (!again_.empty()) {
    PendingEvent event = std::move(again_.front());
    again_.pop_front();
    return event;
  }
  for (const std::string& tag : timers_.due(services_.clock.now())) queue_->push(pending_timer(tag, instance_));
  return queue_->pop();
}

domain::Result<ChannelEffects> ChannelRunner::hand_over(const PendingEvent& event) {
  ++figures_.events;
  const auto before = services_.clock.now();
  const auto effects = conversation_->send(event.json(services_.stamps.next()), event.payload);
  const auto took = services_.clock.now() - before;
  services_.watch.note_event(setup_.id, 0, std::chrono::duration_cast<std::chrono::microseconds>(took));
  if (took > kHandleTime) {
    ++figures_.slow_events;
    spdlog::warn("channel {} took longer than 2 s for one event", setup_.id);
  }
  if (!effects) return effects.error();
  group_bytes_ += effects->size();
  auto read = reader_.read(setup_.id, *effects, event.payload.size());
  if (!read) return read;
  services_.watch.note(setup_.id, PluginCount::effect, read->count);
  if (const auto problem = remember_state(read->turn)) return *problem;
  return read;
}

std::optional<domain::Problem> ChannelRunner::remember_state(const actions::Turn& turn) {
  if (turn.saves.empty()) return std::nullopt;
  for (const auto& save : turn.saves) state_sizes_.insert_or_assign(save.key, save.key.size() + save.value.size());
  const std::size_t size = std::accumulate(state_sizes_.begin(), state_sizes_.end(), std::size_t{0},
                                           [](std::size_t sum, const auto& entry) { return sum + entry.second; });
  if (size <= kStateBytes) return std::nullopt;
  return domain::invalid("effects_refused", "The plugin keeps more than 1 MB.", "effects.save", "Keep less, or empty keys that are not needed.");
}

void ChannelRunner::take(PendingEvent event) {
  const bool is_of_another = event.instance != 0 && event.instance != instance_;
  const bool is_unwanted = event.is_unwanted && *event.is_unwanted;
  if (is_of_another || is_unwanted || (event.response && event.response->is_abandoned())) return;
  if (event.kind == EventKind::stream_closed) streams_.erase(event.tag);
  if (event.kind == EventKind::http_response) --open_requests_;
  auto effects = hand_over(event);
  if (!effects) return fail(std::move(event), effects.error());
  ++figures_.turns;
  const bool could_read = effects->unreadable.empty();
  set_unreadable_aside(*effects, event);
  if (event.response) keep_open(event.tag, std::move(event.response));
  group_.push_back({std::move(event), std::move(*effects), could_read});
}

void ChannelRunner::fail(PendingEvent event, const domain::Problem& problem) {
  flush(true);
  if (conversation_) crash(problem);
  if (!event.comes_from_outside()) return;
  if (problem.code == kKilledFromOutside) return again_.push_front(std::move(event));
  if (event.parts.size() > 1) {
    auto parts = parts_of(event);
    again_.insert(again_.begin(), std::make_move_iterator(parts.begin()), std::make_move_iterator(parts.end()));
    return;
  }
  if (++event.failures >= kMostFailures) return give_up(std::move(event));
  again_.push_front(std::move(event));
}

void ChannelRunner::give_up(PendingEvent event) {
  if (event.verdict) return event.verdict->set_value(false);
  actions::Turn turn;
  turn.channel = setup_.id;
  if (event.delivery)
    turn.receipts.push_back({event.delivery, {}, actions::Receipt::State::failed, "plugin_failed", {}});
  else
    turn.unreadable.push_back(failed_event(event));
  ++figures_.dead_letters;
  backoff_.reset();
  const bool is_stored = commit(std::move(turn));
  if (event.response) event.response->answer({is_stored ? 500 : 503, {}, {}});
}

/// What was handled becomes what is under way; nothing else may be.
void ChannelRunner::begin_commit(bool is_ending) {
  under_way_ = std::move(group_);
  forget_group();
  actions::Turn merged;
  merged.channel = setup_.id;
  bool is_stored = false;
  for (HandledTurn& handled : under_way_) {
    is_stored = is_stored || handled.effects.is_stored();
    merge(merged, handled.effects.turn);
  }
  if (is_stored)
    committer_.begin(std::move(merged));
  else
    carry_out_under_way(is_ending);
}

/// Waits for what is under way, and does what it asks for or ends the instance.
void ChannelRunner::settle(bool is_ending) {
  if (!committer_.is_under_way()) return;
  if (committer_.take_outcome()) return carry_out_under_way(is_ending);
  under_way_.clear();
  forget_group();
  end_instance("What the plugin brought could not be stored.");
}

void ChannelRunner::carry_out_under_way(bool is_ending) {
  std::vector<HandledTurn> group = std::move(under_way_);
  under_way_.clear();
  for (HandledTurn& handled : group)
    if (handled.event.verdict) handled.event.verdict->set_value(handled.could_read);
  for (HandledTurn& handled : group)
    for (Action& action : handled.effects.actions) carry_out(action, is_ending);
}

void ChannelRunner::begin_next_commit() {
  settle();
  if (!group_.empty()) begin_commit();
}

void ChannelRunner::flush(bool is_ending) {
  settle(is_ending);
  if (group_.empty()) return;
  begin_commit(is_ending);
  settle(is_ending);
}

void ChannelRunner::forget_group() {
  group_.clear();
  group_bytes_ = 0;
}

bool ChannelRunner::commit(actions::Turn turn) {
  try {
    services_.commit(std::move(turn));
    ++figures_.commits;
    return true;
  } catch (const std::exception& error) {
    ++figures_.failed_commits;
    spdlog::error("channel {}: a turn could not be stored: {}", setup_.id, error.what());
    return false;
  }
}

}  // namespace seva::hosting
