#include "actions/deliver_replies.hpp"

#include "actions/call_batch.hpp"
#include "actions/open_sealed.hpp"
#include "domain/sealed.hpp"

namespace seva::actions {
namespace {

using domain::Delivery;
using domain::DeliveryState;
using std::chrono::seconds;

constexpr std::size_t kDeliveriesInBatch = 50;
constexpr seconds kAnswerTime{90};  ///< after this long without a receipt the outcome counts as unknown
constexpr seconds kAbsentChannel{30};
constexpr std::uint32_t kMostAttempts = 20;

Changes changes_of(Delivery delivery) {
  Changes changes;
  changes.delivery_changes.push_back(std::move(delivery));
  return changes;
}

/// Records that an attempt is about to be made, or that there will be no more. The delivery to hand over, if there is one. `begun`: what an earlier
/// run of the same transaction wrote; where it stands there, that run was durable though nobody heard of it, and the attempt is this one.
std::optional<Delivery> begin_attempt(Ports& ports, Transaction& transaction, domain::DeliveryId id, domain::Instant now,
                                      const std::optional<Delivery>& begun) {
  std::optional<Delivery> delivery = transaction.deliveries().find(id);
  if (delivery && begun && delivery->state == begun->state && delivery->attempts == begun->attempts &&
      delivery->next_attempt_at == begun->next_attempt_at)
    return delivery;
  const bool is_open = delivery && (delivery->state == DeliveryState::queued || delivery->state == DeliveryState::sending);
  if (!is_open || delivery->next_attempt_at > now) return std::nullopt;
  if (delivery->attempts >= kMostAttempts) {
    delivery->state = DeliveryState::failed;
    delivery->reason = "gave_up";
    Changes changes = changes_of(*delivery);
    const auto instance = ports.settings.current();
    CallBatch calls(ports, *instance, transaction, now, false);
    calls.settle(changes.delivery_changes);
    calls.finish(changes);
    transaction.write(changes);
    return std::nullopt;
  }
  ++delivery->attempts;
  delivery->state = DeliveryState::sending;
  delivery->next_attempt_at = now + kAnswerTime;
  transaction.write(changes_of(*delivery));
  return delivery;
}

/// The channel is not there, or no key opens whom it is for: the attempt was none.
void take_back(Store& store, Delivery delivery, DeliveryState state_before, domain::Instant now) {
  --delivery.attempts;
  delivery.state = state_before;
  delivery.next_attempt_at = now + kAbsentChannel;
  store.write([&](Transaction& transaction) { transaction.write(changes_of(delivery)); });
}

}  // namespace

std::size_t DeliverReplies::run() {
  const domain::Instant now = ports_.clock.now();
  std::vector<Delivery> due;
  ports_.store.read([&](Transaction& transaction) { due = transaction.deliveries().due(now, kDeliveriesInBatch); });
  std::size_t handed_over = 0;
  for (const Delivery& waiting : due) {
    std::optional<Delivery> delivery;
    ports_.store.write([&](Transaction& transaction) { delivery = begin_attempt(ports_, transaction, waiting.id, now, delivery); });
    if (!delivery) continue;
    ports_.store.read([&](Transaction& transaction) { open(transaction, std::span(&*delivery, 1)); });
    const bool is_retry = delivery->attempts > 1;
    if (!domain::is_pseudonym(delivery->to) && courier_.deliver(*delivery, is_retry))
      ++handed_over;
    else
      take_back(ports_.store, std::move(*delivery), waiting.state, now);
  }
  return handed_over;
}

}  // namespace seva::actions
