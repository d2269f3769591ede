#include "actions/intake_batch.hpp"

#include <algorithm>
#include <iterator>

#include "actions/fetch_files.hpp"
#include "actions/open_sealed.hpp"
#include "actions/open_ticket.hpp"
#include "domain/docket.hpp"
#include "domain/workflow.hpp"

namespace seva::actions {
namespace {

using domain::Disposition;
using domain::Message;
using domain::Question;
using domain::Ticket;
using domain::TicketId;
using Kind = Choice::Kind;

std::vector<std::string> distinct(std::vector<std::string> values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
  if (!values.empty() && values.front().empty()) values.erase(values.begin());
  return values;
}

bool is_clear_grievance(const Choice& choice, const domain::Addressing& addressing) { return choice.kind == Kind::open && !addressing.ours.empty(); }

}  // namespace

void IntakeBatch::look_up(const std::string& channel, const std::vector<Message>& messages) {
  std::vector<std::string> source_ids;
  std::vector<std::string> threads;
  std::vector<std::string> authors;
  for (const Message& message : messages) {
    source_ids.push_back(message.source_id);
    if (!message.in_reply_to.empty()) source_ids.push_back(message.in_reply_to);
    threads.push_back(message.thread);
    authors.push_back(message.author.id);
  }
  std::vector<TicketId> wanted;
  for (KnownMessage& known : transaction_.intake().known_messages(channel, distinct(std::move(source_ids)))) {
    if (known.ticket) wanted.push_back(known.ticket);
    known_[known.source_id].push_back(std::move(known));
  }
  for (const ThreadTicket& thread : transaction_.intake().tickets_of_threads(channel, distinct(std::move(threads)))) {
    threads_[thread.thread].push_back(thread.ticket);
    wanted.push_back(thread.ticket);
  }
  for (auto& [thread, tickets] : threads_) std::sort(tickets.begin(), tickets.end());
  citizens_ = transaction_.intake().citizens(channel, distinct(std::move(authors)));
  std::sort(wanted.begin(), wanted.end());
  wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
  for (Ticket& stored : transaction_.tickets().by_ids(wanted)) tickets_.emplace(stored.id, HeldTicket{stored, stored});
}

void IntakeBatch::take(const std::string& channel, const std::vector<Message>& messages, const Opinions& opinions, Counts& counts) {
  look_up(channel, messages);
  changes_.messages.reserve(changes_.messages.size() + messages.size());
  changes_.events.reserve(changes_.events.size() + messages.size());
  for (std::size_t place = 0; place < messages.size(); ++place) take_one(messages[place], opinions, place, counts);
}

void IntakeBatch::take_one(Message message, const Opinions& opinions, std::size_t place, Counts& counts) {
  const auto& known = known_[message.source_id];
  if (std::any_of(known.begin(), known.end(), [&](const KnownMessage& stored) { return stored.revision == message.revision; })) {
    ++counts.duplicates;
    return;
  }
  message.id = ports_.identities.next<domain::MessageId>();
  message.received_at = now_;
  message.is_replayed = is_replay_;
  if (join_ticket(message, opinions, place)) {
    supersede_earlier(message);
    return store(std::move(message), counts);
  }
  const Choice choice = choose_department(instance_, opinions, place);
  if (message.is_from_us || choice.kind == Kind::not_ours) {
    ++counts.ignored;
    return;
  }
  message.citizen = citizen_of(message);
  decide(message, opinions, place, choice);
  supersede_earlier(message);
  store(std::move(message), counts);
}

void IntakeBatch::decide(Message& message, const Opinions& opinions, std::size_t place, const Choice& choice) {
  switch (choice.kind) {
    case Kind::open: return open(message, opinions, place, choice);
    case Kind::ask_relevance: return ask(message, choice, Question::relevance);
    case Kind::ask_department: return ask(message, choice, Question::department);
    case Kind::department_off: return ask(message, choice, Question::department_off);
    default: message.disposition = Disposition::chatter;
  }
}

bool IntakeBatch::take_again(const domain::TriageItem& item, Message message, const Opinions& opinions, std::size_t place) {
  const Choice choice = choose_department(instance_, opinions, place);
  if (choice.kind == Kind::department_off) return false;
  look_up(message.channel, {message});
  if (!join_ticket(message, opinions, place)) decide(message, opinions, place, choice);
  changes_.message_changes.push_back({message.id, message.disposition, message.ticket});
  if (message.ticket) want_files(changes_, message, now_);
  domain::TriageItem settled = item;
  settled.ticket = message.ticket;
  settled.decided_at = now_;
  settled.decision = "assessed_again";
  changes_.triage_changes.push_back(std::move(settled));
  return true;
}

/// Appends to the ticket of the conversation, if there is one. Somebody else's clear grievance in it gets a ticket of its own instead.
bool IntakeBatch::join_ticket(Message& message, const Opinions& opinions, std::size_t place) {
  Ticket* joined = ticket_of_conversation(message);
  if (joined == nullptr) return false;
  const domain::CitizenId citizen = joined->citizen;
  Ticket* ticket = message.is_from_us ? joined : leading(joined->id);
  if (message.is_from_us) {
    message.direction = domain::Direction::outgoing;
    message.citizen = ticket->citizen;
    message.ticket = ticket->id;
    message.disposition = Disposition::appended;
    settle_own_post(message, *ticket);
    return true;
  }
  const auto author = citizens_.find(message.author.id);
  const bool is_citizen = author != citizens_.end() && author->second == citizen;
  if (!is_citizen && is_clear_grievance(choose_department(instance_, opinions, place), opinions.addressing(place))) return false;
  message.citizen = citizen_of(message);
  append(message, *ticket, is_citizen);
  return true;
}

/// An earlier revision's ticket, else the citizen's own that the text names, else that of the message it answers, else the citizen's own in the
/// thread, else the thread's first. A thread that is nothing but the person (thread and author's id are the same) has no end, so that what is closed
/// there catches nothing new: the citizen's newest open one counts.
Ticket* IntakeBatch::ticket_of_conversation(const Message& message) {
  for (const KnownMessage& earlier : known_[message.source_id])
    if (earlier.ticket) return ticket(earlier.ticket);
  if (Ticket* named = ticket_named_in(message)) return named;
  std::vector<TicketId> candidates;
  if (!message.in_reply_to.empty())
    for (const KnownMessage& answered : known_[message.in_reply_to])
      if (answered.ticket) candidates.push_back(answered.ticket);
  if (const auto thread = threads_.find(message.thread); !message.thread.empty() && thread != threads_.end())
    candidates.insert(candidates.end(), thread->second.begin(), thread->second.end());
  const auto author = citizens_.find(message.author.id);
  const auto is_own = [&](const Ticket* own) { return own != nullptr && author != citizens_.end() && own->citizen == author->second; };
  if (message.in_reply_to.empty() && message.thread == message.author.id) {
    for (auto id = candidates.rbegin(); id != candidates.rend(); ++id)
      if (Ticket* own = ticket(*id); is_own(own) && leading(*id)->status != domain::Status::closed) return own;
    return nullptr;
  }
  for (const TicketId id : candidates)
    if (Ticket* own = ticket(id); is_own(own)) return own;
  return candidates.empty() ? nullptr : ticket(candidates.front());
}

/// A docket in the text joins the citizen's own ticket and no other: whoever knows somebody else's docket learns and changes nothing by it.
Ticket* IntakeBatch::ticket_named_in(const Message& message) {
  const auto author = citizens_.find(message.author.id);
  if (message.is_from_us || author == citizens_.end()) return nullptr;
  for (const domain::Docket& docket : domain::dockets_in(instance_.docket_prefix, message.text)) {
    for (auto& [id, held] : tickets_)
      if (held.now.docket == docket.text()) return held.now.citizen == author->second ? &held.now : nullptr;
    const auto stored = transaction_.tickets().by_docket(docket.text());
    if (stored && stored->channel == message.channel && stored->citizen == author->second) return ticket(stored->id);
  }
  return nullptr;
}

/// Our own post came back by the channel: the delivery that it is has arrived, whatever its attempt said.
void IntakeBatch::settle_own_post(const Message& message, const Ticket& ticket) {
  std::vector<domain::Delivery> deliveries = transaction_.deliveries().of_ticket(ticket.id);
  actions::open(transaction_, deliveries);
  for (domain::Delivery& delivery : deliveries) {
    const bool is_under_way = delivery.state == domain::DeliveryState::queued || delivery.state == domain::DeliveryState::sending;
    if (!is_under_way || delivery.in_reply_to != message.in_reply_to || !message.text.ends_with(delivery.text)) continue;
    delivery.state = domain::DeliveryState::sent;
    delivery.sent_id = message.source_id;
    changes_.delivery_changes.push_back(std::move(delivery));
    return;
  }
}

void IntakeBatch::open(Message& message, const Opinions& opinions, std::size_t place, const Choice& choice) {
  Opening opening;
  opening.message = &message;
  opening.assessment = choice.assessment;
  opening.addressed = opinions.addressing(place).ours;
  opening.reasons = choice.reasons;
  const bool is_unit_sure = instance_.units.find(choice.assessment->unit) != nullptr;
  opening.unit = is_unit_sure ? choice.assessment->unit : instance_.triage_unit;
  if (message.is_sealed) opening.unit = instance_.kept_at(message.channel, choice.assessment->unit);
  Opened opened = open_ticket(ports_, instance_, opening, now_);
  if (!is_unit_sure && !message.is_sealed) {
    ask(message, choice, Question::unit);
    message.disposition = Disposition::opened;
  }
  changes_.events.push_back(std::move(opened.event));
  std::move(opened.deliveries.begin(), opened.deliveries.end(), std::back_inserter(changes_.deliveries));
  const TicketId id = opened.ticket.id;
  tickets_.emplace(id, HeldTicket{std::nullopt, std::move(opened.ticket)});
}

void IntakeBatch::ask(Message& message, const Choice& choice, Question question) {
  domain::TriageItem item;
  item.id = ports_.identities.next<domain::TriageId>();
  item.message = message.id;
  item.ticket = message.ticket;
  item.question = question;
  item.unit = message.is_sealed ? instance_.kept_at(message.channel, {}) : instance_.triage_unit;
  item.opened_at = now_;
  item.due_at = now_ + instance_.service_level.triage;
  for (const domain::Assessment* candidate : choice.candidates) item.assessments.push_back(*candidate);
  changes_.triage.push_back(std::move(item));
  message.disposition = Disposition::triage;
}

void IntakeBatch::append(Message& message, Ticket& ticket, bool is_from_citizen) {
  message.ticket = ticket.id;
  message.disposition = Disposition::appended;
  happen(ticket, domain::message_arrived(ticket, message.id, is_from_citizen, message.sent_at, now_));
}

/// An edit that came while an earlier revision waits for a person: the question about that one is settled, so that nobody opens a second ticket for
/// the same post.
void IntakeBatch::supersede_earlier(const Message& message) {
  for (const KnownMessage& earlier : known_[message.source_id]) {
    if (earlier.disposition != Disposition::triage || earlier.ticket) continue;
    const auto is_about = [&](const domain::TriageItem& item) { return item.message == earlier.id && !item.decided_at; };
    const auto fresh = std::find_if(changes_.triage.begin(), changes_.triage.end(), is_about);
    if (fresh != changes_.triage.end()) {
      fresh->decided_at = now_;
      fresh->decision = "superseded";
    } else if (auto item = transaction_.triage().open_of_message(earlier.id)) {
      item->decided_at = now_;
      item->decision = "superseded";
      changes_.triage_changes.push_back(std::move(*item));
    }
    if (!message.ticket) continue;
    const auto stored = std::find_if(changes_.messages.begin(), changes_.messages.end(), [&](const Message& one) { return one.id == earlier.id; });
    if (stored == changes_.messages.end()) {
      changes_.message_changes.push_back({earlier.id, Disposition::appended, message.ticket});
    } else {
      stored->disposition = Disposition::appended;
      stored->ticket = message.ticket;
    }
  }
}

void IntakeBatch::store(Message message, Counts& counts) {
  ++counts.stored;
  switch (message.disposition) {
    case Disposition::opened: ++counts.opened; break;
    case Disposition::appended: ++counts.appended; break;
    case Disposition::triage: ++counts.triage; break;
    case Disposition::chatter: ++counts.chatter; break;
  }
  known_[message.source_id].push_back({message.id, message.source_id, message.revision, message.ticket, message.citizen, message.disposition});
  if (message.ticket && !message.thread.empty()) threads_[message.thread].push_back(message.ticket);
  if (message.ticket) want_files(changes_, message, now_);
  changes_.messages.push_back(std::move(message));
}

domain::CitizenId IntakeBatch::citizen_of(const Message& message) {
  const auto [place, is_new] = citizens_.try_emplace(message.author.id);
  if (is_new) {
    place->second = ports_.identities.next<domain::CitizenId>();
    changes_.citizens.push_back({place->second, message.channel, message.author, now_});
  }
  return place->second;
}

Ticket* IntakeBatch::ticket(TicketId id) {
  auto held = tickets_.find(id);
  if (held == tickets_.end()) {
    std::vector<Ticket> stored = transaction_.tickets().by_ids({&id, 1});
    if (stored.empty()) return nullptr;
    held = tickets_.emplace(id, HeldTicket{stored.front(), stored.front()}).first;
  }
  return &held->second.now;
}

/// What is part of another ticket goes on there; a chain of merges has an end.
Ticket* IntakeBatch::leading(TicketId id) {
  Ticket* found = ticket(id);
  if (found == nullptr || found->merged_into.empty()) return found;
  const auto next = transaction_.tickets().by_docket(found->merged_into);
  return next ? leading(next->id) : found;
}

void IntakeBatch::happen(Ticket& ticket, domain::Event event) {
  event.id = ports_.identities.next<domain::EventId>();
  apply(ticket, event);
  changes_.events.push_back(std::move(event));
}

Changes IntakeBatch::finish() {
  changes_.tickets.reserve(tickets_.size());
  for (auto& [id, held] : tickets_) {
    if (!held.before)
      changes_.tickets.push_back(std::move(held.now));
    else if (held.before->version != held.now.version)
      changes_.ticket_changes.push_back({std::move(*held.before), std::move(held.now)});
  }
  return std::move(changes_);
}

}  // namespace seva::actions
