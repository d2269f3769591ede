#include "crash/ledger.hpp"

#include <algorithm>
#include <chrono>
#include <map>
#include <vector>

#include "domain/instant.hpp"

namespace seva::crash {
namespace {

constexpr std::size_t kTogether = 200;

template <class Visit>
void each_ticket(actions::Transaction& transaction, const Visit& visit) {
  actions::TicketQuery query;
  query.scope.is_everything = true;
  query.order = actions::TicketOrder::newest;
  query.limit = kTogether;
  for (;;) {
    const auto rows = transaction.tickets().list(query);
    for (const actions::TicketRow& row : rows) visit(row.ticket);
    if (rows.size() < query.limit) return;
    query.after = actions::TicketQuery::After{rows.back().due, rows.back().ticket.id};
  }
}

/// How often each post is stored, and with how many tickets.
struct Stored {
  std::map<std::string, int> rows;
  std::map<std::string, int> tickets;
};

Stored stored_of(actions::Transaction& transaction, const std::vector<std::string>& ids) {
  Stored stored;
  for (const actions::KnownMessage& known : transaction.intake().known_messages("twitter", ids)) {
    ++stored.rows[known.source_id];
    if (known.ticket) ++stored.tickets[known.source_id];
  }
  return stored;
}

/// One line for each text that did not leave exactly once.
std::string judge_sent(const std::vector<simulators::XPost>& sent, const std::vector<std::string>& expected, const char* what) {
  std::string faults;
  for (const std::string& words : expected) {
    const auto times = std::count_if(sent.begin(), sent.end(), [&](const auto& post) { return post.text.find(words) != std::string::npos; });
    if (times != 1) faults += std::string(what) + " " + words + " left " + std::to_string(times) + " times\n";
  }
  return faults;
}

}  // namespace

void Ledger::note_post(const std::string& source_id) {
  const std::lock_guard lock(mutex_);
  posts_.insert(source_id);
}

void Ledger::note_reply(const std::string& text) {
  const std::lock_guard lock(mutex_);
  replies_.insert(text);
}

std::size_t Ledger::posts() const {
  const std::lock_guard lock(mutex_);
  return posts_.size();
}

std::size_t Ledger::replies() const {
  const std::lock_guard lock(mutex_);
  return replies_.size();
}

bool Ledger::is_outbox_empty(actions::Store& store) {
  bool is_empty = false;
  constexpr std::chrono::hours kFarAhead{24};
  store.read([&](actions::Transaction& transaction) {
    is_empty = transaction.deliveries()
                   .due(std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now()) + kFarAhead, 1)
                   .empty();
  });
  return is_empty;
}

std::string Ledger::judge(actions::Store& store, const simulators::XApi& x) const {
  const std::lock_guard lock(mutex_);
  const std::vector<std::string> ids(posts_.begin(), posts_.end());
  Stored stored;
  actions::StoredCounts counts;
  std::vector<std::string> dockets;
  std::string faults;
  store.read([&](actions::Transaction& transaction) {
    stored = stored_of(transaction, ids);
    counts = transaction.stored_counts();
    dockets.clear();
    each_ticket(transaction, [&](const domain::Ticket& ticket) { dockets.push_back(ticket.docket); });
  });
  for (const std::string& id : ids) {
    if (stored.rows[id] != 1) faults += "post " + id + " is stored " + std::to_string(stored.rows[id]) + " times\n";
    if (stored.tickets[id] != 1) faults += "post " + id + " belongs to no ticket\n";
  }
  if (counts.opened != counts.tickets)
    faults += std::to_string(counts.tickets) + " tickets were opened by " + std::to_string(counts.opened) + " posts\n";
  const auto sent = x.posts_sent();
  faults += judge_sent(sent, dockets, "docket");
  faults += judge_sent(sent, {replies_.begin(), replies_.end()}, "reply");
  const auto requests = x.requests();
  const auto refused =
      std::count_if(requests.begin(), requests.end(), [](const auto& request) { return request.method == "POST" && request.status == 403; });
  if (refused != 0) faults += std::to_string(refused) + " posts were refused by X as sent twice\n";
  return faults;
}

}  // namespace seva::crash
