#include "actions/prove_citizen.hpp"

#include <algorithm>
#include <cctype>

#include "actions/archived.hpp"
#include "actions/digest.hpp"
#include "actions/kept_result.hpp"
#include "actions/kernel_texts.hpp"
#include "actions/outbox.hpp"
#include "domain/docket.hpp"
#include "domain/workflow.hpp"

namespace seva::actions {
namespace {

namespace name = domain::detail_name;
using domain::Event;
using domain::EventKind;
using domain::ProofLevel;
using domain::Result;
using domain::Ticket;

constexpr std::chrono::seconds kBetweenCodes{60};
constexpr std::chrono::hours kCodesCount{1};
constexpr std::chrono::days kRatingTime{30};
constexpr std::uint64_t kCodes = 1'000'000;

/// Compares without telling by the time taken where the two differ.
bool is_same(std::string_view left, std::string_view right) {
  unsigned int difference = left.size() == right.size() ? 0 : 1;
  for (std::size_t place = 0; place < left.size(); ++place)
    difference |= static_cast<unsigned char>(left[place]) ^ static_cast<unsigned char>(place < right.size() ? right[place] : 0);
  return difference == 0;
}

Result<Ticket> find(Transaction& transaction, const domain::Instance& instance, const std::string& typed) {
  const auto docket = domain::Docket::parse(instance.docket_prefix, typed);
  if (!docket) return docket.error();
  auto ticket = transaction.tickets().by_docket(docket->text());
  if (!ticket) return absent_docket(transaction, *docket);
  if (ticket->is_confidential) return domain::not_found();
  return std::move(*ticket);
}

std::string bare_handle(std::string_view typed) {
  while (!typed.empty() && (typed.front() == '@' || std::isspace(static_cast<unsigned char>(typed.front())) != 0)) typed.remove_prefix(1);
  while (!typed.empty() && std::isspace(static_cast<unsigned char>(typed.back())) != 0) typed.remove_suffix(1);
  std::string handle(typed);
  std::transform(handle.begin(), handle.end(), handle.begin(), [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
  return handle;
}

bool is_own(const domain::Message& message, const Ticket& ticket) {
  return !message.is_from_us && message.direction == domain::Direction::incoming && message.citizen == ticket.citizen;
}

bool did_write_in_public(Transaction& transaction, const Ticket& ticket) {
  const auto messages = transaction.tickets().messages(ticket.id);
  return std::any_of(messages.begin(), messages.end(),
                     [&](const domain::Message& message) { return is_own(message, ticket) && !message.is_private; });
}

/// Not where the account is in replay mode, say: nothing leaves by it.
bool can_send_code(Ports& ports, const domain::Instance& instance, const Ticket& ticket) {
  const domain::Message none;
  return make_delivery({&ticket, &none, {}, domain::DeliveryKind::private_message}, instance, ports.plugins, ports.identities, ports.clock.now())
             .state == domain::DeliveryState::queued;
}

std::string hash_of_code(const Ticket& ticket, std::string_view code) {
  return sha256_hex(std::to_string(ticket.id.value) + ":" + std::string(code));
}

std::string new_proof(Ports& ports, Transaction& transaction, const Ticket& ticket, ProofLevel level) {
  constexpr std::size_t kPassBytes = 24;
  std::string token = ports.identities.random_hex(kPassBytes);
  const domain::Instant now = ports.clock.now();
  transaction.proofs().add({sha256_hex(token), ticket.id, level, now + kProofHolds}, now);
  return token;
}

domain::Problem too_many_codes() {
  return {domain::ProblemKind::too_many, "too_many_codes", "Too many codes were asked for.", {}, "Wait a while, then ask for another one."};
}

std::string code_text(const std::string& code, const Ticket& ticket) {
  std::string text = kernel_text("proof.code").value_or(domain::Text{"{0} {1}", "{0} {1}"}).in(ticket.language);
  for (const auto& [place, value] : {std::pair<std::string, const std::string&>{"{0}", code}, {"{1}", ticket.docket}})
    if (const auto at = text.find(place); at != std::string::npos) text.replace(at, place.size(), value);
  return text;
}

/// Since the ticket was closed last.
bool has_since_closing(const std::vector<Event>& events, EventKind kind, std::string* fixed = nullptr) {
  bool is_there = false;
  for (const Event& event : events) {
    if (event.detail(name::kStatus) == name_of(domain::Status::closed)) is_there = false;
    if (event.kind == kind) is_there = true;
    if (event.kind == kind && fixed != nullptr) *fixed = event.detail(name::kFixed);
  }
  if (!is_there && fixed != nullptr) fixed->clear();
  return is_there;
}

/// Whoever only knows the handle says nothing in the citizen's name, unless there is no better proof to be had.
bool may_speak(Ports& ports, const domain::Instance& instance, const Ticket& ticket, ProofLevel level) {
  return level == ProofLevel::code || !can_send_code(ports, instance, ticket);
}

void add_said(CitizenFile& file, const Event& event, const std::vector<domain::Message>& messages, const std::vector<domain::Delivery>& deliveries) {
  const bool shows_all = file.level == ProofLevel::code;
  const bool is_answer = event.kind == EventKind::replied;  // its message is the one that it answers
  for (const domain::Message& message : messages)
    if (!is_answer && event.message && message.id == event.message && is_own(message, file.ticket) && (shows_all || !message.is_private))
      file.said.push_back({false, message.text, message.sent_at, message.is_private});
  const std::string_view id = event.detail(name::kDelivery);
  if (id.empty()) return;
  for (const domain::Delivery& delivery : deliveries) {
    const bool did_leave = delivery.state == domain::DeliveryState::sent || delivery.state == domain::DeliveryState::delivered ||
                           delivery.state == domain::DeliveryState::read;
    const bool is_private = delivery.kind != domain::DeliveryKind::reply;
    if (std::to_string(delivery.id.value) == id && did_leave && delivery.kind != domain::DeliveryKind::call_back && (shows_all || !is_private))
      file.said.push_back({true, delivery.text, event.at, is_private});
  }
}

Result<CitizenFile> read_file(Ports& ports, Transaction& transaction, const domain::Instance& instance, const std::string& typed,
                              const std::string& token) {
  auto ticket = find(transaction, instance, typed);
  if (!ticket) return ticket.error();
  const domain::Instant now = ports.clock.now();
  const auto proof = transaction.proofs().proof(sha256_hex(token));
  if (!proof || proof->ticket != ticket->id || proof->expires_at <= now) return domain::not_found();
  CitizenFile file;
  file.ticket = std::move(*ticket);
  file.level = proof->level;
  const auto events = transaction.tickets().events(file.ticket.id);
  const auto messages = transaction.tickets().messages(file.ticket.id);
  const auto deliveries = transaction.deliveries().of_ticket(file.ticket.id);
  for (const Event& event : events)
    if (event.kind != EventKind::noted) add_said(file, event, messages, deliveries);
  const bool is_in_time = file.ticket.status == domain::Status::closed && file.ticket.closed_at && now - *file.ticket.closed_at <= kRatingTime;
  const bool speaks = is_in_time && may_speak(ports, instance, file.ticket, file.level);
  file.can_rate = !has_since_closing(events, EventKind::rated, &file.fixed) && speaks;
  file.has_asked_reopening = has_since_closing(events, EventKind::reopening_asked);
  file.can_ask_reopening = speaks && !file.has_asked_reopening;
  return file;
}

domain::Problem not_now() { return domain::conflict("not_now", "This cannot be said of the complaint now.", "Look at its page again."); }

/// Writes one event of the citizen.
Result<void> say(Ports& ports, const std::string& typed, const std::string& token, bool CitizenFile::*may, Event event) {
  const auto instance = ports.settings.current();
  return result_of_writing(ports.store, [&](Transaction& transaction) -> Result<void> {
    const auto file = read_file(ports, transaction, *instance, typed, token);
    if (!file) return file.error();
    if (!((*file).*may)) return not_now();
    event.id = ports.identities.next<domain::EventId>();
    event.ticket = file->ticket.id;
    event.actor = {domain::ActorKind::citizen, {}, {}};
    event.at = event.source_at = ports.clock.now();
    Changes changes;
    Ticket after = file->ticket;
    apply(after, event);
    changes.ticket_changes.push_back({file->ticket, std::move(after)});
    changes.events.push_back(event);
    transaction.write(changes);
    return {};
  });
}

}  // namespace

Result<ProofWays> proof_ways(Ports& ports, const std::string& typed) {
  const auto instance = ports.settings.current();
  return result_of_reading(ports.store, [&](Transaction& transaction) -> Result<ProofWays> {
    const auto ticket = find(transaction, *instance, typed);
    if (!ticket) return ticket.error();
    ProofWays ways{ticket->docket, ticket->channel, false, can_send_code(ports, *instance, *ticket), false};
    const auto author = transaction.intake().author(ticket->citizen, ticket->channel);
    ways.by_handle = author && !author->handle.empty() && did_write_in_public(transaction, *ticket);
    const auto code = transaction.proofs().code(ticket->id);
    ways.is_code_out = code && code->expires_at > ports.clock.now() && code->tries < kMostTries;
    return ways;
  });
}

Result<std::string> prove_by_handle(Ports& ports, const std::string& typed, const std::string& handle) {
  const auto instance = ports.settings.current();
  return result_of_writing(ports.store, [&](Transaction& transaction) -> Result<std::string> {
    const auto ticket = find(transaction, *instance, typed);
    if (!ticket) return ticket.error();
    const auto author = transaction.intake().author(ticket->citizen, ticket->channel);
    const std::string known = author ? bare_handle(author->handle) : std::string{};
    if (known.empty() || !did_write_in_public(transaction, *ticket) || !is_same(known, bare_handle(handle)))
      return domain::invalid("handle_wrong", "The complaint was not written from this account.", "handle", "Type the handle that you wrote from.");
    return new_proof(ports, transaction, *ticket, ProofLevel::handle);
  });
}

Result<void> send_proof_code(Ports& ports, const std::string& typed) {
  const auto instance = ports.settings.current();
  constexpr std::size_t kDigits = 6;
  std::string code = std::to_string(ports.identities.random_bits() % kCodes);
  code.insert(0, kDigits - code.size(), '0');
  return result_of_writing(ports.store, [&](Transaction& transaction) -> Result<void> {
    const domain::Instant now = ports.clock.now();
    const auto ticket = find(transaction, *instance, typed);
    if (!ticket) return ticket.error();
    if (!can_send_code(ports, *instance, *ticket)) return domain::conflict("channel_cannot", "No code can be sent there.", "Use another way.");
    domain::ProofCode next{ticket->id, hash_of_code(*ticket, code), now, now + kCodeHolds, 0, 1, now};
    if (const auto before = transaction.proofs().code(ticket->id); before && now - before->first_sent_at < kCodesCount) {
      if (before->codes >= kMostCodes || now - before->sent_at < kBetweenCodes) return too_many_codes();
      next.codes = before->codes + 1;
      next.first_sent_at = before->first_sent_at;
    }
    const auto messages = transaction.tickets().messages(ticket->id);
    const auto own = std::find_if(messages.rbegin(), messages.rend(), [&](const domain::Message& message) { return is_own(message, *ticket); });
    if (own == messages.rend()) return domain::conflict("channel_cannot", "No code can be sent there.", "Use another way.");
    Changes changes;
    changes.deliveries.push_back(make_delivery({&*ticket, &*own, code_text(code, *ticket), domain::DeliveryKind::private_message}, *instance,
                                               ports.plugins, ports.identities, now));
    transaction.proofs().set(next);
    transaction.write(changes);
    return {};
  });
}

Result<std::string> prove_by_code(Ports& ports, const std::string& typed, const std::string& code) {
  const auto instance = ports.settings.current();
  return result_of_writing(ports.store, [&](Transaction& transaction) -> Result<std::string> {
    const auto ticket = find(transaction, *instance, typed);
    if (!ticket) return ticket.error();
    auto known = transaction.proofs().code(ticket->id);
    if (!known || known->expires_at <= ports.clock.now() || known->tries >= kMostTries)
      return domain::conflict("code_spent", "There is no code that holds any more.", "Ask for another one.");
    const bool is_right = is_same(known->code_hash, hash_of_code(*ticket, code));
    known->tries = is_right ? kMostTries : known->tries + 1;
    transaction.proofs().set(*known);
    if (!is_right) return domain::invalid("code_wrong", "The code is not right.", "code", "Look at the message again.");
    return new_proof(ports, transaction, *ticket, ProofLevel::code);
  });
}

Result<CitizenFile> show_to_citizen(Ports& ports, const std::string& typed, const std::string& token) {
  const auto instance = ports.settings.current();
  std::optional<Result<CitizenFile>> result;
  ports.store.read([&](Transaction& transaction) { result.emplace(read_file(ports, transaction, *instance, typed, token)); });
  return std::move(*result);
}

Result<void> rate_outcome(Ports& ports, const std::string& typed, const std::string& token, const std::string& fixed) {
  if (fixed != name::kFixedYes && fixed != name::kNo && fixed != name::kUnknown)
    return domain::invalid("fixed_unknown", "This is none of the answers.", "fixed", "Choose one of the three.");
  Event rated;
  rated.kind = EventKind::rated;
  rated.set(name::kFixed, fixed);
  return say(ports, typed, token, &CitizenFile::can_rate, std::move(rated));
}

Result<void> ask_reopening(Ports& ports, const std::string& typed, const std::string& token, const std::string& words) {
  if (const auto checked = domain::check_reason(words, true); !checked) return checked.error();
  Event asked;
  asked.kind = EventKind::reopening_asked;
  asked.reason = words;
  return say(ports, typed, token, &CitizenFile::can_ask_reopening, std::move(asked));
}

}  // namespace seva::actions
