#include "actions/call_batch.hpp"
#include "actions/kept_result.hpp"
#include "actions/look_at_sealed.hpp"
#include "actions/open_sealed.hpp"
#include "actions/take_call.hpp"
#include "domain/sealed.hpp"

namespace seva::actions {
namespace {

using domain::CallBackState;
using domain::CallSession;
using domain::conflict;
using domain::Permission;

/// Why nobody can be called back now; nothing where somebody can.
std::optional<domain::Problem> obstacle(const CallSession& call, const domain::Instance& instance, PluginCatalogue& plugins) {
  if (domain::is_live(call.facts.state.value)) return conflict("call_is_live", "The caller is still there.", "Talk to them.");
  if (call.facts.number.value.empty()) return conflict("number_withheld", "The caller's number is not known.");
  if (call.call_back.state == CallBackState::under_way)
    return conflict("call_back_under_way", "Somebody is calling back already.", "Wait for the outcome.");
  const domain::Account* account = instance.account(call.channel, call.facts.to.value);
  const domain::PluginSettings* channel = instance.channel(call.channel);
  const auto mode = channel != nullptr && channel->mode ? channel->mode : account != nullptr ? std::optional(account->mode) : std::nullopt;
  if (!mode) return conflict("no_account", "The queue or number that was called is none of ours.", "Name it in accounts.csv.");
  if (call.is_replay || *mode != domain::AccountMode::live) return conflict("replay", "Nobody is called back from a replay.");
  const auto facts = plugins.plugin(call.channel);
  if (!facts || !facts->can_call_back) return conflict("channel_cannot", "The channel makes no calls.");
  return std::nullopt;
}

domain::Delivery delivery_to(const CallSession& call, Identities& identities, domain::Instant now) {
  domain::Delivery delivery;
  delivery.id = identities.next<domain::DeliveryId>();
  delivery.ticket = call.ticket;
  delivery.channel = call.channel;
  delivery.account = call.facts.to.value;
  delivery.kind = domain::DeliveryKind::call_back;
  delivery.to = call.facts.number.value;
  delivery.in_reply_to = call.call_id;
  delivery.created_at = now;
  delivery.next_attempt_at = now;
  return delivery;
}

}  // namespace

domain::Result<CallSession> call_back(Ports& ports, const domain::Principal& who, domain::CallId id) {
  const auto instance = ports.settings.current();
  const domain::Instant now = ports.clock.now();
  return result_of_writing(ports.store, [&](Transaction& transaction) -> domain::Result<CallSession> {
    auto call = transaction.calls().find(id);
    if (!call || !domain::may(who, Permission::read_call, call->unit, instance->units)) return domain::not_found();
    if (!domain::may(who, Permission::take_call, call->unit, instance->units))
      return domain::forbidden("not_your_role", "Your role calls nobody back for this unit.");
    if (instance->is_sealed(call->channel) && !may_read_sealed(who, call->unit, *instance)) return sealed_from_you();
    CallSession opened = *call;
    open(transaction, std::span(&opened, 1));
    if (const auto problem = obstacle(*call, *instance, ports.plugins)) return *problem;
    Changes changes;
    changes.deliveries.push_back(delivery_to(opened, ports.identities, now));
    call->call_back.state = CallBackState::under_way;
    call->call_back.delivery = changes.deliveries.front().id;
    call->call_back.settled_at.reset();
    changes.events.push_back(call_back_event(ports.identities, *call, {domain::ActorKind::user, std::to_string(who.user.value), who.name}, now));
    const std::uint32_t before_version = call->version++;
    changes.call_changes.push_back({*call, before_version});
    transaction.write(changes);
    if (domain::is_pseudonym(call->facts.number.value)) call->facts.number.value = domain::kHidden;
    return std::move(*call);
  });
}

}  // namespace seva::actions
