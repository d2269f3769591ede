#include "actions/seal_changes.hpp"

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include "actions/sealed_parts.hpp"

namespace seva::actions {
namespace {

using domain::SealedKind;

std::string pseudonym(Vault& vault, std::string_view what, const std::string& channel, const std::string& id) {
  if (id.empty() || domain::is_pseudonym(id)) return id;
  return std::string(domain::kPseudonymPrefix) + vault.hash(std::string(what) + " " + channel, id);
}

std::string place_of_state(const PluginState& state) { return "state " + state.plugin + " " + state.key; }

template <class Facts, class Test>
bool any(const Facts& facts, const Test& test) {
  return std::any_of(facts.begin(), facts.end(), test);
}

/// Begins an entry that holds more than the bytes; no channel sends it at the beginning of a line.
const std::string kWithHead("\0head ", 6);

/// The bytes alone, or with what else is needed to hand them again: the digits of the head's size, a line feed, the head, the bytes.
std::string whole_of(const DeadLetter& letter) {
  if (letter.head.empty()) return letter.bytes;
  return kWithHead + std::to_string(letter.head.size()) + "\n" + letter.head + letter.bytes;
}

}  // namespace

std::int64_t subject_of_dead_letter(const DeadLetter& letter) {
  constexpr std::size_t kDigits = 15;
  std::int64_t subject = 0;
  const std::string_view digest = std::string_view(letter.digest).substr(domain::kPseudonymPrefix.size());
  std::from_chars(digest.data(), digest.data() + std::min(digest.size(), kDigits), subject, 16);
  return subject;
}

std::string pseudonym_of_author(Vault& vault, const std::string& channel, const std::string& id) { return pseudonym(vault, "author", channel, id); }
std::string pseudonym_of_thread(Vault& vault, const std::string& channel, const std::string& id) { return pseudonym(vault, "thread", channel, id); }
std::string pseudonym_of_message(Vault& vault, const std::string& channel, const std::string& id) { return pseudonym(vault, "message", channel, id); }

std::string place_of(SealedKind kind, std::int64_t subject) { return std::to_string(static_cast<int>(kind)) + " " + std::to_string(subject); }

std::string sealed_value(Vault& vault, const PluginState& state) {
  const Vault::Sealed sealed = vault.seal(state.value, place_of_state(state));
  return std::string(domain::kPseudonymPrefix) + sealed.key_id + ":" + sealed.bytes;
}

std::optional<std::string> opened_value(Vault& vault, const PluginState& state) {
  if (!domain::is_pseudonym(state.value)) return state.value;
  const std::string_view rest = std::string_view(state.value).substr(domain::kPseudonymPrefix.size());
  const auto colon = rest.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  return vault.open({std::string(rest.substr(0, colon)), std::string(rest.substr(colon + 1))}, place_of_state(state));
}

bool ChangeSealer::is_sealed(const domain::Message& message) const { return message.is_sealed || channels_.contains(message.channel); }

/// An event is as sealed as its ticket; without one, as its message.
bool ChangeSealer::is_sealed(const Changes& changes, const domain::Event& event) {
  for (const domain::Ticket& ticket : changes.tickets)
    if (ticket.id == event.ticket) return ticket.is_sealed;
  for (const TicketChange& change : changes.ticket_changes)
    if (change.after.id == event.ticket) return change.after.is_sealed;
  for (const domain::Message& message : changes.messages)
    if (message.id == event.message) return is_sealed(message);
  const auto message = event.message ? transaction_.tickets().message(event.message) : std::nullopt;
  if (message) return is_sealed(*message);
  const auto tickets = transaction_.tickets().by_ids({&event.ticket, 1});
  return !tickets.empty() && tickets.front().is_sealed;
}

bool ChangeSealer::is_sealed(const Changes& changes, const domain::TriageItem& item) {
  for (const domain::Message& message : changes.messages)
    if (message.id == item.message) return is_sealed(message);
  const auto stored = transaction_.tickets().message(item.message);
  return stored && is_sealed(*stored);
}

bool ChangeSealer::concerns(const Changes& changes) const {
  const auto is_of_channel = [&](const auto& fact) { return channels_.contains(fact.channel); };
  const auto is_of_plugin = [&](const auto& fact) { return channels_.contains(fact.plugin); };
  if (any(changes.messages, [&](const auto& message) { return is_sealed(message); })) return true;
  if (any(changes.tickets, [](const auto& ticket) { return ticket.is_sealed; })) return true;
  if (any(changes.ticket_changes, [](const auto& change) { return change.after.is_sealed; })) return true;
  if (any(changes.citizens, is_of_channel) || any(changes.deliveries, is_of_channel) || any(changes.delivery_changes, is_of_channel)) return true;
  if (any(changes.calls, is_of_channel) || any(changes.call_changes, [&](const auto& change) { return is_of_channel(change.after); })) return true;
  if (any(changes.files, [](const auto& file) { return file.is_sealed; })) return true;
  if (any(changes.dead_letters, is_of_plugin) || any(changes.plugin_states, is_of_plugin)) return true;
  // What belongs to messages that are stored already is looked at one by one.
  if (changes.messages.empty() && !changes.triage.empty()) return true;
  return changes.tickets.empty() && changes.ticket_changes.empty() && !changes.events.empty();
}

void ChangeSealer::keep(Changes& changes, SealedKind kind, std::int64_t subject, const std::string& parts) {
  Vault::Sealed sealed = vault_.seal(parts, place_of(kind, subject));
  changes.sealed.push_back({kind, subject, std::move(sealed.key_id), std::move(sealed.bytes)});
}

Changes ChangeSealer::sealed(Changes changes) {
  hide_events(changes);  // First: it looks at the messages and tickets.
  hide_triage(changes);
  hide_people(changes);
  hide_messages(changes);
  hide_tickets(changes);
  hide_deliveries(changes);
  hide_calls(changes);
  hide_dead_letters(changes);
  hide_states(changes);
  hide_files(changes);
  return changes;
}

void ChangeSealer::hide_people(Changes& changes) {
  for (NewCitizen& citizen : changes.citizens) {
    if (!channels_.contains(citizen.channel)) continue;
    keep(changes, SealedKind::identity, citizen.id.value, parts_of(citizen.author));
    citizen.author = {pseudonym_of_author(vault_, citizen.channel, citizen.author.id), {}, {}};
  }
}

void ChangeSealer::hide_messages(Changes& changes) {
  for (domain::Message& message : changes.messages) {
    if (!is_sealed(message)) continue;
    keep(changes, SealedKind::message, message.id.value, parts_of(message));
    hide(message);
    message.source_id = pseudonym_of_message(vault_, message.channel, message.source_id);
    message.in_reply_to = pseudonym_of_message(vault_, message.channel, message.in_reply_to);
    message.thread = pseudonym_of_thread(vault_, message.channel, message.thread);
    message.author.id = pseudonym_of_author(vault_, message.channel, message.author.id);
  }
}

void ChangeSealer::hide_tickets(Changes& changes) {
  const auto hide_ticket = [](domain::Ticket& ticket) {
    if (!ticket.is_sealed) return;
    ticket.summary = domain::kHidden;
    ticket.outcome.fields.clear();
  };
  for (domain::Ticket& ticket : changes.tickets) hide_ticket(ticket);
  for (TicketChange& change : changes.ticket_changes) hide_ticket(change.after);
}

void ChangeSealer::hide_events(Changes& changes) {
  for (domain::Event& event : changes.events) {
    if (!is_sealed(changes, event)) continue;
    keep(changes, SealedKind::event, event.id.value, parts_of(event));
    hide(event);
    if (!event.detail(domain::detail_name::kSummary).empty()) event.set(domain::detail_name::kSummary, domain::kHidden);
  }
}

void ChangeSealer::hide_triage(Changes& changes) {
  for (domain::TriageItem& item : changes.triage) {
    if (!is_sealed(changes, item)) continue;
    keep(changes, SealedKind::triage_item, item.id.value, parts_of(item));
    hide(item);
  }
}

void ChangeSealer::hide_deliveries(Changes& changes) {
  for (domain::Delivery& delivery : changes.deliveries) {
    if (!channels_.contains(delivery.channel)) continue;
    if (domain::is_pseudonym(delivery.to)) throw std::logic_error("A sealed delivery was made from a message that is not opened.");
    keep(changes, SealedKind::delivery, delivery.id.value, parts_of(delivery));
    hide(delivery);
    delivery.to = pseudonym_of_author(vault_, delivery.channel, delivery.to);
    if (delivery.kind != domain::DeliveryKind::call_back)  // That answers a call, whose id is nobody's.
      delivery.in_reply_to = pseudonym_of_message(vault_, delivery.channel, delivery.in_reply_to);
    delivery.thread = pseudonym_of_thread(vault_, delivery.channel, delivery.thread);
    delivery.sent_id = pseudonym_of_message(vault_, delivery.channel, delivery.sent_id);
  }
  for (domain::Delivery& delivery : changes.delivery_changes)
    if (channels_.contains(delivery.channel)) delivery.sent_id = pseudonym_of_message(vault_, delivery.channel, delivery.sent_id);
}

void ChangeSealer::hide_calls(Changes& changes) {
  const auto hide_call = [&](domain::CallSession& call) {
    if (!channels_.contains(call.channel) || domain::is_pseudonym(call.facts.number.value)) return;
    keep(changes, SealedKind::call, call.id.value, parts_of(call));
    hide(call);
    call.facts.number.value = pseudonym_of_author(vault_, call.channel, call.facts.number.value);
  };
  for (domain::CallSession& call : changes.calls) hide_call(call);
  for (CallChange& change : changes.call_changes) hide_call(change.after);
}

/// The digest of few digits could be guessed at; the pseudonym of it cannot, and still finds the same letter.
void open_dead_letter(DeadLetter& letter, SealedRecords& sealed) {
  const std::int64_t subject = subject_of_dead_letter(letter);
  for (const SealedEntry& entry : sealed.entries(SealedKind::dead_letter, {&subject, 1})) {
    std::string_view whole = entry.bytes;
    if (!whole.starts_with(kWithHead)) {
      letter.bytes = whole;
      continue;
    }
    whole.remove_prefix(kWithHead.size());
    std::size_t size = 0;
    const auto [end, error] = std::from_chars(whole.data(), whole.data() + whole.size(), size);
    const auto head = static_cast<std::size_t>(end - whole.data()) + 1;
    if (error != std::errc{} || head + size > whole.size()) continue;
    letter.head = whole.substr(head, size);
    letter.bytes = whole.substr(head + size);
  }
}

void ChangeSealer::hide_dead_letters(Changes& changes) {
  for (DeadLetter& letter : changes.dead_letters) {
    if (!channels_.contains(letter.plugin)) continue;
    letter.digest = pseudonym(vault_, "letter", letter.plugin, letter.digest);
    keep(changes, SealedKind::dead_letter, subject_of_dead_letter(letter), whole_of(letter));
    letter.bytes.clear();
    letter.head.clear();
  }
}

void ChangeSealer::hide_files(Changes& changes) {
  for (domain::File& file : changes.files) {
    if (!file.is_sealed) continue;
    keep(changes, SealedKind::file, file.id.value, file.name);
    file.name.clear();
  }
}

void ChangeSealer::hide_states(Changes& changes) {
  for (PluginState& state : changes.plugin_states)
    if (channels_.contains(state.plugin)) state.value = sealed_value(vault_, state);
}

}  // namespace seva::actions
