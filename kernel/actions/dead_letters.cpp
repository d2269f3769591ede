#include "actions/dead_letters.hpp"

#include "domain/administration.hpp"
#include "domain/workflow.hpp"

namespace seva::actions {

std::string_view name_of(DeadLetterState state) {
  switch (state) {
    case DeadLetterState::waiting: return "waiting";
    case DeadLetterState::accepted: return "accepted";
    case DeadLetterState::dismissed: return "dismissed";
    case DeadLetterState::failed_again: return "failed_again";
  }
  return "waiting";
}

namespace {

using domain::Result;

constexpr std::chrono::seconds kPatience{5};
constexpr std::size_t kShortestReason = 3;

bool is_waiting(const DeadLetter& letter) { return letter.state == DeadLetterState::waiting || letter.state == DeadLetterState::failed_again; }

domain::Problem settled() { return domain::conflict("letter_settled", "This was settled before.", "Look at the settled ones."); }

std::optional<DeadLetter> find(Ports& ports, domain::DeadLetterId id) {
  std::optional<DeadLetter> letter;
  ports.store.read([&](Transaction& transaction) { letter = transaction.plugins().dead_letter(id); });
  return letter;
}

/// Writes the letter's new state and who brought it about.
Result<DeadLetter> settle(Ports& ports, const domain::Principal& who, DeadLetter letter, const std::string& act, const std::string& reason) {
  bool was_settled = false;
  ports.store.write([&](Transaction& transaction) {
    const auto now = transaction.plugins().dead_letter(letter.id);
    was_settled = !now || !is_waiting(*now);
    if (was_settled) return;
    Changes changes;
    changes.dead_letter_changes.push_back(letter);
    transaction.write(changes);
    domain::AdministrationAct done{
        ports.identities.next<domain::AdministrationActId>(), ports.clock.now(), who.user, who.name, act, std::to_string(letter.id.value), {}};
    done.details["plugin"] = letter.plugin;
    done.details["state"] = name_of(letter.state);
    if (!reason.empty()) done.details["reason"] = reason;
    transaction.administration().add(done);
  });
  if (was_settled) return settled();
  return letter;
}

}  // namespace

DeadLetterPage list_dead_letters(Ports& ports, const DeadLetterQuery& query) {
  DeadLetterPage page;
  ports.store.read([&](Transaction& transaction) {
    page = {transaction.plugins().dead_letters(query), transaction.plugins().waiting_dead_letters(query.plugin)};
  });
  return page;
}

Result<DeadLetter> retry_dead_letter(Ports& ports, PluginControl& control, const domain::Principal& who, domain::DeadLetterId id) {
  auto letter = find(ports, id);
  if (!letter) return domain::not_found();
  if (!is_waiting(*letter)) return settled();
  if (letter->bytes.size() != letter->size)
    return domain::conflict("letter_cut", "It was too large to be kept whole.", "Dismiss it, and ask the sender for it again.");
  switch (control.hand_again(*letter, kPatience)) {
    case HandedAgain::accepted:
      letter->state = DeadLetterState::accepted;
      letter->settled_at = ports.clock.now();
      break;
    case HandedAgain::failed: letter->state = DeadLetterState::failed_again; break;
    case HandedAgain::under_way: return domain::conflict("under_way", "The plugin has not settled it within 5 s.", "Look at it again in a minute.");
    case HandedAgain::not_running: return domain::conflict("not_running", "The plugin is not running.", "Switch it on, or mend it first.");
  }
  ++letter->attempts;
  return settle(ports, who, std::move(*letter), "dead_letter_retried", {});
}

Result<DeadLetter> dismiss_dead_letter(Ports& ports, const domain::Principal& who, domain::DeadLetterId id, const std::string& reason) {
  if (const auto checked = domain::check_reason(reason, true); !checked) return checked.error();
  if (reason.size() < kShortestReason) return domain::invalid("reason_short", "The reason is too short.", "reason", "Say why in a few words.");
  auto letter = find(ports, id);
  if (!letter) return domain::not_found();
  if (!is_waiting(*letter)) return settled();
  letter->state = DeadLetterState::dismissed;
  letter->settled_at = ports.clock.now();
  return settle(ports, who, std::move(*letter), "dead_letter_dismissed", reason);
}

}  // namespace seva::actions
