#include "intake.hpp"

#include "charset.hpp"
#include "telephone.hpp"

namespace seva::helpline1090 {
namespace {

constexpr std::string_view kParts = "parts";
constexpr std::string_view kIdPrefix = "sms-";

bool is_blank(const std::string& text) { return text.find_first_not_of(" \t\n") == std::string::npos; }

}  // namespace

void Intake::start(const Start& start, Effects& effects) {
  parts_ = Parts(settings_.wait_for_parts);
  parts_.restore(start.state.get(kParts));
  if (parts_.is_waiting()) effects.set_timer(kParts, settings_.wait_for_parts);
}

void Intake::take(Sms sms, Instant now, Effects& effects) {
  if (!sms.part) return hand_on(sms, effects);
  const std::string id = sms.id;
  const auto whole = parts_.take(std::move(sms), now);
  if (whole)
    hand_on(*whole, effects);
  else
    effects.ignore(std::string(kIdPrefix) + id, "part_of_message");
  remember(effects);
}

void Intake::on_timer(const TimerFired& timer, Effects& effects) {
  if (timer.tag != kParts) return;
  for (const Sms& sms : parts_.overdue(timer.now)) hand_on(sms, effects);
  remember(effects);
}

void Intake::remember(Effects& effects) {
  effects.save(kParts, parts_.written());
  if (parts_.is_waiting()) effects.set_timer(kParts, settings_.wait_for_parts);
}

void Intake::hand_on(const Sms& sms, Effects& effects) const {
  Message message;
  message.source_id = std::string(kIdPrefix) + sms.id;
  message.text = to_utf8(sms.bytes, sms.charset);
  const auto number = person_number(sms.from, settings_.country);
  if (!number) return effects.ignore(message.source_id, "no_person");
  if (is_blank(message.text)) return effects.ignore(message.source_id, "empty");
  message.author = {*number, {}, {}};
  message.thread = *number;
  message.to = {to_utf8(sms.to, "UTF-8").substr(0, 32)};
  message.sent_at = sms.sent_at;
  message.is_repliable = false;
  message.is_private = true;
  effects.accept(message);
}

}  // namespace seva::helpline1090
