#include "storage/closed_tickets.hpp"

#include <optional>
#include <set>
#include <tuple>

#include "storage/key_list.hpp"
#include "storage/retried.hpp"

namespace seva::storage {
namespace {

using domain::Month;
using domain::TicketId;

constexpr std::chrono::milliseconds kPageTime{10'000};
constexpr std::int64_t kTicketsOfAPage = 2'000;
constexpr int kLongestChain = 100;

/// Through the table by its own order: imported tickets were closed before they were numbered, so no stretch of ids can be left out.
Select closed(Dialect dialect) {
  return select("go through closed tickets", "id, closed_at, merged_into",
                "FROM tickets " + by_index(dialect, "") + " WHERE id > :after AND is_open = 0 AND closed_at < :before ORDER BY id LIMIT :most");
}
constexpr KeyedSelect kLeading{"look at tickets that lead", "docket, is_open, COALESCE(closed_at, 0), merged_into", "FROM tickets WHERE docket IN",
                               ""};

/// Asks for the wall clock once a month, not once a ticket.
class Months {
 public:
  explicit Months(const std::string& time_zone) : time_zone_(time_zone) {}

  [[nodiscard]] Month of(domain::Instant instant) {
    const auto next = known_.upper_bound(instant);
    if (next != known_.begin() && instant < std::prev(next)->second.end) return std::prev(next)->second.month;
    const Month month = domain::month_of(instant, time_zone_);
    known_[domain::start_of_month(month, time_zone_)] = {month, domain::start_of_month(domain::later_by(month, 1), time_zone_)};
    return month;
  }

 private:
  struct Known {
    Month month;
    domain::Instant end;
  };
  std::string time_zone_;
  std::map<domain::Instant, Known> known_;
};

struct PartOfTickets {
  TicketId id;
  Month month;
  std::string leader;
};

struct Leader {
  bool is_open = false;
  Month month;
  std::string leader;
};

class Leaders {
 public:
  Leaders(ConnectionPool& readers, Months& months) : readers_(readers), months_(months) {}

  /// With the leaders of leaders.
  void look_up(std::set<std::string> dockets) {
    for (int round = 0; !dockets.empty() && round < kLongestChain; ++round) {
      std::set<std::string> further;
      run_reading(readers_, kPageTime, [&](RepositorySession& session) {
        select_by_keys(session, kLeading, {}, key_values(dockets), [&](Row& row) {
          const std::string docket = row.text();
          Leader& leader = known_[docket];
          leader.is_open = row.flag();
          leader.month = months_.of(row.instant());
          leader.leader = row.text();
          if (!leader.leader.empty() && !known_.contains(leader.leader)) further.insert(leader.leader);
        });
      });
      dockets = std::move(further);
    }
  }

  /// The month before which what is part of `docket` must not go, and how far it is from the first; nullopt: it must not go.
  [[nodiscard]] std::optional<std::pair<Month, int>> earliest(const std::string& docket) const {
    Month month;
    int depth = 0;
    for (const std::string* at = &docket; !at->empty(); ++depth) {
      const auto found = known_.find(*at);
      if (found == known_.end()) break;  // it has gone already
      if (found->second.is_open || depth == kLongestChain) return std::nullopt;
      month = std::max(month, found->second.month);
      at = &found->second.leader;
    }
    return std::pair(month, depth);
  }

 private:
  ConnectionPool& readers_;
  Months& months_;
  std::map<std::string, Leader> known_;
};

}  // namespace

std::map<Month, std::vector<TicketId>> closed_tickets(ConnectionPool& readers, Month before, const std::string& time_zone,
                                                      const std::function<void(std::int64_t)>& rows) {
  Months months(time_zone);
  const domain::Instant end = domain::start_of_month(before, time_zone);
  std::map<Month, std::vector<TicketId>> by_month;
  std::vector<PartOfTickets> parts;
  TicketId after;
  for (std::int64_t page = kTicketsOfAPage; page == kTicketsOfAPage;) {
    page = 0;
    run_reading(readers, kPageTime, [&](RepositorySession& session) {
      session.select(closed(session.dialect()), {to_value(after), to_value(end), kTicketsOfAPage}, [&](Row& row) {
        ++page;
        after = row.id<TicketId>();
        const Month month = months.of(row.instant());
        if (std::string leader = row.text(); leader.empty())
          by_month[month].push_back(after);
        else
          parts.push_back({after, month, std::move(leader)});
      });
    });
    rows(page);
  }
  Leaders leaders(readers, months);
  std::set<std::string> dockets;
  for (const PartOfTickets& part : parts) dockets.insert(part.leader);
  leaders.look_up(std::move(dockets));
  std::vector<std::tuple<Month, int, TicketId>> places;
  for (const PartOfTickets& part : parts)
    if (const auto earliest = leaders.earliest(part.leader)) places.emplace_back(std::max(part.month, earliest->first), earliest->second, part.id);
  std::sort(places.begin(), places.end());
  for (const auto& [month, depth, id] : places)
    if (month < before) by_month[month].push_back(id);
  return by_month;
}

}  // namespace seva::storage
