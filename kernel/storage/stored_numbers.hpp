#pragma once

#include "actions/changes.hpp"
#include "domain/call.hpp"
#include "domain/delivery.hpp"
#include "domain/event.hpp"
#include "domain/message.hpp"
#include "domain/proof.hpp"
#include "domain/sealed.hpp"
#include "domain/triage.hpp"
#include "domain/user.hpp"

/// Enumerations are stored as their numbers, so a number that was stored once keeps its meaning for ever. New ones go to the end;
/// the k… constants below name the last of each, and reading refuses what lies beyond.
namespace seva::storage {

inline constexpr auto kLastStatus = domain::Status::closed;
inline constexpr auto kLastPriority = domain::Priority::low;
inline constexpr auto kLastDisposition = domain::Disposition::chatter;
inline constexpr auto kLastDirection = domain::Direction::outgoing;
inline constexpr auto kLastEventKind = domain::EventKind::reopening_asked;
inline constexpr auto kLastActorKind = domain::ActorKind::plugin;
inline constexpr auto kLastQuestion = domain::Question::unit;
inline constexpr auto kLastDeliveryState = domain::DeliveryState::not_sent;
inline constexpr auto kLastDeliveryKind = domain::DeliveryKind::call_back;
inline constexpr auto kLastRelevance = domain::Relevance::chatter;
inline constexpr auto kLastAspect = domain::Aspect::deadline;
inline constexpr auto kLastRole = domain::Role::call_taker;
inline constexpr auto kLastCallState = domain::CallState::abandoned;
inline constexpr auto kLastDismissalKind = domain::DismissalKind::test;
inline constexpr auto kLastCallBackState = domain::CallBackState::unreached;
inline constexpr auto kLastDeadLetterState = actions::DeadLetterState::failed_again;
inline constexpr auto kLastProofLevel = domain::ProofLevel::code;
inline constexpr auto kLastSealedKind = domain::SealedKind::file;
inline constexpr auto kLastSealedLook = domain::SealedLook::file;

namespace stored_numbers {

template <class Enumeration>
constexpr bool is(Enumeration value, int number) {
  return static_cast<int>(value) == number;
}

using domain::ActorKind, domain::Aspect, domain::CallBackState, domain::CallState, domain::DeliveryKind, domain::DeliveryState, domain::Direction,
    domain::Disposition, domain::EventKind, domain::Priority, domain::Question, domain::Relevance, domain::Role, domain::SealedKind,
    domain::SealedLook, domain::Status;

static_assert(is(Status::open, 1) && is(Status::in_process, 2) && is(Status::incomplete, 3) && is(Status::closed, 4));
static_assert(is(Priority::emergency, 1) && is(Priority::high, 2) && is(Priority::normal, 3) && is(Priority::low, 4));
static_assert(is(Disposition::opened, 1) && is(Disposition::appended, 2) && is(Disposition::triage, 3) && is(Disposition::chatter, 4));
static_assert(is(Direction::incoming, 1) && is(Direction::outgoing, 2));
static_assert(is(EventKind::opened, 1) && is(EventKind::message_appended, 2) && is(EventKind::information_received, 3) && is(EventKind::replied, 4) &&
              is(EventKind::noted, 5) && is(EventKind::status_changed, 6) && is(EventKind::reopened, 7) && is(EventKind::verified, 8) &&
              is(EventKind::appealed, 9) && is(EventKind::assigned, 10) && is(EventKind::forwarded, 11) && is(EventKind::transferred, 12) &&
              is(EventKind::corrected, 13) && is(EventKind::triaged, 14) && is(EventKind::dismissed, 15) && is(EventKind::delivery_changed, 16) &&
              is(EventKind::call_back_changed, 17) && is(EventKind::revealed, 18) && is(EventKind::merged_into, 19) && is(EventKind::unmerged, 20) &&
              is(EventKind::merged, 21) && is(EventKind::taken_back, 22) && is(EventKind::triage_undone, 23) && is(EventKind::rated, 24) &&
              is(EventKind::reopening_asked, 25));
static_assert(is(ActorKind::kernel, 1) && is(ActorKind::citizen, 2) && is(ActorKind::user, 3) && is(ActorKind::plugin, 4));
static_assert(is(Question::relevance, 1) && is(Question::department, 2) && is(Question::department_off, 3) && is(Question::unit, 4));
static_assert(is(DeliveryState::queued, 1) && is(DeliveryState::sending, 2) && is(DeliveryState::sent, 3) && is(DeliveryState::delivered, 4) &&
              is(DeliveryState::read, 5) && is(DeliveryState::failed, 6) && is(DeliveryState::not_sent, 7));
static_assert(is(DeliveryKind::reply, 1) && is(DeliveryKind::private_message, 2) && is(DeliveryKind::call_back, 3));
static_assert(is(Relevance::grievance, 1) && is(Relevance::query, 2) && is(Relevance::praise, 3) && is(Relevance::chatter, 4));
static_assert(is(Aspect::relevance, 1) && is(Aspect::department, 2) && is(Aspect::category, 3) && is(Aspect::priority, 4) && is(Aspect::unit, 5) &&
              is(Aspect::confidentiality, 6) && is(Aspect::deadline, 7));
static_assert(is(Role::officer, 1) && is(Role::supervisor, 2) && is(Role::triage, 3) && is(Role::command_centre, 4) && is(Role::auditor, 5) &&
              is(Role::administrator, 6) && is(Role::call_taker, 7));
static_assert(is(CallState::waiting, 1) && is(CallState::offered, 2) && is(CallState::answered, 3) && is(CallState::transferred, 4) &&
              is(CallState::wrap_up, 5) && is(CallState::ended, 6) && is(CallState::abandoned, 7));
static_assert(is(CallBackState::none, 1) && is(CallBackState::owed, 2) && is(CallBackState::under_way, 3) && is(CallBackState::reached, 4) &&
              is(CallBackState::called_again, 5) && is(CallBackState::unreached, 6));
static_assert(is(SealedKind::identity, 1) && is(SealedKind::message, 2) && is(SealedKind::event, 3) && is(SealedKind::triage_item, 4) &&
              is(SealedKind::delivery, 5) && is(SealedKind::dead_letter, 6) && is(SealedKind::call, 7) && is(SealedKind::file, 8));
static_assert(is(SealedLook::text, 1) && is(SealedLook::identity, 2) && is(SealedLook::file, 3));

}  // namespace stored_numbers
}  // namespace seva::storage
