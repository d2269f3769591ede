#include "bench/measured_store.hpp"

#include "actions/transaction_layer.hpp"

namespace seva::bench {
namespace {

using Clock = std::chrono::steady_clock;
using Seconds = StoreTimes::Seconds;

/// Adds the time of its life.
class Timed {
 public:
  explicit Timed(Seconds& sum) : sum_(sum) {}
  ~Timed() { sum_ += Clock::now() - begin_; }
  Timed(const Timed&) = delete;
  Timed& operator=(const Timed&) = delete;

 private:
  Seconds& sum_;
  Clock::time_point begin_ = Clock::now();
};

class TimedIntake final : public actions::IntakeRecords {
 public:
  TimedIntake(actions::IntakeRecords& inner, Seconds& sum) : inner_(inner), sum_(sum) {}

  std::vector<actions::KnownMessage> known_messages(const std::string& channel, std::span<const std::string> source_ids) override {
    const Timed timed(sum_);
    return inner_.known_messages(channel, source_ids);
  }
  std::vector<actions::ThreadTicket> tickets_of_threads(const std::string& channel, std::span<const std::string> threads) override {
    const Timed timed(sum_);
    return inner_.tickets_of_threads(channel, threads);
  }
  std::unordered_map<std::string, domain::CitizenId> citizens(const std::string& channel, std::span<const std::string> author_ids) override {
    const Timed timed(sum_);
    return inner_.citizens(channel, author_ids);
  }
  std::optional<domain::Author> author(domain::CitizenId citizen, const std::string& channel) override { return inner_.author(citizen, channel); }

 private:
  actions::IntakeRecords& inner_;
  Seconds& sum_;
};

/// Intake asks for nothing but these two.
class TimedTickets final : public actions::TicketRecords {
 public:
  TimedTickets(actions::TicketRecords& inner, Seconds& sum) : inner_(inner), sum_(sum) {}

  std::optional<domain::Ticket> by_docket(const std::string& docket) override {
    const Timed timed(sum_);
    return inner_.by_docket(docket);
  }
  std::optional<actions::ArchivedTicket> archived(const std::string& docket) override { return inner_.archived(docket); }
  std::vector<domain::Ticket> by_ids(std::span<const domain::TicketId> ids) override {
    const Timed timed(sum_);
    return inner_.by_ids(ids);
  }
  std::vector<actions::TicketRow> list(const actions::TicketQuery& query) override { return inner_.list(query); }
  std::vector<actions::TicketRow> rows(std::span<const domain::TicketId> ids) override { return inner_.rows(ids); }
  actions::ClockCounts count(const actions::TicketQuery& query) override { return inner_.count(query); }
  std::vector<domain::Event> events(domain::TicketId ticket) override { return inner_.events(ticket); }
  std::vector<domain::Event> events_of_message(domain::MessageId message) override { return inner_.events_of_message(message); }
  std::vector<domain::Message> messages(domain::TicketId ticket) override { return inner_.messages(ticket); }
  std::optional<domain::Message> message(domain::MessageId id) override { return inner_.message(id); }
  std::int64_t opened_since(const std::string& department, domain::TicketId first) override { return inner_.opened_since(department, first); }
  std::vector<actions::UnitCount> counts(const domain::Scope& scope) override { return inner_.counts(scope); }

 private:
  actions::TicketRecords& inner_;
  Seconds& sum_;
};

class MeasuredTransaction final : public actions::TransactionLayer {
 public:
  MeasuredTransaction(actions::Transaction& inner, StoreTimes& times, actions::Changes& written)
      : TransactionLayer(inner), times_(times), written_(written), intake_(inner.intake(), times.look_up), tickets_(inner.tickets(), times.look_up) {}

  actions::IntakeRecords& intake() override { return intake_; }
  actions::TicketRecords& tickets() override { return tickets_; }
  void write(const actions::Changes& changes) override {
    {
      const Timed timed(times_.rows);
      inner_.write(changes);
    }
    written_ = std::move(const_cast<actions::Changes&>(changes));
  }

 private:
  StoreTimes& times_;
  actions::Changes& written_;
  TimedIntake intake_;
  TimedTickets tickets_;
};

}  // namespace

void MeasuredStore::write(const std::function<void(actions::Transaction&)>& work) {
  actions::Changes changes;
  Seconds within{0};
  Seconds all{0};
  const StoreTimes before = times;
  {
    const Timed timed(all);
    inner_.write([&](actions::Transaction& transaction) {
      const Timed timed_work(within);
      changes = {};
      MeasuredTransaction measured(transaction, times, changes);
      work(measured);
    });
  }
  times.commit += all - within;
  times.decide += within - (times.look_up - before.look_up) - (times.rows - before.rows);
  written.push_back(std::move(changes));
}

}  // namespace seva::bench
