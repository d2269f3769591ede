#include "support/synthetic_changes.hpp"

#include <array>

namespace seva::testing {
namespace {

constexpr std::array kWords{"मोबाइल",     "चोरी", "थाना",       "रिपोर्ट", "नहीं",      "लिखी", "कृपया",
                            "मदद",        "करें",   "चिंता",       "चिता",   "theft",    "of",   "my",
                            "motorcycle", "near", "Hazratganj", "please", "register", "FIR",  "\xF0\x9F\x99\x8F",
                            "police",     "not",  "listening",  "since",  "3",        "days"};

}  // namespace

std::string SyntheticChanges::text(std::size_t words) {
  std::string text;
  for (std::size_t word = 0; word < words; ++word) {
    if (word != 0) text += ' ';
    text += kWords[below(kWords.size())];
  }
  return text;
}

domain::Message SyntheticChanges::message() {
  domain::Message message;
  message.id = id<domain::MessageId>();
  message.channel = "twitter";
  message.source_id = std::to_string(700'000'000'000'000'000 + message.id.value);
  message.thread = message.source_id;
  message.author = {std::to_string(2'000'000'000 + message.id.value), "citizen_" + std::to_string(below(100'000)), text(2)};
  message.addressed_to = {"Uppolice", "lkopolice"};
  message.text = text(12 + below(12));
  message.language = "hi";
  message.sent_at = instant();
  message.received_at = instant();
  message.hashtags = {"UPPolice"};
  message.mentions = {"Uppolice", "lkopolice"};
  if (below(4) == 0)
    message.attachments = {{std::to_string(below(1'000'000)), "image/jpeg", "https://pictures.example/" + std::to_string(below(1'000'000))}};
  if (below(8) == 0) message.location = domain::Location{26.8 + 0.001 * static_cast<double>(below(997)), 80.9 + 0.1 / 3.0, "लखनऊ"};
  message.is_private = below(10) == 0;
  message.is_replayed = below(10) == 0;
  message.disposition = domain::Disposition::opened;
  message.citizen = id<domain::CitizenId>();
  message.ticket = id<domain::TicketId>();
  return message;
}

domain::Ticket SyntheticChanges::ticket() {
  domain::Ticket ticket;
  ticket.id = id<domain::TicketId>();
  ticket.docket = "UPP-" + std::to_string(10'000'000'000 + ticket.id.value);
  ticket.department = below(3) == 0 ? "railways" : "police";
  ticket.unit = unit();
  ticket.category = "theft.vehicle";
  ticket.priority = static_cast<domain::Priority>(1 + below(4));
  ticket.citizen = id<domain::CitizenId>();
  ticket.channel = "twitter";
  ticket.account = "Uppolice";
  ticket.language = "hi";
  ticket.summary = text(10);
  ticket.opened_at = instant();
  ticket.response_due = instant();
  ticket.resolution_due = instant();
  ticket.version = 1;
  return ticket;
}

std::vector<domain::Reason> SyntheticChanges::reasons() {
  std::vector<domain::Reason> reasons;
  for (std::uint32_t place = 0; place < 5; ++place)
    reasons.push_back(
        {static_cast<domain::Aspect>(1 + below(7)), "lexicon.word", {text(1)}, 0.1 * static_cast<double>(1 + below(9)), {{place * 7, 6}}});
  return reasons;
}

domain::Event SyntheticChanges::event() {
  domain::Event event;
  event.id = id<domain::EventId>();
  event.kind = domain::EventKind::opened;
  event.at = instant();
  event.source_at = instant();
  for (const auto name :
       {"account", "category", "channel", "citizen", "department", "docket", "language", "priority", "resolution_due", "response_due"})
    event.set(name, std::to_string(below(1'000'000'000'000)));
  event.set("summary", text(10));
  event.reasons = reasons();
  return event;
}

domain::TriageItem SyntheticChanges::triage_item() {
  domain::TriageItem item;
  item.id = id<domain::TriageId>();
  item.message = id<domain::MessageId>();
  item.question = static_cast<domain::Question>(1 + below(4));
  item.unit = unit();
  domain::Assessment assessment;
  assessment.department = "police";
  assessment.relevance = domain::Relevance::grievance;
  assessment.score = 0.1 + 0.2;
  assessment.category = "theft.vehicle";
  assessment.priority = domain::Priority::high;
  assessment.candidates = {{"UNIT-1", 1.0 / 3.0}, {"UNIT-2", 1e-17}};
  assessment.facts = {{"vehicle", text(2)}, {"", ""}};
  assessment.is_confidential = true;
  assessment.reasons = reasons();
  item.assessments = {assessment, {}};
  item.opened_at = instant();
  item.due_at = instant();
  return item;
}

domain::Delivery SyntheticChanges::delivery() {
  domain::Delivery delivery;
  delivery.id = id<domain::DeliveryId>();
  delivery.ticket = id<domain::TicketId>();
  delivery.channel = "twitter";
  delivery.account = "Uppolice";
  delivery.to = std::to_string(2'000'000'000 + below(1'000'000'000));
  delivery.in_reply_to = std::to_string(700'000'000'000'000'000 + below(1'000'000'000));
  delivery.thread = delivery.in_reply_to;
  delivery.text = text(14);
  delivery.next_attempt_at = instant();
  delivery.created_at = instant();
  return delivery;
}

