#include <algorithm>
#include <set>

#include "actions/ticket_filter.hpp"
#include "domain/docket.hpp"
#include "domain/unicode.hpp"

namespace seva::actions {
namespace {

using After = TicketQuery::After;
using Rows = std::vector<TicketRow>;

constexpr std::size_t kChunk = 200;
constexpr std::size_t kMostOfAName = 50;

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

/// The digits of a number, as it is typed; empty where it is none.
std::string digits_of(const std::string& words) {
  std::string digits;
  for (const char symbol : words) {
    if (symbol >= '0' && symbol <= '9')
      digits += symbol;
    else if (symbol != ' ' && symbol != '+' && symbol != '-')
      return {};
  }
  constexpr std::size_t kFewest = 4;
  return digits.size() >= kFewest ? digits : std::string{};
}

/// Drops the rows that do not hold what is looked for.
using Sieve = std::function<void(Transaction&, Rows&)>;

Sieve sieve_for_digits(std::string digits) {
  return [digits = std::move(digits)](Transaction& transaction, Rows& rows) {
    std::vector<domain::CitizenId> citizens;
    for (const TicketRow& row : rows) citizens.push_back(row.ticket.citizen);
    std::set<domain::CitizenId> callers;
    for (const KnownAuthor& known : transaction.desk().authors(citizens))
      if (known.author.id.ends_with(digits) || known.author.handle.ends_with(digits)) callers.insert(known.citizen);
    std::erase_if(rows, [&](const TicketRow& row) { return row.ticket.is_sealed || !callers.contains(row.ticket.citizen); });
  };
}

Sieve sieve_for_words(const std::string& words) {
  std::vector<std::string> parts;
  const std::string folded = domain::case_folded(words);
  for (std::size_t place = folded.find_first_not_of(' '); place != std::string::npos; place = folded.find_first_not_of(' ', place)) {
    const auto end = std::min(folded.find(' ', place), folded.size());
    parts.push_back(folded.substr(place, end - place));
    place = end;
  }
  return [parts = std::move(parts)](Transaction&, Rows& rows) {
    std::erase_if(rows, [&](const TicketRow& row) {
      const std::string summary = domain::case_folded(row.ticket.summary);
      return row.ticket.is_sealed ||
             std::any_of(parts.begin(), parts.end(), [&](const std::string& part) { return summary.find(part) == std::string::npos; });
    });
  };
}

/// The first `wanted` rows of the queue that the sieve leaves.
Rows sifted(Transaction& transaction, TicketQuery query, const Sieve& sieve, std::size_t wanted) {
  Rows found;
  query.limit = kChunk;
  for (std::size_t looked_at = 0; looked_at < kMostSearched && found.size() < wanted; looked_at += kChunk) {
    Rows rows = transaction.tickets().list(query);
    const bool is_last = rows.size() < kChunk;
    if (!rows.empty()) query.after = After{rows.back().due, rows.back().ticket.id};
    sieve(transaction, rows);
    found.insert(found.end(), std::make_move_iterator(rows.begin()), std::make_move_iterator(rows.end()));
    if (is_last) break;
  }
  if (found.size() > wanted) found.resize(wanted);
  return found;
}

Rows with_handle(Transaction& transaction, const TicketQuery& query, const std::string& handle) {
  Rows rows;
  for (const domain::CitizenId citizen : transaction.desk().citizens_with_handle(handle, kMostOfAName)) {
    TicketQuery theirs;
    theirs.scope = query.scope;
    theirs.citizen = citizen;
    theirs.order = TicketOrder::newest;
    theirs.limit = kChunk;
    for (TicketRow& row : transaction.tickets().list(theirs))
      if (!row.ticket.is_sealed) rows.push_back(std::move(row));
  }
  return chosen(std::move(rows), query);
}

Rows found_by_words(Transaction& transaction, const TicketQuery& query, const std::string& typed, const std::string& prefix) {
  const std::string words = trimmed(typed);
  if (words.starts_with('@')) return with_handle(transaction, query, words.substr(1));
  if (const std::string start = docket_start(words, prefix); !start.empty()) {
    Rows rows = chosen(transaction.tickets().rows(transaction.desk().dockets_beginning(start, kChunk)), query);
    if (!rows.empty() || start == words) return rows;
  }
  if (std::string digits = digits_of(words); !digits.empty()) return sifted(transaction, query, sieve_for_digits(std::move(digits)), query.limit);
  return sifted(transaction, query, sieve_for_words(words), query.limit);
}

Rows of_dockets(Transaction& transaction, const TicketQuery& query, const std::vector<std::string>& dockets, const std::string& prefix) {
  std::vector<domain::TicketId> ids;
  for (const std::string& typed : dockets)
    if (const auto docket = domain::Docket::parse(prefix, typed))
      if (const auto ticket = transaction.tickets().by_docket(docket->text())) ids.push_back(ticket->id);
  return chosen(transaction.tickets().rows(ids), query);
}

Rows found(Transaction& transaction, const TicketFilter& filter, const TicketQuery& query, const std::string& prefix) {
  if (!filter.dockets.empty()) return of_dockets(transaction, query, filter.dockets, prefix);
  if (!trimmed(filter.words).empty()) return found_by_words(transaction, query, filter.words, prefix);
  const bool is_grouped_by_age = query.order == TicketOrder::newest && !query.groups.empty();
  if (!is_grouped_by_age) return transaction.tickets().list(query);
  return sifted(
      transaction, query, [&](Transaction&, Rows& rows) { std::erase_if(rows, [&](const TicketRow& row) { return !matches(row.ticket, query); }); },
      query.limit);
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
  const std::string prefix = ports.settings.current()->docket_prefix;
  Rows rows;
  ports.store.read([&](Transaction& transaction) {
    rows.clear();
    auto query = query_of(ports, transaction, who, filter);
    if (!query) return;
    query->order = order;
    query->after = after;
    query->limit = limit;
    rows = found(transaction, filter, *query, prefix);
  });
  return rows;
}

ClockCounts count_found(Ports& ports, const domain::Principal& who, const TicketFilter& filter) {
  const std::string prefix = ports.settings.current()->docket_prefix;
  ClockCounts counts;
  ports.store.read([&](Transaction& transaction) {
    counts = {};
    auto query = query_of(ports, transaction, who, filter);
    if (!query) return;
    query->limit = kMostSearched;
    const bool is_searched = !filter.dockets.empty() || !trimmed(filter.words).empty();
    counts = is_searched ? counted(found(transaction, filter, *query, prefix), *query) : transaction.tickets().count(*query);
  });
  return counts;
}

}  // namespace seva::actions
