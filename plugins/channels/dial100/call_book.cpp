#include "call_book.hpp"

#include <algorithm>
#include <charconv>

namespace seva::dial100 {
namespace {

constexpr std::string_view kCallBackPrefix = "seva-";

/// Seconds with a fraction, as Asterisk writes times.
std::optional<Instant> read_seconds(std::string_view text) {
  std::int64_t seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (error != std::errc{} || seconds <= 0 || seconds > 4'102'444'800) return std::nullopt;
  std::int64_t micros = 0;
  std::string_view fraction(end, static_cast<std::size_t>(text.data() + text.size() - end));
  if (fraction.starts_with('.'))
    for (std::size_t digit = 1; digit <= 6; ++digit)
      micros = micros * 10 + (digit < fraction.size() && fraction[digit] >= '0' && fraction[digit] <= '9' ? fraction[digit] - '0' : 0);
  return from_micros(seconds * 1'000'000 + micros);
}

/// The name of an agent: as the queue knows them, else their device.
std::string agent_of(const Message& event) {
  for (const std::string_view name : {event.get("MemberName"), event.get("Interface"), device_of(event.get("DestChannel"))})
    if (!name.empty()) return std::string(name);
  return {};
}

std::string_view reason_of_completion(std::string_view reason) {
  if (reason == "agent") return "agent_hung_up";
  return reason == "caller" ? "caller_hung_up" : "talk_over";
}

}  // namespace

std::string call_back_channel(std::string_view delivery, std::string_view call_id) {
  return std::string(kCallBackPrefix) + std::string(delivery) + "-" + std::string(call_id);
}

std::string_view call_of_channel(std::string_view unique_id) {
  if (!unique_id.starts_with(kCallBackPrefix)) return unique_id;
  const std::size_t end = unique_id.find('-', kCallBackPrefix.size());
  return end == std::string_view::npos || end + 1 == unique_id.size() ? unique_id : unique_id.substr(end + 1);
}

void CallBook::remember(const KnownCall& known) {
  Tracked& call = calls_[std::string(known.call_id)];
  call.state = known.state;
  call.is_answered = known.state == CallState::answered || known.state == CallState::transferred || known.state == CallState::wrap_up;
  call.is_queued = !settings_.numbers.contains(known.to);
  last_sequence_ = std::max(last_sequence_, known.sequence);
}

CallBook::Tracked* CallBook::tracked(std::string_view unique_id) {
  const auto found = calls_.find(call_of_channel(unique_id));
  return found == calls_.end() ? nullptr : &found->second;
}

Call CallBook::update(std::string_view unique_id, Tracked& call, CallState state, Instant at, std::string_view reason) {
  call.state = state;
  call.is_answered = call.is_answered || state == CallState::answered || state == CallState::transferred;
  call.was_told = true;
  last_sequence_ = std::max(last_sequence_ + 1, to_micros(at));
  Call said;
  said.call_id = call_of_channel(unique_id);
  said.sequence = last_sequence_;
  said.state = state;
  said.at = at;
  said.reason = reason;
  return said;
}

std::optional<Call> CallBook::read(const Message& event, Instant now) {
  const Instant at = read_seconds(event.get("Timestamp")).value_or(now);
  const std::string_view kind = event.event();
  if (kind == "Hangup") return hang_up(event, at);
  if (kind.starts_with("QueueCaller")) return read_queue_event(event, at);
  if (kind.starts_with("Agent")) return read_agent_event(event, at);
  if (kind == "BlindTransfer" || kind == "AttendedTransfer") return read_transfer(event, at);
  if (kind == "Newchannel") return begin_by_number(event, at);
  if (kind == "DialBegin" || kind == "DialEnd") return read_dial_event(event, at);
  if (kind == "VarSet" || kind == "UserEvent") return read_recording(event, at);
  return std::nullopt;
}

std::optional<Call> CallBook::read_queue_event(const Message& event, Instant at) {
  const std::string_view unique_id = event.get("Uniqueid");
  const std::string_view queue = event.get("Queue");
  if (unique_id.empty()) return std::nullopt;
  Tracked* known = tracked(unique_id);
  if (event.event() == "QueueCallerJoin") {
    if (!is_ours(queue)) return std::nullopt;
    Tracked& call = known != nullptr ? *known : calls_[std::string(call_of_channel(unique_id))];
    call.is_queued = true;
    Call said = update(unique_id, call, CallState::waiting, at);
    said.from = event.get("CallerIDNum");
    said.name = event.get("CallerIDName");
    said.to = queue;
    return said;
  }
  if (event.event() != "QueueCallerAbandon" || known == nullptr || known->is_answered) return std::nullopt;
  return update(unique_id, *known, CallState::abandoned, at, "gave_up");
}

std::optional<Call> CallBook::read_agent_event(const Message& event, Instant at) {
  const std::string_view unique_id = event.get("Uniqueid");
  Tracked* call = tracked(unique_id);
  if (call == nullptr) return std::nullopt;
  const auto said = [&](CallState state, std::string_view reason = {}) {
    Call told = update(unique_id, *call, state, at, reason);
    told.agent = agent_of(event);
    return told;
  };
  const std::string_view kind = event.event();
  const bool is_waiting = call->state == CallState::waiting || call->state == CallState::offered;
  if (kind == "AgentCalled" && is_waiting) return said(CallState::offered);
  if (kind == "AgentConnect") return said(CallState::answered);
  if (kind == "AgentRingNoAnswer" && call->state == CallState::offered) return said(CallState::waiting, "rang_no_answer");
  if (kind != "AgentComplete" || call->state == CallState::transferred) return std::nullopt;
  if (event.get("Reason") == "transfer") return said(CallState::transferred, "handed_over");
  return said(CallState::wrap_up, reason_of_completion(event.get("Reason")));
}

std::optional<Call> CallBook::begin_by_number(const Message& event, Instant at) {
  const std::string_view unique_id = event.get("Uniqueid");
  const std::string_view number = event.get("Exten");
  const bool is_first_leg = unique_id == event.get("Linkedid");
  if (unique_id.empty() || !is_first_leg || !settings_.numbers.contains(number) || tracked(unique_id) != nullptr) return std::nullopt;
  Call said = update(unique_id, calls_[std::string(unique_id)], CallState::waiting, at);
  said.from = event.get("CallerIDNum");
  said.name = event.get("CallerIDName");
  said.to = number;
  return said;
}

/// A number that rings at somebody without a queue between. The second leg stands in the headers that begin with Dest.
std::optional<Call> CallBook::read_dial_event(const Message& event, Instant at) {
  const std::string_view unique_id = event.get("Uniqueid");
  Tracked* call = tracked(unique_id);
  if (call == nullptr || call->is_queued || call->is_answered) return std::nullopt;
  const bool is_begin = event.event() == "DialBegin";
  if (!is_begin && event.get("DialStatus") != "ANSWER") return std::nullopt;
  Call said = update(unique_id, *call, is_begin ? CallState::offered : CallState::answered, at);
  said.agent = device_of(event.get("DestChannel"));
  return said;
}

std::optional<Call> CallBook::read_transfer(const Message& event, Instant at) {
  if (event.get("Result") != "Success") return std::nullopt;
  if (Tracked* agents_own = tracked(event.get("SecondTransfererUniqueid"))) agents_own->is_merged = true;
  const std::string_view unique_id = event.get("TransfereeUniqueid");
  Tracked* call = tracked(unique_id);
  if (call == nullptr) return std::nullopt;
  const bool is_blind = event.event() == "BlindTransfer";
  Call said = update(unique_id, *call, CallState::transferred, at, is_blind ? "blind_transfer" : "attended_transfer");
  said.agent = is_blind ? event.get("Extension") : device_of(event.get("TransferTargetChannel"));
  return said;
}

std::optional<Call> CallBook::read_recording(const Message& event, Instant at) {
  const std::string_view unique_id = event.get("Uniqueid");
  Tracked* call = settings_.takes_recordings ? tracked(unique_id) : nullptr;
  const std::string_view recording = event.event() == "UserEvent" ? event.get("Recording") : event.get("Value");
  const bool is_named = event.event() == "UserEvent" || event.get("Variable") == "MIXMONITOR_FILENAME";
  if (call == nullptr || !is_named || recording.empty()) return std::nullopt;
  Call said = update(unique_id, *call, call->state, at);
  said.recording = recording;
  return said;
}

std::optional<Call> CallBook::hang_up(const Message& event, Instant at) {
  const std::string_view unique_id = event.get("Uniqueid");
  const auto found = calls_.find(call_of_channel(unique_id));
  if (found == calls_.end()) return std::nullopt;
  Tracked call = found->second;
  if (is_resyncing_) gone_.insert(found->first);
  calls_.erase(found);
  if (call.state == CallState::abandoned) return std::nullopt;
  if (call.is_merged) return update(unique_id, call, CallState::ended, at, "merged");
  if (call.is_answered) return update(unique_id, call, CallState::ended, at, "hung_up");
  return update(unique_id, call, CallState::abandoned, at, "left_unanswered");
}

void CallBook::begin_resync() {
  is_resyncing_ = true;
  gone_.clear();
  for (auto& [call_id, call] : calls_) call.was_told = false;
}

void CallBook::end_resync(const CallList& list, Instant now, const std::function<void(const Call&)>& tell) {
  is_resyncing_ = false;
  std::map<std::string_view, std::string_view, std::less<>> there;  // call id → Uniqueid
  for (const auto& [unique_id, channel] : list.channels()) there[call_of_channel(unique_id)] = unique_id;
  const auto conclude = [&](std::string_view unique_id, Tracked& call, CallState state, std::string_view reason) {
    Call said = update(unique_id, call, state, now, reason);
    said.is_gap = true;
    return said;
  };
  for (auto entry = calls_.begin(); entry != calls_.end();) {
    auto& [call_id, call] = *entry;
    const auto channel = there.find(call_id);
    if (call.was_told) {
      ++entry;
    } else if (channel == there.end()) {
      tell(conclude(call_id, call, CallState::ended, "lost_in_gap"));
      entry = calls_.erase(entry);
    } else {
      if (!call.is_answered && call.is_queued && !list.waiting().contains(channel->second)) {
        Call said = conclude(channel->second, call, CallState::answered, "taken_up");
        said.agent = list.partner_of(channel->second);
        tell(said);
      }
      ++entry;
    }
  }
  const auto take_up = [&](std::string_view unique_id, CallState state, std::string_view queue, std::string_view number, std::string_view name) {
    const std::string call_id(call_of_channel(unique_id));
    if (!is_ours(queue) || queue.empty() || calls_.contains(call_id) || gone_.contains(call_id)) return;
    Tracked& call = calls_[call_id];
    call.is_queued = true;
    Call said = conclude(unique_id, call, state, "taken_up");
    said.to = queue;
    said.from = number;
    said.name = name;
    if (state == CallState::answered) said.agent = list.partner_of(unique_id);
    tell(said);
  };
  for (const auto& [unique_id, waiting] : list.waiting()) take_up(unique_id, CallState::waiting, waiting.queue, waiting.number, waiting.caller_name);
  for (const auto& [unique_id, channel] : list.channels())
    take_up(unique_id, CallState::answered, channel.queue, channel.number, channel.caller_name);
  gone_.clear();
}

}  // namespace seva::dial100