domain::CallSession SyntheticChanges::call() {
  domain::CallSession call;
  call.id = id<domain::CallId>();
  call.channel = "telephone";
  call.call_id = "call-" + std::to_string(call.id.value);
  call.started_at = instant();
  std::int64_t sequence = 0;
  for (const auto state : {domain::CallState::waiting, domain::CallState::answered, domain::CallState::ended}) {
    domain::CallUpdate update;
    update.call_id = call.call_id;
    update.sequence = ++sequence;
    update.state = state;
    update.at = call.started_at + std::chrono::seconds{10 * sequence - 10};
    update.from = "10000" + std::to_string(10'000 + below(90'000));
    update.name = "सुनीता";
    update.to = "queue";
    update.agent = "agent-7";
    update.reason = "hung_up";
    update.recording = "recording 7";
    update.location = domain::Location{26.123456789012345, 80.9, "लखनऊ"};
    merge(call.facts, update);
  }
  call.unit = unit();
  call.version = 1;
  return call;
}

actions::DeadLetter SyntheticChanges::dead_letter() {
  actions::DeadLetter letter;
  letter.id = id<domain::DeadLetterId>();
  letter.plugin = "twitter";
  letter.digest = "digest-" + std::to_string(letter.id.value);
  letter.origin = "webhook";
  letter.reason = "not_json";
  for (int byte = 0; byte < 512; ++byte) letter.bytes += static_cast<char>(byte);
  letter.size = 100'000;
  letter.at = instant();
  return letter;
}

domain::User SyntheticChanges::user() {
  domain::User user;
  user.id = id<domain::UserId>();
  user.login = "user." + std::to_string(user.id.value);
  user.name = text(2);
  user.password_hash = "$argon2id$v=19$m=65536,t=2,p=1$" + std::to_string(below(1'000'000'000));
  user.language = "en";
  user.roles = {{domain::Role::supervisor, "UNIT-7"}, {domain::Role::officer, "UNIT-1"}, {domain::Role::auditor, "UNIT-3"}};
  user.created_at = instant();
  return user;
}

actions::Changes SyntheticChanges::intake_batch(std::size_t messages) {
  actions::Changes changes;
  for (std::size_t place = 0; place < messages; ++place) {
    domain::Message message = this->message();
    domain::Ticket ticket = this->ticket();
    domain::Event event = this->event();
    domain::Delivery delivery = this->delivery();
    ticket.id = message.ticket;
    ticket.citizen = message.citizen;
    event.ticket = ticket.id;
    event.message = message.id;
    delivery.ticket = ticket.id;
    changes.citizens.push_back({message.citizen, message.channel, message.author, message.received_at});
    changes.messages.push_back(std::move(message));
    changes.tickets.push_back(std::move(ticket));
    changes.events.push_back(std::move(event));
    changes.deliveries.push_back(std::move(delivery));
  }
  return changes;
}

}  // namespace seva::testing
