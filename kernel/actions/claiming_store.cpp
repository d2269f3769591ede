#include "actions/claiming_store.hpp"

namespace seva::actions {
namespace {

/// Adds the claim to the first thing that is written.
class ClaimingTransaction final : public Transaction {
 public:
  ClaimingTransaction(Transaction& inner, const Claim* claim) : inner_(inner), claim_(claim) {}

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
  void write(const Changes& changes) override {
    if (claim_ == nullptr) return inner_.write(changes);
    Changes claimed = changes;
    claimed.claims.push_back(*claim_);
    claim_ = nullptr;
    did_claim_ = true;
    inner_.write(claimed);
  }

  [[nodiscard]] bool did_claim() const { return did_claim_; }

 private:
  Transaction& inner_;
  const Claim* claim_;
  bool did_claim_ = false;
};

}  // namespace

void ClaimingStore::write(const std::function<void(Transaction&)>& work) {
  bool did_claim = false;
  inner_.write([&](Transaction& transaction) {
    if (!did_claim_)
      if (const auto known = transaction.desk().claim(claim_.user, claim_.key)) {
        if (counts(*known)) throw AlreadyDone{*known};
        transaction.desk().forget_claims(claim_.at - kClaimLife);
      }
    ClaimingTransaction claiming(transaction, did_claim_ ? nullptr : &claim_);
    work(claiming);
    did_claim = claiming.did_claim();
  });
  did_claim_ = did_claim_ || did_claim;
}

std::optional<Claim> ClaimingStore::earlier() {
  std::optional<Claim> known;
  inner_.read([&](Transaction& transaction) { known = transaction.desk().claim(claim_.user, claim_.key); });
  return known && counts(*known) ? known : std::nullopt;
}

void ClaimingStore::answer(int status, std::string text) {
  claim_.status = status;
  claim_.answer = std::move(text);
  inner_.write([&](Transaction& transaction) {
    transaction.desk().forget_claims(claim_.at - kClaimLife);
    transaction.desk().answer(claim_);
  });
}

}  // namespace seva::actions
