#pragma once

#include <mutex>
#include <stdexcept>
#include <string>
#include <vector>

#include "actions/ports.hpp"

namespace seva::hosting {

/// A store that knows what plugins saved and which calls are live, and nothing else.
class FakeStore final : public actions::Store {
 public:
  void write(const std::function<void(actions::Transaction&)>&) override { throw std::logic_error("Nothing is written here."); }
  void read(const std::function<void(actions::Transaction&)>& work) override {
    SavedStates transaction(*this);
    work(transaction);
  }
  std::int64_t highest_id() override { return 0; }

  std::vector<actions::PluginState> states;
  std::vector<domain::CallSession> live_calls;
  std::vector<domain::HostApproval> approvals;

  void approve(const std::string& plugin, const std::string& host) { approvals.push_back({plugin, host, {7}, "Arun", {}}); }
  void withdraw(const std::string& plugin, const std::string& host) {
    std::erase_if(approvals, [&](const auto& approval) { return approval.plugin == plugin && approval.host == host; });
  }

 private:
  class SavedStates final : public actions::Transaction,
                            public actions::PluginRecords,
                            public actions::CallRecords,
                            public actions::AdministrationRecords {
   public:
    explicit SavedStates(const FakeStore& store) : store_(store) {}
    std::vector<domain::HostApproval> host_approvals() override { return store_.approvals; }
    std::vector<domain::PluginOverride> overrides() override { throw absent(); }
    void set(const domain::PluginOverride&) override { throw absent(); }
    std::vector<domain::PluginSecret> secrets() override { throw absent(); }
    void set(const domain::PluginSecret&) override { throw absent(); }
    void add(const domain::HostApproval&) override { throw absent(); }
    void remove_host_approval(const std::string&, const std::string&) override { throw absent(); }
    void add(const domain::AdministrationAct&) override { throw absent(); }
    std::vector<domain::AdministrationAct> acts(std::size_t) override { throw absent(); }
    actions::AdministrationRecords& administration() override { return *this; }
    std::vector<domain::CallSession> live(const std::string&, std::size_t) override { return store_.live_calls; }
    std::optional<domain::CallSession> find(domain::CallId) override { throw absent(); }
    std::vector<domain::CallSession> by_call_ids(const std::string&, std::span<const std::string>) override { throw absent(); }
    std::vector<std::string> archived(const std::string&, std::span<const std::string>) override { throw absent(); }
    std::vector<domain::CallSession> owed_to(const std::string&, std::span<const std::string>) override { throw absent(); }
    std::vector<actions::CallRow> list(const actions::CallQuery&) override { throw absent(); }
    std::vector<domain::CallSession> of_caller(const std::string&, const std::string&, domain::Instant, std::size_t) override { throw absent(); }
    std::optional<domain::CallDismissal> dismissal(domain::CallId) override { throw absent(); }
    actions::CallRecords& calls() override { return *this; }
    std::vector<actions::PluginState> states(const std::string&) override { return store_.states; }
    std::vector<actions::DeadLetter> dead_letters(const actions::DeadLetterQuery&) override { return {}; }
    std::optional<actions::DeadLetter> dead_letter(domain::DeadLetterId) override { throw absent(); }
    std::int64_t waiting_dead_letters(const std::string&) override { throw absent(); }
    actions::PluginRecords& plugins() override { return *this; }
    actions::IntakeRecords& intake() override { throw absent(); }
    actions::TicketRecords& tickets() override { throw absent(); }
    actions::TriageRecords& triage() override { throw absent(); }
    actions::DeliveryRecords& deliveries() override { throw absent(); }
    actions::SealedRecords& sealed() override { throw absent(); }
    actions::PeopleRecords& people() override { throw absent(); }
    actions::PersonalRecords& personal() override { throw absent(); }
    actions::ProofRecords& proofs() override { throw absent(); }
    actions::DeskRecords& desk() override { throw absent(); }
    actions::FileRecords& files() override { throw absent(); }
    actions::SearchRecords& search() override { throw absent(); }
    actions::StoredCounts stored_counts() override { throw absent(); }
    void write(const actions::Changes&) override { throw absent(); }

   private:
    static std::logic_error absent() { return std::logic_error("The fake store has only what plugins saved."); }
    const FakeStore& store_;
  };
};

class FakeClock final : public actions::Clock {
 public:
  domain::Instant now() override { return domain::from_micros(1'700'000'000'000'000); }
};

}  // namespace seva::hosting
