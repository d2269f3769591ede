// What people look at, with few tickets and with many: `seva_reads_bench mariadb|sqlite [FEW MANY]`, 10,000 and 1,000,000 unless told. Prints how
// long each look takes, the rows that the server's handlers read for it (MariaDB), and last how much longer the slowest of them takes with many;
// searches are printed and not judged, for a common word has more to find.

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <optional>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include "actions/index_tickets.hpp"
#include "actions/ticket_filter.hpp"
#include "bench/databases.hpp"
#include "bench/intake_side.hpp"
#include "storage/store.hpp"

namespace seva::bench {
namespace {

using Clock = std::chrono::steady_clock;
using Milliseconds = std::chrono::duration<double, std::milli>;

constexpr std::uint32_t kSeed = 5;
constexpr int kLooks = 400;
constexpr int kWarmUps = 1000;  ///< each sample was looked at before: pages that nobody looked at for long come from the disk
constexpr int kCountedLooks = 100;
constexpr double kMostTimes = 1.3;

struct Look {
  std::string name;
  bool is_search = false;
  std::function<std::size_t()> look;  ///< answers with how much it found
};

struct Result {
  double p50 = 0;
  double p99 = 0;
  double found = 0;                 ///< at a look
  std::optional<double> rows_read;  ///< at a look
};

double handler_reads(Databases& databases) {
  return std::stod(
      databases.server().answer("SELECT SUM(VARIABLE_VALUE) FROM information_schema.GLOBAL_STATUS WHERE VARIABLE_NAME LIKE 'HANDLER_READ%'"));
}

/// Rows that the server's handlers read for one look.
std::optional<double> rows_read(Databases& databases, const Look& look) {
  if (!databases.is_mariadb()) return std::nullopt;
  const double first = handler_reads(databases);
  const double before = handler_reads(databases);
  for (int time = 0; time < kCountedLooks; ++time) static_cast<void>(look.look());
  return (handler_reads(databases) - before - (before - first)) / kCountedLooks;
}

/// One look here, one look there, so that whatever else the machine does meets both.
std::pair<Result, Result> results_of(Databases& databases, const Look& few, const Look& many) {
  std::pair<Result, Result> results;
  std::array<std::vector<Milliseconds>, 2> times;
  const auto take = [](const Look& look, Result& result, std::vector<Milliseconds>& taken) {
    const auto begin = Clock::now();
    const auto found = look.look();
    taken.emplace_back(Clock::now() - begin);
    result.found += static_cast<double>(found) / kLooks;
  };
  for (int time = 0; time < kWarmUps; ++time) static_cast<void>(few.look() + many.look());
  for (int time = 0; time < kLooks; ++time) {
    take(few, results.first, times[0]);
    take(many, results.second, times[1]);
  }
  for (auto& [result, taken] : {std::pair<Result*, std::vector<Milliseconds>*>{&results.first, &times[0]}, {&results.second, &times[1]}}) {
    std::sort(taken->begin(), taken->end());
    result->p50 = (*taken)[taken->size() / 2].count();
    result->p99 = (*taken)[taken->size() * 99 / 100].count();
  }
  results.first.rows_read = rows_read(databases, few);
  results.second.rows_read = rows_read(databases, many);
  return results;
}

/// All that is looked at, each time at something else.
class Desk {
 public:
  Desk(actions::Ports& ports, std::vector<domain::Ticket> samples) : ports_(ports), samples_(std::move(samples)) {
    who_.roles = {{domain::Role::command_centre, "UPP-HQ"}};
  }

  [[nodiscard]] std::vector<Look> looks() {
    return {{"unit_queue_page", false, [this] { return list(unit_queue()); }},
            {"whole_queue_page", false, [this] { return list(queue()); }},
            {"unit_queue_deep_page", false, [this] { return list(deep(unit_queue())); }},
            {"whole_queue_deep_page", false, [this] { return list(deep(queue())); }},
            {"docket", false, [this] { return docket(); }},
            {"citizen", false, [this] { return list(of_citizen()); }},
            {"unit_board", false, [this] { return board(); }},
            {"search_common_english", true, [this] { return search("police"); }},
            {"search_common_hindi", true, [this] { return search("थाना"); }},
            {"search_two_common_words", true, [this] { return search("मोबाइल चोरी"); }},
            {"search_rare_english", true, [this] { return search(kRareEnglish); }},
            {"search_rare_hindi", true, [this] { return search(kRareHindi); }}};
  }

 private:
  const domain::Ticket& any() { return samples_[random_() % samples_.size()]; }

