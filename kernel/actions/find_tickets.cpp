#include <algorithm>
#include <set>

#include "actions/search_tokens.hpp"
#include "actions/ticket_filter.hpp"
#include "domain/docket.hpp"

namespace seva::actions {
namespace {

using After = TicketQuery::After;
using Rows = std::vector<TicketRow>;

constexpr std::size_t kChunk = 200;
constexpr std::size_t kMostSifted = 20'000;  ///< rows of a queue that are looked at one by one

/// The person's scope, narrowed to a unit's subtree. Attention and verification are found by unit, so units are named where they are asked for.
domain::Scope scope_of(const domain::Principal& who, const TicketFilter& filter, const domain::Instance& instance) {
  domain::Scope scope = domain::scope_of(who, domain::Permission::read_ticket, instance.units);
  if (!filter.within.empty()) {
    std::vector<std::string> below = instance.units.subtree(filter.within);
    const std::set<std::string_view> readable(scope.units.begin(), scope.units.end());
    if (!scope.is_everything) std::erase_if(below, [&](const std::string& unit) { return !readable.contains(unit); });
    return {false, std::move(below)};
  }
  if (!scope.is_everything || (!filter.needs_attention && !filter.is_unverified)) return scope;
  scope.is_everything = false;
  for (const domain::Unit& unit : instance.units.all()) scope.units.push_back(unit.code);
  return scope;
}

/// nullopt: nobody has this login, so nothing is found.
std::optional<TicketQuery> query_of(Ports& ports, Transaction& transaction, const domain::Principal& who, const TicketFilter& filter) {
  const auto instance = ports.settings.current();
  TicketQuery query;
  query.scope = scope_of(who, filter, *instance);
  query.statuses = filter.statuses;
  query.only_open = filter.is_open;
  query.department = filter.department;
  query.unit = filter.unit;
  query.categories = filter.categories;
  query.channels = filter.channels;
  query.priorities = filter.priorities;
  query.needs_attention = filter.needs_attention;
  query.is_unverified = filter.is_unverified;
  query.is_reopened = filter.is_reopened;
  query.groups = filter.groups;
  query.now = ports.clock.now();
  query.day_end = day_end(query.now, instance->time_zone);
  query.opened_from = day_start(filter.opened_from, instance->time_zone);
  if (const auto last = day_start(filter.opened_to, instance->time_zone))
    query.opened_before = day_end(*last + std::chrono::hours{12}, instance->time_zone);
  if (filter.assignee == "me") {
    query.assignee = who.user;
  } else if (filter.assignee == "nobody") {
    query.assignee = domain::UserId{};
  } else if (!filter.assignee.empty()) {
    const auto person = transaction.people().user_by_login(filter.assignee);
    if (!person) return std::nullopt;
    query.assignee = person->id;
  }
  return query;
}

bool comes_before(const TicketRow& left, const TicketRow& right, TicketOrder order) {
  if (order == TicketOrder::newest) return left.ticket.id > right.ticket.id;
  return left.due != right.due ? left.due < right.due : left.ticket.id < right.ticket.id;
}

/// What was found otherwise than by the queue: the matching ones behind `after`, in order.
Rows chosen(Rows rows, const TicketQuery& query) {
  std::erase_if(rows, [&](const TicketRow& row) {
    TicketRow last;
    if (query.after) last.ticket.id = query.after->id;
    if (query.after) last.due = query.after->due;
    return !matches(row.ticket, query) || (query.after && !comes_before(last, row, query.order));
  });
  std::sort(rows.begin(), rows.end(), [&](const TicketRow& left, const TicketRow& right) { return comes_before(left, right, query.order); });
  if (rows.size() > query.limit) rows.resize(query.limit);
  return rows;
}

std::string trimmed(const std::string& text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  return first == std::string::npos ? std::string{} : text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

/// The text as the start of a docket, written as dockets are; empty where it is none. Without the prefix it needs a digit, else it is a word.
std::string docket_start(const std::string& words, const std::string& prefix) {
  std::string start;
  for (const char symbol : words) {
    if (symbol >= 'a' && symbol <= 'z')
      start += static_cast<char>(symbol - 'a' + 'A');
    else if ((symbol >= 'A' && symbol <= 'Z') || (symbol >= '0' && symbol <= '9') || symbol == '-')
      start += symbol;
    else
      return {};
  }
  if (const auto whole = domain::Docket::parse(prefix, words)) return whole->text();
  if (start.starts_with(prefix + "-")) return start;
  constexpr std::size_t kShortest = 4;
  const bool has_digit = start.find_first_of("0123456789") != std::string::npos;
  const bool has_letter = start.find_first_of("ABCDEFGHJKMNPQRSTVWXYZ") != std::string::npos;
  return start.size() >= kShortest && has_digit && has_letter ? prefix + "-" + start : std::string{};
}

/// Drops the rows that are not asked for.
using Sieve = std::function<void(Rows&)>;

/// The first `wanted` rows of the queue that the sieve leaves.
Rows sifted(Transaction& transaction, TicketQuery query, const Sieve& sieve, std::size_t wanted) {
  Rows found;
  query.limit = kChunk;
  for (std::size_t looked_at = 0; looked_at < kMostSifted && found.size() < wanted; looked_at += kChunk) {
    Rows rows = transaction.tickets().list(query);
    const bool is_last = rows.size() < kChunk;
    if (!rows.empty()) query.after = After{rows.back().due, rows.back().ticket.id};
    sieve(rows);
    found.insert(found.end(), std::make_move_iterator(rows.begin()), std::make_move_iterator(rows.end()));
    if (is_last) break;
  }
  if (found.size() > wanted) found.resize(wanted);
  return found;
}

template <class Values>
void add_group(SearchTerms& terms, Facet facet, const Values& values) {
  if (values.empty()) return;
  auto& group = terms.groups.emplace_back();
  for (const auto& value : values) group.push_back(facet_token(facet, value));
}

/// What the person may see and what else was chosen, as far as the index knows it: so that a rare word in a large place and a common one in a small
/// place are both found at once.
void add_choice(SearchTerms& terms, const TicketQuery& query, const domain::UnitTree& units) {
  using List = std::vector<std::string>;
  if (!query.unit.empty())
    add_group(terms, Facet::unit, List{query.unit});
  else if (!query.scope.is_everything)
    add_group(terms, Facet::unit, tops_of(query.scope.units, units));
  const bool wants_closed =
      !query.only_open && (query.statuses.empty() || std::count(query.statuses.begin(), query.statuses.end(), domain::Status::closed) > 0);
  const bool wants_open = query.statuses.empty() || std::any_of(query.statuses.begin(), query.statuses.end(),
                                                                [](domain::Status status) { return status != domain::Status::closed; });
  if (wants_open != wants_closed) add_group(terms, Facet::open, List{wants_open ? "1" : "0"});
  if (!query.department.empty()) add_group(terms, Facet::department, List{query.department});
  add_group(terms, Facet::category, query.categories);
  add_group(terms, Facet::channel, query.channels);
}

/// By age the pages go on without an end; by due, they are made of the newest kMostFound.
Rows with_terms(SearchIndex& index, Transaction& transaction, const TicketQuery& query, const SearchTerms& terms) {
  if (query.order == TicketOrder::due) {
    Rows rows = transaction.tickets().rows(index.find(terms, {}, kMostFound));
    std::erase_if(rows, [](const TicketRow& row) { return row.ticket.is_sealed; });
    return chosen(std::move(rows), query);
  }
  Rows found;
  domain::TicketId before = query.after ? query.after->id : domain::TicketId{};
  for (std::size_t looked_at = 0; looked_at < kMostFound && found.size() < query.limit; looked_at += kChunk) {
    const auto ids = index.find(terms, before, kChunk);
    if (ids.empty()) break;
    before = ids.back();
    Rows rows = transaction.tickets().rows(ids);
    std::erase_if(rows, [&](const TicketRow& row) { return row.ticket.is_sealed || !matches(row.ticket, query); });
    found.insert(found.end(), std::make_move_iterator(rows.begin()), std::make_move_iterator(rows.end()));
  }
  if (found.size() > query.limit) found.resize(query.limit);
  return found;
}

Rows found_by_words(Ports& ports, Transaction& transaction, const TicketQuery& query, const std::string& typed) {
  const std::string words = trimmed(typed);
  const auto instance = ports.settings.current();
  if (const std::string start = docket_start(words, instance->docket_prefix); !start.empty()) {
    Rows rows = chosen(transaction.tickets().rows(transaction.desk().dockets_beginning(start, kChunk)), query);
    if (!rows.empty() || start == words) return rows;
  }
  if (query.unit.empty() && !query.scope.is_everything && query.scope.units.empty()) return {};
  for (auto terms : {terms_of(words), unfinished_terms_of(words)}) {
    if (!terms) continue;
    add_choice(*terms, query, instance->units);
    if (Rows rows = with_terms(ports.search, transaction, query, *terms); !rows.empty()) return rows;
  }
  return {};
}

Rows of_dockets(Transaction& transaction, const TicketQuery& query, const std::vector<std::string>& dockets, const std::string& prefix) {
  std::vector<domain::TicketId> ids;
  for (const std::string& typed : dockets)
    if (const auto docket = domain::Docket::parse(prefix, typed))
      if (const auto ticket = transaction.tickets().by_docket(docket->text())) ids.push_back(ticket->id);
  return chosen(transaction.tickets().rows(ids), query);
}

Rows found(Ports& ports, Transaction& transaction, const TicketFilter& filter, const TicketQuery& query) {
  if (!filter.dockets.empty()) return of_dockets(transaction, query, filter.dockets, ports.settings.current()->docket_prefix);
  if (!trimmed(filter.words).empty()) return found_by_words(ports, transaction, query, filter.words);
  const bool is_grouped_by_age = query.order == TicketOrder::newest && !query.groups.empty();
  if (!is_grouped_by_age) return transaction.tickets().list(query);
  return sifted(
      transaction, query, [&](Rows& rows) { std::erase_if(rows, [&](const TicketRow& row) { return !matches(row.ticket, query); }); }, query.limit);
}

ClockCounts counted(const Rows& rows, const TicketQuery& query) {
  ClockCounts counts;
  for (const TicketRow& row : rows) switch (clock_group(row.ticket, query.now, query.day_end)) {
      case ClockGroup::over: ++counts.over; break;
      case ClockGroup::today: ++counts.today; break;
      case ClockGroup::later: ++counts.later; break;
      case ClockGroup::stopped: ++counts.stopped; break;
      case ClockGroup::closed: ++counts.closed; break;
    }
  return counts;
}

}  // namespace

Rows find_tickets(Ports& ports, const domain::Principal& who, const TicketFilter& filter, TicketOrder order, const std::optional<After>& after,
                  std::size_t limit) {
  Rows rows;
  ports.store.read([&](Transaction& transaction) {
    rows.clear();
    auto query = query_of(ports, transaction, who, filter);
    if (!query) return;
    query->order = order;
    query->after = after;
    query->limit = limit;
    rows = found(ports, transaction, filter, *query);
  });
  return rows;
}

ClockCounts count_found(Ports& ports, const domain::Principal& who, const TicketFilter& filter) {
  ClockCounts counts;
  ports.store.read([&](Transaction& transaction) {
    counts = {};
    auto query = query_of(ports, transaction, who, filter);
    if (!query) return;
    query->limit = kMostFound;
    const bool is_searched = !filter.dockets.empty() || !trimmed(filter.words).empty();
    counts = is_searched ? counted(found(ports, transaction, filter, *query), *query) : transaction.tickets().count(*query);
  });
  return counts;
}

}  // namespace seva::actions
