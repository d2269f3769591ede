#include "actions/look_at_sealed.hpp"
#include "actions/open_sealed.hpp"
#include "actions/take_call.hpp"
#include "domain/unicode.hpp"

namespace seva::actions {
namespace {

using domain::Permission;
using domain::Result;

constexpr std::size_t kLongestReason = 2000;  ///< bytes: some 500 letters of Devanagari with their signs

Result<void> dismiss(Ports& ports, Transaction& transaction, const domain::Principal& who, domain::CallDismissal dismissal) {
  const auto instance = ports.settings.current();
  auto call = transaction.calls().find(dismissal.call);
  if (call) open(transaction, std::span(&*call, 1));
  if (!call || !domain::may(who, Permission::read_call, call->unit, instance->units)) return domain::not_found();
  if (!domain::may(who, Permission::take_call, call->unit, instance->units))
    return domain::forbidden("not_your_role", "Your role decides nothing about the calls of this unit.");
  if (instance->is_sealed(call->channel) && !may_read_sealed(who, call->unit, *instance)) return sealed_from_you();
  if (call->ticket) return domain::conflict("call_has_ticket", "A ticket was made of this call already.", "Open the call to see it.");
  if (transaction.calls().dismissal(call->id))
    return domain::conflict("dismissed_already", "This call was dismissed already.", "Make a ticket of it where that was a mistake.");
  Changes changes;
  changes.call_dismissals.push_back(std::move(dismissal));
  const std::uint32_t before_version = call->version++;  // So that whoever looks at the call hears of it, and nobody makes a ticket of it unseen.
  changes.call_changes.push_back({std::move(*call), before_version});
  transaction.write(changes);
  return {};
}

}  // namespace

Result<void> dismiss_call(Ports& ports, const domain::Principal& who, domain::CallId id, domain::DismissalKind kind, const std::string& text) {
  const std::string words = domain::to_nfc(text);
  if (words.size() > kLongestReason) return domain::invalid("text_too_long", "The words are too long.", "text", "Say it in fewer words.");
  std::optional<Result<void>> result;
  ports.store.write([&](Transaction& transaction) {
    result.emplace(dismiss(ports, transaction, who, {id, kind, words, who.user, ports.clock.now()}));
  });
  return std::move(*result);
}

}  // namespace seva::actions
