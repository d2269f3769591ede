#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "domain/assessment.hpp"
#include "domain/call.hpp"
#include "domain/delivery.hpp"
#include "domain/event.hpp"
#include "domain/policy.hpp"
#include "domain/sealed.hpp"
#include "domain/triage.hpp"

namespace seva::domain {
namespace {

template <class Value, std::size_t kSize>
using Names = std::array<std::pair<Value, std::string_view>, kSize>;

template <class Value, std::size_t kSize>
std::string_view name_in(const Names<Value, kSize>& names, Value value) {
  for (const auto& [known, name] : names)
    if (known == value) return name;
  return {};
}

template <class Value, std::size_t kSize>
std::optional<Value> value_in(const Names<Value, kSize>& names, std::string_view name) {
  for (const auto& [value, known] : names)
    if (known == name) return value;
  return std::nullopt;
}

constexpr Names<Status, 4> kStatuses{
    {{Status::open, "open"}, {Status::in_process, "in_process"}, {Status::incomplete, "incomplete"}, {Status::closed, "closed"}}};

constexpr Names<Priority, 4> kPriorities{
    {{Priority::emergency, "emergency"}, {Priority::high, "high"}, {Priority::normal, "normal"}, {Priority::low, "low"}}};

constexpr Names<Relevance, 4> kRelevances{
    {{Relevance::grievance, "grievance"}, {Relevance::query, "query"}, {Relevance::praise, "praise"}, {Relevance::chatter, "chatter"}}};

constexpr Names<Aspect, 7> kAspects{{{Aspect::relevance, "relevance"},
                                     {Aspect::department, "department"},
                                     {Aspect::category, "category"},
                                     {Aspect::priority, "priority"},
                                     {Aspect::unit, "unit"},
                                     {Aspect::confidentiality, "confidentiality"},
                                     {Aspect::deadline, "deadline"}}};

constexpr Names<EventKind, 25> kEventKinds{{{EventKind::opened, "opened"},
                                            {EventKind::message_appended, "message_appended"},
                                            {EventKind::information_received, "information_received"},
                                            {EventKind::replied, "replied"},
                                            {EventKind::noted, "noted"},
                                            {EventKind::status_changed, "status_changed"},
                                            {EventKind::reopened, "reopened"},
                                            {EventKind::verified, "verified"},
                                            {EventKind::appealed, "appealed"},
                                            {EventKind::assigned, "assigned"},
                                            {EventKind::forwarded, "forwarded"},
                                            {EventKind::transferred, "transferred"},
                                            {EventKind::corrected, "corrected"},
                                            {EventKind::triaged, "triaged"},
                                            {EventKind::dismissed, "dismissed"},
                                            {EventKind::delivery_changed, "delivery_changed"},
                                            {EventKind::call_back_changed, "call_back_changed"},
                                            {EventKind::revealed, "revealed"},
                                            {EventKind::merged_into, "merged_into"},
                                            {EventKind::unmerged, "unmerged"},
                                            {EventKind::merged, "merged"},
                                            {EventKind::taken_back, "taken_back"},
                                            {EventKind::triage_undone, "triage_undone"},
                                            {EventKind::rated, "rated"},
                                            {EventKind::reopening_asked, "reopening_asked"}}};

constexpr Names<ActorKind, 4> kActorKinds{
    {{ActorKind::kernel, "kernel"}, {ActorKind::citizen, "citizen"}, {ActorKind::user, "user"}, {ActorKind::plugin, "plugin"}}};

constexpr Names<DeliveryState, 7> kDeliveryStates{{{DeliveryState::queued, "queued"},
                                                   {DeliveryState::sending, "sending"},
                                                   {DeliveryState::sent, "sent"},
                                                   {DeliveryState::delivered, "delivered"},
                                                   {DeliveryState::read, "read"},
                                                   {DeliveryState::failed, "failed"},
                                                   {DeliveryState::not_sent, "not_sent"}}};

constexpr Names<DeliveryKind, 3> kDeliveryKinds{
    {{DeliveryKind::reply, "reply"}, {DeliveryKind::private_message, "private"}, {DeliveryKind::call_back, "call_back"}}};

constexpr Names<CallState, kCallStates> kCallStateNames{{{CallState::waiting, "waiting"},
                                                         {CallState::offered, "offered"},
                                                         {CallState::answered, "answered"},
                                                         {CallState::transferred, "transferred"},
                                                         {CallState::wrap_up, "wrap_up"},
                                                         {CallState::ended, "ended"},
                                                         {CallState::abandoned, "abandoned"}}};

constexpr Names<DismissalKind, 5> kDismissalKindNames{{{DismissalKind::blank, "blank"},
                                                       {DismissalKind::wrong_number, "wrong_number"},
                                                       {DismissalKind::answered, "answered"},
                                                       {DismissalKind::abuse, "abuse"},
                                                       {DismissalKind::test, "test"}}};

constexpr Names<CallBackState, 6> kCallBackStates{{{CallBackState::none, "none"},
                                                   {CallBackState::owed, "owed"},
                                                   {CallBackState::under_way, "under_way"},
                                                   {CallBackState::reached, "reached"},
                                                   {CallBackState::called_again, "called_again"},
                                                   {CallBackState::unreached, "unreached"}}};

constexpr Names<Question, 4> kQuestions{{{Question::relevance, "relevance"},
                                         {Question::department, "department"},
                                         {Question::department_off, "department_off"},
                                         {Question::unit, "unit"}}};

constexpr Names<Role, 7> kRoles{{{Role::officer, "officer"},
                                 {Role::supervisor, "supervisor"},
                                 {Role::triage, "triage"},
                                 {Role::command_centre, "command_centre"},
                                 {Role::auditor, "auditor"},
                                 {Role::administrator, "administrator"},
                                 {Role::call_taker, "call_taker"}}};

constexpr Names<SealedLook, 3> kSealedLooks{{{SealedLook::text, "text"}, {SealedLook::identity, "identity"}, {SealedLook::file, "file"}}};

}  // namespace

std::string_view name_of(Status status) { return name_in(kStatuses, status); }
std::string_view name_of(Priority priority) { return name_in(kPriorities, priority); }
std::string_view name_of(Relevance relevance) { return name_in(kRelevances, relevance); }
std::string_view name_of(Aspect aspect) { return name_in(kAspects, aspect); }
std::string_view name_of(EventKind kind) { return name_in(kEventKinds, kind); }
std::string_view name_of(ActorKind kind) { return name_in(kActorKinds, kind); }
std::string_view name_of(DeliveryState state) { return name_in(kDeliveryStates, state); }
std::string_view name_of(DeliveryKind kind) { return name_in(kDeliveryKinds, kind); }
std::string_view name_of(Question question) { return name_in(kQuestions, question); }
std::string_view name_of(CallState state) { return name_in(kCallStateNames, state); }
std::string_view name_of(CallBackState state) { return name_in(kCallBackStates, state); }
std::string_view name_of(Role role) { return name_in(kRoles, role); }
std::string_view name_of(SealedLook look) { return name_in(kSealedLooks, look); }

std::optional<Status> status_named(std::string_view name) { return value_in(kStatuses, name); }
std::optional<Priority> priority_named(std::string_view name) { return value_in(kPriorities, name); }
std::optional<Relevance> relevance_named(std::string_view name) { return value_in(kRelevances, name); }
std::optional<Aspect> aspect_named(std::string_view name) { return value_in(kAspects, name); }
std::optional<DeliveryState> delivery_state_named(std::string_view name) { return value_in(kDeliveryStates, name); }
std::optional<Question> question_named(std::string_view name) { return value_in(kQuestions, name); }
std::string_view name_of(DismissalKind kind) { return name_in(kDismissalKindNames, kind); }
std::optional<DismissalKind> dismissal_kind_named(std::string_view name) { return value_in(kDismissalKindNames, name); }
std::optional<CallState> call_state_named(std::string_view name) { return value_in(kCallStateNames, name); }
std::optional<Role> role_named(std::string_view name) { return value_in(kRoles, name); }

}  // namespace seva::domain
