#pragma once

#include <chrono>
#include <optional>

#include "actions/store.hpp"

namespace seva::actions {

/// How long a key keeps what was done under it.
inline constexpr std::chrono::hours kClaimLife{24};

/// Something was done under this key already; nothing was done now.
struct AlreadyDone {
  Claim claim;
};

/// The store as one request with an Idempotency-Key sees it: the first thing that it writes takes the claim to the key in the same transaction, so
/// that whatever crashes or repeats, the act and the claim are there together or not at all. A request that writes nothing takes no claim. write()
/// throws AlreadyDone where the key is taken. For one request, on its thread; `inner` outlives it.
class ClaimingStore final : public Store {
 public:
  ClaimingStore(Store& inner, Claim claim) : inner_(inner), claim_(std::move(claim)) {}

  void write(const std::function<void(Transaction&)>& work) override;
  void read(const std::function<void(Transaction&)>& work) override { inner_.read(work); }
  std::int64_t highest_id() override { return inner_.highest_id(); }

  /// What was done under the key before, where it still counts.
  [[nodiscard]] std::optional<Claim> earlier();
  [[nodiscard]] bool did_claim() const { return did_claim_; }
  /// Keeps the answer, for whoever sends the request again.
  void answer(int status, std::string text);

 private:
  [[nodiscard]] bool counts(const Claim& earlier) const { return earlier.at > claim_.at - kClaimLife; }

  Store& inner_;
  Claim claim_;
  bool did_claim_ = false;
};

}  // namespace seva::actions
