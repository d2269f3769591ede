#include "actions/ticket_cards.hpp"

#include <algorithm>
#include <set>

#include "domain/sealed.hpp"

namespace seva::actions {
namespace {

namespace name = domain::detail_name;
using domain::Event;

/// Goes through a ticket's events, oldest first.
class Reading {
 public:
  explicit Reading(TicketCard& card) : card_(card) {}

  void take(const Event& event) {
    for (const auto& [detail, value] : event.details)
      if (detail.starts_with(name::kFactPrefix) && !value.empty()) card_.facts.insert_or_assign(detail.substr(name::kFactPrefix.size()), value);
    for (const domain::Reason& reason : event.reasons)
      if (reason.aspect == domain::Aspect::deadline) card_.deadline = reason;
    domain::follow(card_.joined, event);
    take_clock(event);
  }

 private:
  void take_clock(const Event& event) {
    if (event.kind == domain::EventKind::taken_back) {
      if (event.details.contains(name::kPausedAt)) stands_since_ = card_.ticket.paused_at;
      return;
    }
    const auto status = domain::status_named(event.detail(name::kStatus));
    if (!status) return;
    if (stands_since_ && *status != domain::Status::incomplete) {
      card_.not_counted += std::chrono::duration_cast<std::chrono::minutes>(event.at - *stands_since_);
      stands_since_.reset();
    }
    if (*status == domain::Status::incomplete) stands_since_ = event.at;
  }

  TicketCard& card_;
  std::optional<domain::Instant> stands_since_;
};

void add_people(Transaction& transaction, std::vector<TicketCard>& cards) {
  std::vector<domain::UserId> assignees;
  std::vector<domain::CitizenId> citizens;
  for (const TicketCard& card : cards) {
    if (card.ticket.assignee) assignees.push_back(card.ticket.assignee);
    if (!card.ticket.is_sealed) citizens.push_back(card.ticket.citizen);
  }
  const auto people = transaction.desk().people(assignees);
  const auto authors = transaction.desk().authors(citizens);
  for (TicketCard& card : cards) {
    if (const auto person = people.find(card.ticket.assignee); person != people.end()) card.assignee_name = person->second.name;
    if (card.ticket.is_sealed) continue;
    const auto is_theirs = [&](const KnownAuthor& known) { return known.citizen == card.ticket.citizen && known.channel == card.ticket.channel; };
    if (const auto known = std::find_if(authors.begin(), authors.end(), is_theirs); known != authors.end()) card.author = known->author;
  }
}

void add_history(Transaction& transaction, domain::UserId who, std::vector<TicketCard>& cards) {
  std::vector<domain::TicketId> ids;
  for (const TicketCard& card : cards) ids.push_back(card.ticket.id);
  const std::vector<Event> events = transaction.desk().turning_points(ids);
  std::unordered_map<domain::TicketId, std::uint32_t> seen;
  for (const SeenTicket& one : transaction.personal().seen(who, ids)) seen[one.ticket] = one.version;
  for (TicketCard& card : cards) {
    card.is_unread = seen[card.ticket.id] < card.ticket.version;
    Reading reading(card);
    auto event = std::partition_point(events.begin(), events.end(), [&](const Event& one) { return one.ticket < card.ticket.id; });
    for (; event != events.end() && event->ticket == card.ticket.id; ++event) reading.take(*event);
  }
}

}  // namespace

std::size_t TicketCard::affected() const {
  std::set<std::string> citizens;
  std::size_t unknown = 0;
  for (const auto& [docket, citizen] : joined) {
    if (citizen.empty())
      ++unknown;
    else
      citizens.insert(citizen);
  }
  citizens.erase(std::to_string(ticket.citizen.value));
  return 1 + citizens.size() + unknown;
}

std::vector<TicketCard> cards_of(Ports& ports, const domain::Principal& who, std::vector<domain::Ticket> tickets) {
  std::vector<TicketCard> cards;
  ports.store.read([&](Transaction& transaction) {
    cards.clear();
    for (const domain::Ticket& ticket : tickets) cards.emplace_back().ticket = ticket;
    if (cards.empty()) return;
    add_people(transaction, cards);
    add_history(transaction, who.user, cards);
  });
  return cards;
}

TicketCard card_of(Ports& ports, const domain::Principal& who, const TicketFile& file) {
  TicketCard card = std::move(cards_of(ports, who, {file.ticket}).front());
  if (file.ticket.is_sealed) {
    TicketCard opened;
    opened.ticket = file.ticket;
    Reading reading(opened);
    for (const Event& event : file.events) reading.take(event);
    card.facts = std::move(opened.facts);
  }
  return card;
}

std::string masked_number(const std::string& number) {
  constexpr std::size_t kFewestDigits = 10;
  constexpr std::size_t kShownAtEnd = 3;
  constexpr std::size_t kShownAtStart = 2;
  std::string digits;
  for (const char symbol : number) {
    if (symbol >= '0' && symbol <= '9')
      digits += symbol;
    else if (symbol != '+')
      return {};
  }
  if (digits.size() < kFewestDigits || !number.starts_with('+')) return {};
  const std::string country = digits.substr(0, digits.size() - kFewestDigits);
  const std::string local = digits.substr(digits.size() - kFewestDigits);
  return "+" + country + " " + local.substr(0, kShownAtStart) + "••• ••" + local.substr(local.size() - kShownAtEnd);
}

}  // namespace seva::actions
