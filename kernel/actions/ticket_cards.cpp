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

CardQuery query_for(const std::vector<domain::Ticket>& tickets, domain::UserId reader) {
  CardQuery query;
  query.reader = reader;
  for (const domain::Ticket& ticket : tickets) {
    query.tickets.push_back(ticket.id);
    if (ticket.assignee) query.assignees.push_back(ticket.assignee);
    if (!ticket.is_sealed) query.citizens.push_back(ticket.citizen);
  }
  return query;
}

void add_people(const CardParts& parts, std::vector<TicketCard>& cards) {
  for (TicketCard& card : cards) {
    if (const auto person = parts.people.find(card.ticket.assignee); person != parts.people.end()) card.assignee_name = person->second.name;
    if (card.ticket.is_sealed) continue;
    const auto is_theirs = [&](const KnownAuthor& known) { return known.citizen == card.ticket.citizen && known.channel == card.ticket.channel; };
    if (const auto known = std::find_if(parts.authors.begin(), parts.authors.end(), is_theirs); known != parts.authors.end())
      card.author = known->author;
  }
}

void add_history(const CardParts& parts, std::vector<TicketCard>& cards) {
  const std::vector<Event>& events = parts.turning_points;
  std::unordered_map<domain::TicketId, std::uint32_t> seen;
  for (const SeenTicket& one : parts.seen) seen[one.ticket] = one.version;
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
  if (tickets.empty()) return cards;
  const CardQuery query = query_for(tickets, who.user);
  CardParts parts;
  ports.store.read([&](Transaction& transaction) { parts = transaction.desk().card_parts(query); });
  for (domain::Ticket& ticket : tickets) cards.emplace_back().ticket = std::move(ticket);
  add_people(parts, cards);
  add_history(parts, cards);
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
