#pragma once

#include <mutex>
#include <stdexcept>
#include <string>
#include <vector>

#include "actions/ports.hpp"

namespace seva::hosting {

/// A store that knows what plugins saved, and nothing else.
class FakeStore final : public actions::Store {
 public:
  void write(const std::function<void(actions::Transaction&)>&) override { throw std::logic_error("Nothing is written here."); }
  void read(const std::function<void(actions::Transaction&)>& work) override {
    SavedStates transaction(states);
    work(transaction);
  }
  std::int64_t highest_id() override { return 0; }

  std::vector<actions::PluginState> states;

 private:
  class SavedStates final : public actions::Transaction, public actions::PluginRecords {
   public:
    explicit SavedStates(const std::vector<actions::PluginState>& states) : states_(states) {}
    std::vector<actions::PluginState> states(const std::string&) override { return states_; }
    std::vector<actions::DeadLetter> dead_letters(const std::string&, std::size_t) override { return {}; }
    actions::PluginRecords& plugins() override { return *this; }
    actions::IntakeRecords& intake() override { throw absent(); }
    actions::TicketRecords& tickets() override { throw absent(); }
    actions::TriageRecords& triage() override { throw absent(); }
    actions::DeliveryRecords& deliveries() override { throw absent(); }
    actions::PeopleRecords& people() override { throw absent(); }
    actions::StoredCounts stored_counts() override { throw absent(); }
    void write(const actions::Changes&) override { throw absent(); }

   private:
    static std::logic_error absent() { return std::logic_error("The fake store has only what plugins saved."); }
    const std::vector<actions::PluginState>& states_;
  };
};

class FakeClock final : public actions::Clock {
 public:
  domain::Instant now() override { return domain::from_micros(1'700'000'000'000'000); }
};

}  // namespace seva::hosting