  static actions::TicketQuery queue() {
    actions::TicketQuery query;
    query.scope.is_everything = true;
    query.only_open = true;
    return query;
  }
  actions::TicketQuery unit_queue() {
    actions::TicketQuery query = queue();
    query.unit = any().unit;
    query.scope = {false, {query.unit}};
    return query;
  }
  /// From somewhere far behind the first page on, with more than a page to come.
  actions::TicketQuery deep(actions::TicketQuery query) {
    const domain::Ticket* ticket = nullptr;
    do ticket = &samples_[random_() % (samples_.size() * 3 / 10)];
    while (ticket->priority != domain::Priority::high);
    query.after = actions::TicketQuery::After{domain::to_micros(ticket->response_due), ticket->id};
    return query;
  }
  actions::TicketQuery of_citizen() {
    actions::TicketQuery query;
    query.scope.is_everything = true;
    query.citizen = any().citizen;
    return query;
  }

  std::size_t list(const actions::TicketQuery& query) {
    std::size_t found = 0;
    ports_.store.read([&](actions::Transaction& transaction) { found = transaction.tickets().list(query).size(); });
    return found;
  }
  std::size_t docket() {
    std::size_t found = 0;
    const std::string docket = any().docket;
    ports_.store.read([&](actions::Transaction& transaction) {
      const auto ticket = transaction.tickets().by_docket(docket);
      if (!ticket) throw std::runtime_error("a docket is not found");
      found = transaction.tickets().events(ticket->id).size() + transaction.tickets().messages(ticket->id).size() +
              transaction.deliveries().of_ticket(ticket->id).size();
    });
    return found;
  }
  std::size_t board() {
    std::size_t found = 0;
    ports_.store.read([&](actions::Transaction& transaction) { found = transaction.tickets().counts({true, {}}).size(); });
    return found;
  }
  std::size_t search(const std::string& words) {
    actions::TicketFilter filter;
    filter.words = words;
    return actions::find_tickets(ports_, who_, filter, actions::TicketOrder::newest, {}, 50).size();
  }

  actions::Ports& ports_;
  std::vector<domain::Ticket> samples_;
  domain::Principal who_;
  std::mt19937 random_{kSeed};
};

/// A database with so many tickets, all of them in the search index.
class Filled {
 public:
  Filled(Databases& databases, std::size_t tickets) {
    const auto begin = Clock::now();
    const auto address = databases.fresh();
    auto samples = fill(address, tickets);
    if (databases.is_mariadb()) databases.server().command("ANALYZE TABLE " + address.name + ".tickets, " + address.name + ".messages");
    store_ = storage::open_store(address);
    side_ = std::make_unique<IntakeSide>(*store_);
    actions::IndexTickets index(side_->ports());
    while (index.run()) continue;
    desk_ = std::make_unique<Desk>(side_->ports(), std::move(samples));
    std::fprintf(stderr, "%zu tickets are stored and indexed after %.0f s\n", tickets, Milliseconds(Clock::now() - begin).count() / 1e3);
  }

  [[nodiscard]] std::vector<Look> looks() { return desk_->looks(); }

 private:
  std::unique_ptr<actions::Store> store_;
  std::unique_ptr<IntakeSide> side_;
  std::unique_ptr<Desk> desk_;
};

int compare(const std::string& engine, std::size_t few, std::size_t many) {
  Databases databases(engine);
  Filled with_few(databases, few);
  Filled with_many(databases, many);
  const auto looks_at_few = with_few.looks();
  const auto looks_at_many = with_many.looks();
  double worst = 0;
  bool are_rows_equal = true;
  const auto print = [](const std::string& name, double value, const char* unit) { std::printf("%s %.3f %s\n", name.c_str(), value, unit); };
  for (std::size_t place = 0; place < looks_at_few.size(); ++place) {
    const Look& look = looks_at_few[place];
    const auto [before, after] = results_of(databases, look, looks_at_many[place]);
    for (const auto& [size, result] : {std::pair{few, before}, std::pair{many, after}}) {
      const std::string name = look.name + "_at_" + std::to_string(size);
      print(name + "_p50", result.p50, "ms");
      print(name + "_p99", result.p99, "ms");
      print(name + "_found", result.found, "rows");
      if (result.rows_read) print(name + "_examined", *result.rows_read, "rows");
    }
    print(look.name + "_ratio", after.p50 / before.p50, "of_few");
    if (look.is_search) continue;
    worst = std::max(worst, after.p50 / before.p50);
    if (before.rows_read && std::abs(*after.rows_read - *before.rows_read) > 0.5) {
      are_rows_equal = false;
      std::printf("# %s reads another number of rows\n", look.name.c_str());
    }
  }
  print("ratio", worst, "of_few");
  return worst <= kMostTimes && are_rows_equal ? 0 : 1;
}

}  // namespace
}  // namespace seva::bench

int main(int argc, char** argv) {
  try {
    const std::size_t few = argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 10'000;
    const std::size_t many = argc > 3 ? std::strtoul(argv[3], nullptr, 10) : 1'000'000;
    return seva::bench::compare(argc > 1 ? argv[1] : "mariadb", few, many);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 2;
  }
}
