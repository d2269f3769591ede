#include "actions/import_tickets.hpp"

#include <algorithm>

#include "actions/check_message.hpp"
#include "actions/open_ticket.hpp"
#include "domain/docket.hpp"
#include "domain/unicode.hpp"
#include "domain/workflow.hpp"

namespace seva::actions {
namespace {

namespace name = domain::detail_name;
using domain::invalid;
using domain::Result;
using domain::Status;

constexpr std::size_t kMostMessages = 1'000;
constexpr std::size_t kLongestChannel = 32;
constexpr std::size_t kLongestOutcome = 64;
constexpr const char* kImportedOutcome = "imported";
constexpr const char* kMend = "Mend the row, or map the column, and import the file again: what is in already is passed over.";

std::string folded(const std::string& text) { return domain::is_utf8(text) ? domain::case_folded(domain::to_nfc(text)) : std::string{}; }

void add_name(std::map<std::string, std::string>& names, const std::string& written, const std::string& code) {
  if (written.empty()) return;
  const auto [place, is_new] = names.try_emplace(folded(written), code);
  if (!is_new && place->second != code) place->second.clear();
}

/// The code that a code or a name stands for; empty: nobody knows, or two bear the name.
std::string code_of(const std::map<std::string, std::string>& names, const std::string& written) {
  const auto found = names.find(folded(written));
  return found == names.end() ? std::string{} : found->second;
}

bool is_channel(const std::string& channel) {
  return !channel.empty() && channel.size() <= kLongestChannel &&
         channel.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string::npos;
}

domain::Actor importer() { return {domain::ActorKind::kernel, {}, {}}; }

domain::Event answer_of(const domain::Ticket& ticket, domain::MessageId complaint, const ImportedMessage& said) {
  domain::Event event;
  event.kind = domain::EventKind::replied;
  event.ticket = ticket.id;
  event.message = complaint;
  event.actor = importer();
  event.at = event.source_at = said.sent_at;
  event.set(name::kText, said.text);
  event.set(name::kIsResponse, "true");
  return event;
}

}  // namespace

struct ImportTickets::Entry {
  ImportedTicket row;
  domain::Message complaint;
  domain::Assessment assessment;
};

ImportTickets::ImportTickets(Ports& ports, std::string origin, bool is_trial)
    : ports_(ports), instance_(ports.settings.current()), origin_(std::move(origin)), is_trial_(is_trial) {
  for (const domain::Unit& unit : instance_->units.all()) {
    for (const std::string* written : {&unit.name.en, &unit.name.hi}) add_name(units_, *written, unit.code);
    for (const std::string& alias : unit.aliases) add_name(units_, alias, unit.code);
  }
  for (const domain::Unit& unit : instance_->units.all()) units_[folded(unit.code)] = unit.code;
  for (const domain::Category& category : instance_->categories)
    for (const std::string* written : {&category.name.en, &category.name.hi}) add_name(categories_, *written, category.code);
  for (const domain::Category& category : instance_->categories) categories_[folded(category.code)] = category.code;
}

/// What needs no look at others.
Result<ImportTickets::Entry> ImportTickets::prepare(ImportedTicket row) const {
  const domain::Instant now = ports_.clock.now();
  if (!is_channel(row.channel)) return invalid("channel_invalid", "A channel's id is small letters, digits and _.", "channel", kMend);
  if (instance_->is_sealed(row.channel))
    return invalid("channel_sealed", "What is sealed comes in by its own channel alone.", "channel", "Map the rows to another channel.");
  if (row.messages.empty() || row.messages.front().is_from_office)
    return invalid("text_missing", "The row does not say what the citizen wrote.", "text", kMend);
  if (row.messages.size() > kMostMessages) return invalid("messages_too_many", "The row has over 1,000 messages.", "messages", kMend);
  if (row.outcome.size() > kLongestOutcome || !domain::is_utf8(row.outcome))
    return invalid("outcome_invalid", "An outcome is at most 64 bytes of UTF-8.", "outcome", kMend);
  if (row.closed_at && (*row.closed_at < row.opened_at || *row.closed_at > now))
    return invalid("closed_at_implausible", "It was closed before it was opened, or in the future.", "closed_at", kMend);
  if (row.opened_at > now) return invalid("opened_at_implausible", "It was opened in the future.", "opened_at", kMend);
  if (!row.department.empty() && instance_->department(row.department) == nullptr)
    return invalid("department_unknown", "The instance has no such department.", "department", kMend);
  if (!row.unit.empty()) {
    std::string code = code_of(units_, row.unit);
    if (code.empty()) return invalid("unit_unknown", "No unit, or more than one, bears this name.", "unit", kMend);
    row.unit = std::move(code);
  }
  if (!row.category.empty()) {
    std::string code = code_of(categories_, row.category);
    if (code.empty()) return invalid("category_unknown", "No category, or more than one, bears this name.", "category", kMend);
    row.category = std::move(code);
  }
  if (row.number.empty()) row.number = row.docket;
  if (row.status == Status::closed && row.outcome.empty()) row.outcome = kImportedOutcome;
  Entry entry;
  entry.row = std::move(row);
  if (const auto checked = check_messages(entry, now); !checked) return checked.error();
  return entry;
}

/// Writes the complaint, and puts all texts into their normal form.
Result<void> ImportTickets::check_messages(Entry& entry, domain::Instant now) {
  ImportedTicket& row = entry.row;
  domain::Message& message = entry.complaint;
  message.channel = row.channel;
  message.source_id = row.number;
  message.author = row.author;
  for (const std::string* known : {&row.author.handle, &row.author.name, &row.number})
    if (message.author.id.empty()) message.author.id = *known;
  message.text = row.messages.front().text;
  message.language = row.language;
  message.sent_at = row.messages.front().sent_at;
  message.is_replayed = true;
  message.is_private = true;
  if (const auto checked = check_message(message, now); !checked) return checked.error();
  for (std::size_t place = 1; place < row.messages.size(); ++place) {
    domain::Message follower = message;
    follower.text = std::move(row.messages[place].text);
    follower.sent_at = row.messages[place].sent_at;
    if (const auto checked = check_message(follower, now); !checked) return checked.error();
    row.messages[place].text = std::move(follower.text);
  }
  return {};
}

/// Department, unit, category and priority: the row's own first, then what the department thinks.
Result<void> ImportTickets::settle_places(Entry& entry, const Opinions& opinions, std::size_t place) const {
  const ImportedTicket& row = entry.row;
  if (row.department.empty()) {
    const Choice choice = choose_department(*instance_, opinions, place);
    if (choice.assessment == nullptr || choice.kind != Choice::Kind::open)
      return invalid("department_missing", "The row names no department, and none takes it for its own.", "department", kMend);
    entry.assessment = *choice.assessment;
  } else {
    const auto found = opinions.of(place).find(row.department);
    if (found != opinions.of(place).end() && found->second) entry.assessment = *found->second;
    entry.assessment.department = row.department;
  }
  if (!row.category.empty()) entry.assessment.category = row.category;
  if (entry.assessment.category.empty())
    return invalid("category_missing", "The row names no category, and its department knows none.", "category", kMend);
  if (row.priority) entry.assessment.priority = *row.priority;
  entry.assessment.is_confidential = entry.assessment.is_confidential || row.is_confidential;
  if (!row.unit.empty()) entry.assessment.unit = row.unit;
  if (instance_->units.find(entry.assessment.unit) == nullptr) entry.assessment.unit = instance_->triage_unit;
  return {};
}

std::set<std::pair<std::string, std::string>> ImportTickets::stored_numbers(Transaction& transaction, const std::vector<Entry>& entries) {
  std::map<std::string, std::vector<std::string>> asked;
  for (const Entry& entry : entries) asked[entry.row.channel].push_back(entry.row.number);
  std::set<std::pair<std::string, std::string>> stored;
  for (const auto& [channel, numbers] : asked)
    for (const KnownMessage& message : transaction.intake().known_messages(channel, numbers)) stored.emplace(channel, message.source_id);
  return stored;
}

void ImportTickets::take(std::vector<ImportedTicket> batch, ImportReport& report) {
  std::vector<Entry> entries;
  std::vector<domain::Message> complaints;
  for (ImportedTicket& row : batch) {
    const std::size_t line = row.line;
    auto entry = prepare(std::move(row));
    if (!entry) {
      report.refused.push_back({line, entry.error()});
      continue;
    }
    complaints.push_back(entry->complaint);
    entries.push_back(std::move(*entry));
  }
  const Opinions opinions = Opinions::ask(ports_.departments, *instance_, complaints);
  std::vector<Entry> sound;
  for (std::size_t place = 0; place < entries.size(); ++place) {
    if (const auto settled = settle_places(entries[place], opinions, place); settled)
      sound.push_back(std::move(entries[place]));
    else
      report.refused.push_back({entries[place].row.line, settled.error()});
  }
  std::int64_t known = 0;
  const auto work = [&](Transaction& transaction) {
    known = 0;
    Changes changes;
    auto stored = stored_numbers(transaction, sound);
    for (const Entry& entry : sound) {
      const bool is_new = stored.insert({entry.row.channel, entry.row.number}).second;
      if (is_new && (entry.row.docket.empty() || !transaction.tickets().by_docket(entry.row.docket)))
        add(transaction, changes, entry);
      else
        ++known;
    }
    if (!is_trial_) transaction.write(changes);
  };
  if (is_trial_)
    ports_.store.read(work);
  else
    ports_.store.write(work);
  report.known += known;
  report.taken += static_cast<std::int64_t>(sound.size()) - known;
}

domain::CitizenId ImportTickets::citizen_of(Transaction& transaction, Changes& changes, const Entry& entry) {
  const domain::Author& author = entry.complaint.author;
  const auto made = std::find_if(changes.citizens.begin(), changes.citizens.end(),
                                 [&](const NewCitizen& citizen) { return citizen.channel == entry.row.channel && citizen.author.id == author.id; });
  if (made != changes.citizens.end()) return made->id;
  const auto stored = transaction.intake().citizens(entry.row.channel, {&author.id, 1});
  if (!stored.empty()) return stored.begin()->second;
  const auto id = ports_.identities.next<domain::CitizenId>();
  changes.citizens.push_back({id, entry.row.channel, author, entry.row.opened_at});
  return id;
}

void ImportTickets::happen(Changes& changes, domain::Ticket& ticket, domain::Event event) {
  if (!event.id) event.id = ports_.identities.next<domain::EventId>();
  apply(ticket, event);
  changes.events.push_back(std::move(event));
}

void ImportTickets::add(Transaction& transaction, Changes& changes, Entry entry) {
  const ImportedTicket& row = entry.row;
  domain::Message& complaint = entry.complaint;
  complaint.id = ports_.identities.next<domain::MessageId>();
  complaint.citizen = citizen_of(transaction, changes, entry);
  complaint.received_at = row.opened_at;

  Opening opening;
  opening.message = &complaint;
  opening.assessment = &entry.assessment;
  opening.unit = entry.assessment.unit;
  opening.actor = importer();
  opening.reason = origin_ + ":" + std::to_string(row.line);
  Opened opened = open_ticket(ports_, *instance_, opening, row.opened_at);
  opened.event.details.erase(std::string(name::kDelivery));  // nobody is answered
  if (const auto kept = domain::Docket::parse(instance_->docket_prefix, row.docket); kept) opened.event.set(name::kDocket, kept->text());
  domain::Ticket ticket;
  happen(changes, ticket, std::move(opened.event));
  changes.messages.push_back(complaint);
  for (std::size_t place = 1; place < row.messages.size(); ++place) add_message(changes, ticket, entry, place);
  add_end(changes, ticket, row);
  changes.tickets.push_back(std::move(ticket));
}

void ImportTickets::add_message(Changes& changes, domain::Ticket& ticket, const Entry& entry, std::size_t place) {
  const ImportedMessage& said = entry.row.messages[place];
  if (said.is_from_office) return happen(changes, ticket, answer_of(ticket, entry.complaint.id, said));
  domain::Message message = entry.complaint;
  message.id = ports_.identities.next<domain::MessageId>();
  message.source_id = entry.row.number + "#" + std::to_string(place);
  message.text = said.text;
  message.sent_at = message.received_at = said.sent_at;
  message.disposition = domain::Disposition::appended;
  happen(changes, ticket, domain::message_arrived(ticket, message.id, true, said.sent_at, said.sent_at));
  changes.messages.push_back(std::move(message));
}

void ImportTickets::add_end(Changes& changes, domain::Ticket& ticket, const ImportedTicket& row) {
  if (row.status == ticket.status) return;
  domain::StatusChange change;
  change.to = row.status;
  if (row.status == Status::closed) change.outcome.code = row.outcome;
  const domain::Instant at = row.closed_at.value_or(row.messages.back().sent_at);
  if (auto event = domain::change_status(ticket, change, importer(), at); event) happen(changes, ticket, std::move(*event));
  if (auto event = domain::verify(ticket, {}, importer(), at); event) happen(changes, ticket, std::move(*event));
}

}  // namespace seva::actions
