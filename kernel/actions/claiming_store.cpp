#include "actions/claiming_store.hpp"

#include "actions/transaction_layer.hpp"

namespace seva::actions {
namespace {

/// Adds the claim to the first thing that is written.
class ClaimingTransaction final : public TransactionLayer {
 public:
  ClaimingTransaction(Transaction& inner, const Claim* claim) : TransactionLayer(inner), claim_(claim) {}

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
