// What people look at, with few tickets and with many: `seva_reads_bench mariadb|sqlite [FEW MANY]`, 10,000 and 1,000,000 unless told. Prints how
// long each look takes, the rows that the server's handlers read for it (MariaDB), and last how much longer the slowest of them takes with many;
// searches are printed and not judged, for a common word has more to find.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <map>
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
constexpr int kWarmUps = 40;
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

Result result_of(Databases& databases, const Look& look) {
  for (int time = 0; time < kWarmUps; ++time) static_cast<void>(look.look());
  std::optional<double> reads_before;
  double of_asking = 0;
  if (databases.is_mariadb()) {
    const double first = handler_reads(databases);
    reads_before = handler_reads(databases);
    of_asking = *reads_before - first;
  }
  Result result;
  std::vector<Milliseconds> times;
  for (int time = 0; time < kLooks; ++time) {
    const auto begin = Clock::now();
    result.found += static_cast<double>(look.look()) / kLooks;
    times.emplace_back(Clock::now() - begin);
  }
  if (reads_before) result.rows_read = (handler_reads(databases) - *reads_before - of_asking) / kLooks;
  std::sort(times.begin(), times.end());
  result.p50 = times[times.size() / 2].count();
  result.p99 = times[times.size() * 99 / 100].count();
  return result;
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
  /// From somewhere in the middle on.
  actions::TicketQuery deep(actions::TicketQuery query) {
    const domain::Ticket& ticket = any();
    query.after = actions::TicketQuery::After{domain::to_micros(ticket.response_due), ticket.id};
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

using Results = std::vector<std::pair<Look, Result>>;

Results measure(Databases& databases, std::size_t tickets) {
  const auto begin = Clock::now();
  const auto address = databases.fresh();
  auto samples = fill(address, tickets);
  if (databases.is_mariadb()) databases.server().command("ANALYZE TABLE " + address.name + ".tickets, " + address.name + ".messages");
  const auto store = storage::open_store(address);
  IntakeSide side(*store);
  actions::IndexTickets index(side.ports());
  while (index.run()) continue;
  std::fprintf(stderr, "%zu tickets are stored and indexed after %.0f s\n", tickets, Milliseconds(Clock::now() - begin).count() / 1e3);
  Desk desk(side.ports(), std::move(samples));
  Results results;
  for (const Look& look : desk.looks()) results.emplace_back(look, result_of(databases, look));
  return results;
}

int compare(const std::string& engine, std::size_t few, std::size_t many) {
  Databases databases(engine);
  const Results small = measure(databases, few);
  const Results large = measure(databases, many);
  double worst = 0;
  bool are_rows_equal = true;
  const auto print = [](const std::string& name, double value, const char* unit) { std::printf("%s %.3f %s\n", name.c_str(), value, unit); };
  for (std::size_t place = 0; place < small.size(); ++place) {
    const auto& [look, before] = small[place];
    const Result& after = large[place].second;
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
