#include "call_back.hpp"

#include <algorithm>

#include "action.hpp"

namespace seva::dial100 {
namespace {

constexpr std::chrono::milliseconds kUntilConnected{30'000};
constexpr std::chrono::milliseconds kWhileRinging{20'000};
constexpr std::string_view kIndia = "+91";

void settle(std::string_view delivery, ReceiptState state, std::string_view reason, std::string_view sent_id, Effects& effects,
            std::chrono::milliseconds retry_after = {}) {
  effects.receipt({.delivery = std::string(delivery),
                   .state = state,
                   .sent_id = std::string(sent_id),
                   .reason = std::string(reason),
                   .retry_after = retry_after});
}

/// Digits and nothing else, with a plus sign before them or not: whatever else stands in a dial string means something to Asterisk.
bool is_number(std::string_view number) {
  if (number.starts_with('+')) number.remove_prefix(1);
  return number.size() >= 3 && number.size() <= 15 &&
         std::all_of(number.begin(), number.end(), [](char digit) { return digit >= '0' && digit <= '9'; });
}

bool is_name(std::string_view text) {
  return !text.empty() && text.size() <= 100 && std::all_of(text.begin(), text.end(), [](char letter) {
    return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || letter == '.' ||
           letter == '-' || letter == '_';
  });
}

void fill(std::string& text, std::string_view place, std::string_view value) {
  for (auto at = text.find(place); at != std::string::npos; at = text.find(place, at + value.size())) text.replace(at, place.size(), value);
}

std::string with_number(std::string text, std::string_view number) {
  fill(text, "{number}", number);
  fill(text, "{national}", number.starts_with(kIndia) ? "0" + std::string(number.substr(kIndia.size())) : std::string(number));
  return text;
}

/// AMI's numbers for why an Originate came to nothing.
std::string_view reason_of(std::string_view number) {
  if (number == "5") return "busy";
  if (number == "8") return "congested";
  if (number == "1" || number == "3") return "no_answer";
  return "not_reached";
}

}  // namespace

void CallBacks::deliver(const Delivery& delivery, Effects& effects) {
  if (!settings_.call_back) return settle(delivery.delivery, ReceiptState::failed, "call_back_off", {}, effects);
  if (!is_number(delivery.to)) return settle(delivery.delivery, ReceiptState::failed, "no_number", {}, effects);
  if (!connection_.is_ready()) return settle(delivery.delivery, ReceiptState::retry, "unreachable", {}, effects, kUntilConnected);
  Attempt attempt;
  attempt.delivery = delivery.delivery;
  attempt.number = delivery.to;
  attempt.channel_id = call_back_channel(delivery.delivery, is_name(delivery.in_reply_to) ? delivery.in_reply_to : "call");
  if (delivery.is_retry) return look(std::move(attempt), effects);
  originate(std::move(attempt), effects);
}

void CallBacks::ask(const Action& action, const std::string& id, Attempt attempt, Effects& effects) {
  if (!connection_.send(action, effects)) return settle(attempt.delivery, ReceiptState::failed, "refused", {}, effects);
  attempts_.insert_or_assign(id, std::move(attempt));
}

void CallBacks::look(Attempt attempt, Effects& effects) {
  attempt.is_looking = true;
  const std::string id = "look-" + attempt.delivery;
  ask(Action("CoreShowChannels", id), id, std::move(attempt), effects);
}

void CallBacks::originate(Attempt attempt, Effects& effects) {
  attempt.is_looking = false;
  const std::string id = "call-back-" + attempt.delivery;
  const CallBackSettings& how = *settings_.call_back;
  Action action("Originate", id);
  action.set("Channel", with_number(how.channel, attempt.number)).set("ChannelId", attempt.channel_id).set("Async", "true");
  action.set("Context", how.context).set("Exten", with_number(how.extension, attempt.number)).set("Priority", "1");
  action.set("Timeout", std::to_string(std::chrono::milliseconds{how.timeout}.count()));
  if (!how.caller_id.empty()) action.set("CallerID", how.caller_id);
  ask(action, id, std::move(attempt), effects);
}

bool CallBacks::take(const Message& message, Effects& effects) {
  const auto found = attempts_.find(std::string(message.action_id()));
  if (found == attempts_.end()) return false;
  if (found->second.is_looking) {
    look_at(found, message, effects);
    return true;
  }
  const bool is_outcome = message.event() == "OriginateResponse";
  if (!is_outcome && (!message.is_response() || message.is_success())) return true;
  const Attempt attempt = std::move(found->second);
  attempts_.erase(found);
  if (!is_outcome)
    settle(attempt.delivery, ReceiptState::failed, "refused", {}, effects);
  else if (message.get("Response") == "Success")
    settle(attempt.delivery, ReceiptState::delivered, {}, attempt.channel_id, effects);
  else
    settle(attempt.delivery, ReceiptState::failed, reason_of(message.get("Reason")), {}, effects);
  return true;
}

/// Is the call of an earlier attempt still there? If so it is not made again.
void CallBacks::look_at(std::map<std::string, Attempt>::iterator found, const Message& message, Effects& effects) {
  Attempt& attempt = found->second;
  if (message.event() == "CoreShowChannel" && message.get("Uniqueid") == attempt.channel_id) {
    attempt.is_there = true;
    attempt.is_up = message.get("ChannelState") == "6";
  }
  const bool is_refused = message.is_response() && !message.is_success();
  if (!is_refused && message.event() != "CoreShowChannelsComplete") return;
  Attempt looked = std::move(attempt);
  attempts_.erase(found);
  if (is_refused) return settle(looked.delivery, ReceiptState::retry, "outcome_unknown", {}, effects, kUntilConnected);
  if (!looked.is_there) return originate(std::move(looked), effects);
  if (looked.is_up) return settle(looked.delivery, ReceiptState::delivered, {}, looked.channel_id, effects);
  settle(looked.delivery, ReceiptState::retry, "ringing", {}, effects, kWhileRinging);
}

}  // namespace seva::dial100
