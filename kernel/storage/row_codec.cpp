#include "storage/row_codec.hpp"

#include "domain/sealed.hpp"
#include "storage/json_codec.hpp"
#include "storage/stored_numbers.hpp"

namespace seva::storage {
namespace {

/// One column for both: whatever is sealed is confidential.
int confidentiality_of(const domain::Ticket& ticket) { return ticket.is_sealed ? 2 : ticket.is_confidential ? 1 : 0; }

}  // namespace

void add(RowBatch& batch, const domain::Message& message) {
  batch.add(message.id, message.channel, message.source_id, message.revision, message.thread, message.in_reply_to, message.author.id,
            message.author.handle, message.author.name, batch.keep(encoded(message.addressed_to)), message.text, message.language, message.sent_at,
            message.received_at, batch.keep(encoded(message.hashtags)), batch.keep(encoded(message.mentions)),
            batch.keep(encoded(message.attachments)), batch.keep(encoded(message.location)), message.is_repliable, message.is_from_us,
            message.is_private, message.is_replayed, message.direction, message.disposition, message.citizen, message.ticket);
}

domain::Message read_message(Row& row) {
  domain::Message message;
  message.id = row.id<domain::MessageId>();
  message.channel = row.text();
  message.source_id = row.text();
  message.is_sealed = domain::is_pseudonym(message.source_id);
  message.revision = row.count();
  message.thread = row.text();
  message.in_reply_to = row.text();
  message.author.id = row.text();
  message.author.handle = row.text();
  message.author.name = row.text();
  decode(row.view(), message.addressed_to);
  message.text = row.text();
  message.language = row.text();
  message.sent_at = row.instant();
  message.received_at = row.instant();
  decode(row.view(), message.hashtags);
  decode(row.view(), message.mentions);
  decode(row.view(), message.attachments);
  decode(row.view(), message.location);
  message.is_repliable = row.flag();
  message.is_from_us = row.flag();
  message.is_private = row.flag();
  message.is_replayed = row.flag();
  message.direction = row.one_of(kLastDirection);
  message.disposition = row.one_of(kLastDisposition);
  message.citizen = row.id<domain::CitizenId>();
  message.ticket = row.id<domain::TicketId>();
  return message;
}

std::int64_t stored_due(const domain::Ticket& ticket) {
  const auto due = domain::next_due(ticket);
  if (!due) return kNeverDue;
  return domain::to_micros(*due) - (ticket.priority == domain::Priority::emergency ? kEmergencyLane : 0);
}

void add(RowBatch& batch, const domain::Ticket& ticket) {
  batch.add(ticket.id, ticket.docket, ticket.department, ticket.unit, ticket.assignee, ticket.category, ticket.priority, ticket.status,
            confidentiality_of(ticket), ticket.citizen, ticket.channel, ticket.account, ticket.language, ticket.summary, ticket.opened_at,
            ticket.response_due, ticket.resolution_due, ticket.responded_at, ticket.paused_at, ticket.closed_at, ticket.verified_at,
            ticket.appealed_at, ticket.reopened_count, ticket.needs_attention, ticket.outcome.code, batch.keep(encoded(ticket.outcome.fields)),
            ticket.merged_into, ticket.version, ticket.status != domain::Status::closed, stored_due(ticket));
}

void add_change(RowBatch& batch, const domain::Ticket& ticket, std::uint32_t version_before) {
  batch.add(ticket.docket, ticket.department, ticket.unit, ticket.assignee, ticket.category, ticket.priority, ticket.status,
            confidentiality_of(ticket), ticket.citizen, ticket.channel, ticket.account, ticket.language, ticket.summary, ticket.opened_at,
            ticket.response_due, ticket.resolution_due, ticket.responded_at, ticket.paused_at, ticket.closed_at, ticket.verified_at,
            ticket.appealed_at, ticket.reopened_count, ticket.needs_attention, ticket.outcome.code, batch.keep(encoded(ticket.outcome.fields)),
            ticket.merged_into, ticket.version, ticket.status != domain::Status::closed, stored_due(ticket), ticket.id, version_before);
}

domain::Ticket read_ticket(Row& row) {
  domain::Ticket ticket;
  ticket.id = row.id<domain::TicketId>();
  ticket.docket = row.text();
  ticket.department = row.text();
  ticket.unit = row.text();
  ticket.assignee = row.id<domain::UserId>();
  ticket.category = row.text();
  ticket.priority = row.one_of(kLastPriority);
  ticket.status = row.one_of(kLastStatus);
  const std::int64_t confidentiality = row.number();
  ticket.is_confidential = confidentiality >= 1;
  ticket.is_sealed = confidentiality == 2;
  ticket.citizen = row.id<domain::CitizenId>();
  ticket.channel = row.text();
  ticket.account = row.text();
  ticket.language = row.text();
  ticket.summary = row.text();
  ticket.opened_at = row.instant();
  ticket.response_due = row.instant();
  ticket.resolution_due = row.instant();
  ticket.responded_at = row.maybe_instant();
  ticket.paused_at = row.maybe_instant();
  ticket.closed_at = row.maybe_instant();
  ticket.verified_at = row.maybe_instant();
  ticket.appealed_at = row.maybe_instant();
  ticket.reopened_count = row.count();
  ticket.needs_attention = row.flag();
  ticket.outcome.code = row.text();
  decode(row.view(), ticket.outcome.fields);
  ticket.merged_into = row.text();
  ticket.version = row.count();
  return ticket;
}

void add(RowBatch& batch, const domain::Event& event) {
  batch.add(event.id, event.ticket, event.message, event.kind, event.at, event.source_at, event.actor.kind, event.actor.id, event.actor.name,
            event.reason, batch.keep(encoded(event.details)), batch.keep(encoded(event.reasons)));
}

domain::Event read_event(Row& row) {
  domain::Event event;
  event.id = row.id<domain::EventId>();
  event.ticket = row.id<domain::TicketId>();
  event.message = row.id<domain::MessageId>();
  event.kind = row.one_of(kLastEventKind);
  event.at = row.instant();
  event.source_at = row.instant();
  event.actor.kind = row.one_of(kLastActorKind);
  event.actor.id = row.text();
  event.actor.name = row.text();
  event.reason = row.text();
  decode(row.view(), event.details);
  decode(row.view(), event.reasons);
  return event;
}

void add(RowBatch& batch, const domain::TriageItem& item) {
  batch.add(item.id, item.message, item.ticket, item.question, item.unit, batch.keep(encoded(item.assessments)), item.opened_at, item.due_at,
            item.decided_at, item.decision, !item.decided_at);
}

domain::TriageItem read_triage_item(Row& row) {
  domain::TriageItem item;
  item.id = row.id<domain::TriageId>();
  item.message = row.id<domain::MessageId>();
  item.ticket = row.id<domain::TicketId>();
  item.question = row.one_of(kLastQuestion);
  item.unit = row.text();
  decode(row.view(), item.assessments);
  item.opened_at = row.instant();
  item.due_at = row.instant();
  item.decided_at = row.maybe_instant();
  item.decision = row.text();
  return item;
}

bool is_waiting(const domain::Delivery& delivery) {
  return delivery.state == domain::DeliveryState::queued || delivery.state == domain::DeliveryState::sending;
}

void add(RowBatch& batch, const domain::Delivery& delivery) {
  batch.add(delivery.id, delivery.ticket, delivery.channel, delivery.account, delivery.kind, delivery.to, delivery.in_reply_to, delivery.thread,
            delivery.text, delivery.state, delivery.attempts, delivery.next_attempt_at, delivery.created_at, delivery.sent_id, delivery.reason,
            is_waiting(delivery));
}

domain::Delivery read_delivery(Row& row) {
  domain::Delivery delivery;
  delivery.id = row.id<domain::DeliveryId>();
  delivery.ticket = row.id<domain::TicketId>();
  delivery.channel = row.text();
  delivery.account = row.text();
  delivery.kind = row.one_of(kLastDeliveryKind);
  delivery.to = row.text();
  delivery.in_reply_to = row.text();
  delivery.thread = row.text();
  delivery.text = row.text();
  delivery.state = row.one_of(kLastDeliveryState);
  delivery.attempts = row.count();
  delivery.next_attempt_at = row.instant();
  delivery.created_at = row.instant();
  delivery.sent_id = row.text();
  delivery.reason = row.text();
  return delivery;
}

}  // namespace seva::storage
