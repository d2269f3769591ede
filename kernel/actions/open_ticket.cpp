#include "actions/open_ticket.hpp"

#include "actions/outbox.hpp"
#include "domain/docket.hpp"
#include "domain/sealed.hpp"
#include "domain/sla.hpp"
#include "domain/unicode.hpp"

namespace seva::actions {
namespace {

namespace name = domain::detail_name;

/// The account that answers: the most specific one that is no hashtag.
std::string answering_account(const std::vector<const domain::Account*>& addressed) {
  for (auto account = addressed.rbegin(); account != addressed.rend(); ++account)
    if (!(*account)->is_hashtag) return (*account)->handle;
  return {};
}

std::string language_of(const domain::Message& message) {
  if (message.language.starts_with("hi") || domain::is_mostly_devanagari(message.text)) return "hi";
  return message.language.empty() ? "en" : message.language;
}

}  // namespace

std::string receipt_text(const domain::Instance& instance, const domain::Ticket& ticket) {
  if (ticket.is_sealed) return ready_text(instance, std::string(domain::kNeutralPrefix) + "opened", ticket);
  std::string text = ticket.priority == domain::Priority::emergency ? ready_text(instance, "opened_emergency", ticket) : std::string{};
  return text.empty() ? ready_text(instance, "opened", ticket) : text;
}

Opened open_ticket(Ports& ports, const domain::Instance& instance, const Opening& opening, domain::Instant now) {
  const domain::Message& message = *opening.message;
  const domain::Assessment& assessment = *opening.assessment;
  domain::Deadlines deadlines = domain::deadlines_of(instance.service_level, assessment.category, assessment.priority, now);

  Opened opened;
  domain::Event& event = opened.event;
  event.id = ports.identities.next<domain::EventId>();
  event.ticket = ports.identities.next<domain::TicketId>();
  event.message = message.id;
  event.kind = domain::EventKind::opened;
  event.at = now;
  event.source_at = message.sent_at;
  event.actor = opening.actor;
  event.reason = opening.reason;
  event.set(name::kDocket, domain::Docket::make(instance.docket_prefix, ports.identities.random_bits()).text());
  event.set(name::kDepartment, assessment.department);
  event.set(name::kUnit, opening.unit);
  event.set(name::kCategory, assessment.category);
  event.set(name::kPriority, name_of(assessment.priority));
  event.set(name::kRelevance, name_of(assessment.relevance));
  event.set(name::kCitizen, std::to_string(message.citizen.value));
  event.set(name::kChannel, message.channel);
  event.set(name::kAccount, answering_account(opening.addressed));
  event.set(name::kLanguage, language_of(message));
  event.set(name::kSummary, message.is_sealed ? std::string(domain::kHidden) : domain::first_line(message.text));
  event.set(name::kResponseDue, std::to_string(domain::to_micros(deadlines.response_due)));
  event.set(name::kResolutionDue, std::to_string(domain::to_micros(deadlines.resolution_due)));
  if (opening.call) event.set(name::kCall, std::to_string(opening.call.value));
  if (assessment.is_confidential) event.set(name::kConfidential, name::kYes);
  if (message.is_sealed) event.set(name::kConfidential, name::kSealed);
  for (const auto& [fact, value] : assessment.facts) event.set(std::string(name::kFactPrefix) + fact, value);
  event.reasons = opening.reasons;
  event.reasons.insert(event.reasons.end(), assessment.reasons.begin(), assessment.reasons.end());
  event.reasons.insert(event.reasons.end(), deadlines.reasons.begin(), deadlines.reasons.end());

  apply(opened.ticket, event);
  opening.message->ticket = opened.ticket.id;
  opening.message->disposition = domain::Disposition::opened;
  if (std::string text = receipt_text(instance, opened.ticket); !text.empty()) {
    const auto kind = message.is_private ? domain::DeliveryKind::private_message : domain::DeliveryKind::reply;
    opened.deliveries.push_back(
        make_delivery({&opened.ticket, &message, std::move(text), kind, message.is_replayed}, instance, ports.plugins, ports.identities, now));
    event.set(name::kDelivery, std::to_string(opened.deliveries.back().id.value));
  }
  return opened;
}

}  // namespace seva::actions
