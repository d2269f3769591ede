#include "bench/recording_store.hpp"

namespace seva::bench {
namespace {

class RecordingTransaction final : public actions::Transaction {
 public:
  RecordingTransaction(actions::Transaction& inner, actions::Changes& written) : inner_(inner), written_(written) {}
  actions::IntakeRecords& intake() override { return inner_.intake(); }
  actions::TicketRecords& tickets() override { return inner_.tickets(); }
  actions::TriageRecords& triage() override { return inner_.triage(); }
  actions::DeliveryRecords& deliveries() override { return inner_.deliveries(); }
  actions::PluginRecords& plugins() override { return inner_.plugins(); }
  actions::SealedRecords& sealed() override { return inner_.sealed(); }
  actions::CallRecords& calls() override { return inner_.calls(); }
  actions::PeopleRecords& people() override { return inner_.people(); }
  actions::PersonalRecords& personal() override { return inner_.personal(); }
  actions::AdministrationRecords& administration() override { return inner_.administration(); }
  actions::ProofRecords& proofs() override { return inner_.proofs(); }
  actions::DeskRecords& desk() override { return inner_.desk(); }
  actions::FileRecords& files() override { return inner_.files(); }
  actions::StoredCounts stored_counts() override { return inner_.stored_counts(); }
  void write(const actions::Changes& changes) override {
    inner_.write(changes);
    written_ = changes;
  }

 private:
  actions::Transaction& inner_;
  actions::Changes& written_;
};

}  // namespace

void RecordingStore::write(const std::function<void(actions::Transaction&)>& work) {
  actions::Changes changes;
  inner_.write([&](actions::Transaction& transaction) {
    changes = {};
    RecordingTransaction recording(transaction, changes);
    work(recording);
  });
  written.push_back(std::move(changes));
}

}  // namespace seva::bench
