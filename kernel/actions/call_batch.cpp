#include "actions/call_batch.hpp"

#include <algorithm>

namespace seva::actions {
namespace {

using domain::CallBack;
using domain::CallBackState;
using domain::CallSession;
using domain::CallState;
using domain::DeliveryState;

bool was_answered(const CallSession& call) { return call.facts.first(CallState::answered).has_value(); }

void close(CallBack& call_back, CallBackState as, domain::Instant now) {
  call_back.state = as;
  call_back.settled_at = now;
}

}  // namespace

domain::Event call_back_event(Identities& identities, const CallSession& call, domain::Actor actor, domain::Instant now) {
  domain::Event event;
  event.id = identities.next<domain::EventId>();
  event.kind = domain::EventKind::call_back_changed;
  event.at = event.source_at = now;
  event.actor = std::move(actor);
  event.set(domain::detail_name::kCall, std::to_string(call.id.value));
  event.set(domain::detail_name::kState, name_of(call.call_back.state));
  if (call.call_back.delivery) event.set(domain::detail_name::kDelivery, std::to_string(call.call_back.delivery.value));
  return event;
}

CallBatch::Held& CallBatch::hold(CallSession call) {
  std::string key = call.call_id;
  const auto held = held_.find(key);
  if (held != held_.end()) return held->second;
  Held stored{call, std::move(call)};
  return held_.emplace(std::move(key), std::move(stored)).first->second;
}

void CallBatch::load(const std::string& channel, const std::vector<std::string>& call_ids) {
  for (CallSession& stored : transaction_.calls().by_call_ids(channel, call_ids)) static_cast<void>(hold(std::move(stored)));
}

/// News of a call that lies in an archive with its ticket comes years late, by a file that is replayed: it opens no second one.
std::vector<domain::CallUpdate> CallBatch::without_archived(const std::string& channel, std::vector<domain::CallUpdate> updates) const {
  std::vector<std::string> call_ids;
  for (const domain::CallUpdate& update : updates) call_ids.push_back(update.call_id);
  const auto archived = transaction_.calls().archived(channel, call_ids);
  std::erase_if(updates,
                [&](const domain::CallUpdate& update) { return std::find(archived.begin(), archived.end(), update.call_id) != archived.end(); });
  return updates;
}

void CallBatch::take(const std::string& channel, const std::vector<domain::CallUpdate>& told, Counts& counts) {
  const std::vector<domain::CallUpdate> updates = without_archived(channel, told);
  counts.calls += static_cast<std::int64_t>(told.size() - updates.size());
  if (updates.empty()) return;
  std::vector<std::string> call_ids;
  for (const domain::CallUpdate& update : updates) call_ids.push_back(update.call_id);
  load(channel, call_ids);
  for (const domain::CallUpdate& update : updates) {
    const auto [held, is_new] = held_.try_emplace(update.call_id);
    CallSession& call = held->second.now;
    if (is_new) {
      call.id = ports_.identities.next<domain::CallId>();
      call.channel = channel;
      call.call_id = update.call_id;
      call.is_replay = is_replay_;
    }
    merge(call.facts, update);
    ++counts.calls;
  }
  std::vector<Held*> touched;
  std::sort(call_ids.begin(), call_ids.end());
  call_ids.erase(std::unique(call_ids.begin(), call_ids.end()), call_ids.end());
  for (const std::string& call_id : call_ids) touched.push_back(&held_.at(call_id));
  look_up_callers(channel, touched);
  for (Held* held : touched) {
    place(held->now);
    owe(held->now);
  }
  settle_earlier(channel, touched);
}

/// The screen-pop's first half: who calls. Before the commit, so that whoever sees the call sees the caller.
void CallBatch::look_up_callers(const std::string& channel, const std::vector<Held*>& touched) {
  std::vector<std::string> numbers;
  for (const Held* held : touched)
    if (!held->now.citizen && !held->now.facts.number.value.empty()) numbers.push_back(held->now.facts.number.value);
  if (numbers.empty()) return;
  const auto known = transaction_.intake().citizens(channel, numbers);
  for (Held* held : touched)
    if (const auto citizen = known.find(held->now.facts.number.value); !held->now.citizen && citizen != known.end())
      held->now.citizen = citizen->second;
}

/// When it began and whose it is.
void CallBatch::place(CallSession& call) const {
  std::optional<domain::Instant> earliest;
  for (const auto& at : call.facts.first_at)
    if (at && (!earliest || *at < *earliest)) earliest = at;
  call.started_at = earliest.value_or(now_);
  const domain::Account* account = instance_.account(call.channel, call.facts.to.value);
  const bool is_ours = account != nullptr && !account->is_placeholder && account->mode != domain::AccountMode::off;
  const domain::PluginSettings* channel = instance_.channel(call.channel);
  const bool is_sealed = channel != nullptr && channel->is_sealed();
  call.unit = is_ours ? account->unit : is_sealed ? channel->sealed_for : instance_.triage_unit;
}

/// Whoever gave up is owed a call; whoever turns out to have been answered is not.
void CallBatch::owe(CallSession& call) const {
  CallBack& call_back = call.call_back;
  const bool has_given_up = call.facts.state.value == CallState::abandoned && !call.facts.number.value.empty();
  if (has_given_up && call_back.state == CallBackState::none) {
    call_back.state = CallBackState::owed;
    call_back.owed_since = call.facts.first(CallState::abandoned);
  } else if (!has_given_up && call_back.state == CallBackState::owed && !call_back.delivery) {
    call_back = {};
  } else if (domain::is_owed(call_back.state) && call_back.delivery && call.facts.state.value == CallState::answered) {
    close(call_back, CallBackState::reached, now_);
  }
}

/// The caller came through in a later call: nobody has to call back for the earlier one.
void CallBatch::settle_earlier(const std::string& channel, const std::vector<Held*>& touched) {
  std::vector<std::string> numbers;
  for (const Held* held : touched)
    if (was_answered(held->now) && !(held->before && was_answered(*held->before))) numbers.push_back(held->now.facts.number.value);
  if (std::all_of(numbers.begin(), numbers.end(), [](const std::string& number) { return number.empty(); })) return;
  for (CallSession& stored : transaction_.calls().owed_to(channel, numbers)) static_cast<void>(hold(std::move(stored)));
  for (auto& [call_id, held] : held_) {
    CallSession& earlier = held.now;
    const bool is_callers = std::find(numbers.begin(), numbers.end(), earlier.facts.number.value) != numbers.end();
    if (!is_callers || earlier.facts.number.value.empty() || earlier.call_back.state != CallBackState::owed) continue;
    close(earlier.call_back, CallBackState::called_again, now_);
    events_.push_back(call_back_event(ports_.identities, earlier, {}, now_));
  }
}

void CallBatch::settle(const std::vector<domain::Delivery>& changed) {
  for (const domain::Delivery& delivery : changed)
    if (delivery.kind == domain::DeliveryKind::call_back) settle_one(delivery);
}

void CallBatch::settle_one(const domain::Delivery& delivery) {
  load(delivery.channel, {delivery.in_reply_to});
  const auto held = held_.find(delivery.in_reply_to);
  if (held == held_.end() || held->second.now.call_back.delivery != delivery.id) return;
  CallBack& call_back = held->second.now.call_back;
  const bool has_come_through = call_back.state == CallBackState::reached || call_back.state == CallBackState::called_again;
  if (has_come_through) return;
  switch (delivery.state) {
    case DeliveryState::delivered:
    case DeliveryState::read: close(call_back, CallBackState::reached, now_); break;
    case DeliveryState::failed:
    case DeliveryState::not_sent:
      if (call_back.state != CallBackState::under_way) return;
      call_back.state = CallBackState::owed;
      if (++call_back.attempts >= domain::kCallBacksOwed) close(call_back, CallBackState::unreached, now_);
      break;
    default: return;
  }
  events_.push_back(call_back_event(ports_.identities, held->second.now, {domain::ActorKind::plugin, delivery.channel, {}}, now_));
}

void CallBatch::finish(Changes& changes) {
  for (auto& [call_id, held] : held_) {
    if (held.before && held.now == *held.before) continue;
    const std::uint32_t before_version = held.now.version++;
    if (held.before)
      changes.call_changes.push_back({std::move(held.now), before_version});
    else
      changes.calls.push_back(std::move(held.now));
  }
  changes.events.insert(changes.events.end(), std::make_move_iterator(events_.begin()), std::make_move_iterator(events_.end()));
}

}  // namespace seva::actions
