#include "actions/rehearsing_store.hpp"

namespace seva::actions {
namespace {

class RehearsingTransaction final : public Transaction {
 public:
  explicit RehearsingTransaction(Transaction& inner) : inner_(inner) {}

  IntakeRecords& intake() override { return inner_.intake(); }
  TicketRecords& tickets() override { return inner_.tickets(); }
  TriageRecords& triage() override { return inner_.triage(); }
  DeliveryRecords& deliveries() override { return inner_.deliveries(); }
  CallRecords& calls() override { return inner_.calls(); }
  PluginRecords& plugins() override { return inner_.plugins(); }
  SealedRecords& sealed() override { return inner_.sealed(); }
  PeopleRecords& people() override { return inner_.people(); }
  PersonalRecords& personal() override { return inner_.personal(); }
  AdministrationRecords& administration() override { return inner_.administration(); }
  ProofRecords& proofs() override { return inner_.proofs(); }
  DeskRecords& desk() override { return inner_.desk(); }
  StoredCounts stored_counts() override { return inner_.stored_counts(); }
  void write(const Changes&) override {}

 private:
  Transaction& inner_;
};

}  // namespace

void RehearsingStore::write(const std::function<void(Transaction&)>& work) {
  inner_.read([&](Transaction& transaction) {
    RehearsingTransaction rehearsing(transaction);
    work(rehearsing);
  });
}

}  // namespace seva::actions
