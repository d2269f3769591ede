#include <algorithm>

#include "actions/intake_batch.hpp"
#include "actions/open_sealed.hpp"

namespace seva::actions {
namespace {

using domain::Delivery;
using domain::DeliveryState;
using State = Receipt::State;

bool is_final(DeliveryState state) { return state != DeliveryState::queued && state != DeliveryState::sending; }

/// A receipt may come late, twice or out of order: nothing goes back from read to sent, and what was sent stays sent.
bool is_news(const Delivery& delivery, State told) {
  switch (told) {
    case State::sent: return !is_final(delivery.state);
    case State::delivered: return delivery.state != DeliveryState::delivered && delivery.state != DeliveryState::read;
    case State::read: return delivery.state != DeliveryState::read;
    case State::retry: return delivery.state == DeliveryState::sending;
    case State::failed: return !is_final(delivery.state) || delivery.state == DeliveryState::sent;
  }
  return false;
}

DeliveryState state_after(State told) {
  switch (told) {
    case State::sent: return DeliveryState::sent;
    case State::delivered: return DeliveryState::delivered;
    case State::read: return DeliveryState::read;
    case State::retry: return DeliveryState::queued;
    case State::failed: return DeliveryState::failed;
  }
  return DeliveryState::failed;
}

bool has_left(DeliveryState state) { return state == DeliveryState::sent || state == DeliveryState::delivered || state == DeliveryState::read; }

/// Does it bring the citizen the code that proves who they are, and that still counts?
bool brings_code(Transaction& transaction, const Delivery& delivery) {
  if (delivery.kind != domain::DeliveryKind::private_message || delivery.text.empty()) return false;
  const auto code = transaction.proofs().code(delivery.ticket);
  return code && code->sent_at == delivery.created_at;
}

/// The words with the code's digits hidden.
std::string without_code(const std::string& text) {
  constexpr std::size_t kDigits = 6;
  std::string kept;
  for (std::size_t place = 0; place < text.size();) {
    const std::size_t end = std::min(text.find_first_not_of("0123456789", place), text.size());
    if (end - place >= kDigits)
      for (std::size_t count = place; count < end; ++count) kept += "•";
    else
      kept += text.substr(place, end - place);
    place = end;
    if (place < text.size()) kept += text[place++];
  }
  return kept;
}

}  // namespace

void IntakeBatch::settle(const std::string& channel, const std::vector<Receipt>& receipts) {
  for (const Receipt& receipt : receipts) settle_one(channel, receipt);
}

void IntakeBatch::settle_one(const std::string& channel, const Receipt& receipt) {
  DeliveryRecords& records = transaction_.deliveries();
  std::optional<Delivery> delivery = receipt.delivery ? records.find(receipt.delivery) : records.by_sent_id(channel, receipt.sent_id);
  if (!delivery || delivery->channel != channel) return;
  for (const Delivery& changed : changes_.delivery_changes)
    if (changed.id == delivery->id) delivery = changed;
  if (!is_news(*delivery, receipt.state)) return;
  delivery->state = state_after(receipt.state);
  delivery->reason = receipt.reason;
  if (receipt.state == State::retry) delivery->next_attempt_at = now_ + receipt.retry_after;
  if (!receipt.sent_id.empty()) delivery->sent_id = receipt.sent_id;
  if (has_left(delivery->state) && brings_code(transaction_, *delivery)) {
    delivery->text = without_code(delivery->text);
    changes_.kept_texts.push_back({delivery->id, delivery->text});
  }
  if (receipt.state == State::sent && delivery->kind != domain::DeliveryKind::call_back) remember_sent(*delivery);
  if (receipt.state == State::failed) {
    if (domain::Ticket* concerned = ticket(delivery->ticket)) {
      domain::Event event;
      event.ticket = concerned->id;
      event.kind = domain::EventKind::delivery_changed;
      event.at = event.source_at = now_;
      event.actor = {domain::ActorKind::plugin, channel, {}};
      event.set(domain::detail_name::kDelivery, std::to_string(delivery->id.value));
      event.set(domain::detail_name::kState, name_of(delivery->state));
      event.reason = receipt.reason;
      happen(*concerned, std::move(event));
    }
  }
  changes_.delivery_changes.push_back(std::move(*delivery));
}

/// Our post becomes a message of the ticket, so that an answer to it finds the ticket and its echo is a duplicate.
void IntakeBatch::remember_sent(Delivery delivery) {
  const domain::Ticket* concerned = ticket(delivery.ticket);
  if (delivery.sent_id.empty() || concerned == nullptr) return;
  const std::string& source_id = delivery.sent_id;
  if (!transaction_.intake().known_messages(delivery.channel, {&source_id, 1}).empty()) return;
  const auto is_here = [&](const domain::Message& message) { return message.source_id == source_id; };
  if (std::any_of(changes_.messages.begin(), changes_.messages.end(), is_here)) return;
  actions::open(transaction_, std::span(&delivery, 1));
  domain::Message message;
  message.id = ports_.identities.next<domain::MessageId>();
  message.is_sealed = concerned->is_sealed;
  message.channel = delivery.channel;
  message.source_id = source_id;
  message.thread = delivery.thread;
  message.in_reply_to = delivery.in_reply_to;
  message.author.handle = delivery.account;
  message.text = delivery.text;
  message.sent_at = message.received_at = now_;
  message.is_from_us = true;
  message.is_private = delivery.kind == domain::DeliveryKind::private_message;
  message.direction = domain::Direction::outgoing;
  message.disposition = domain::Disposition::appended;
  message.citizen = concerned->citizen;
  message.ticket = concerned->id;
  changes_.messages.push_back(std::move(message));
}

}  // namespace seva::actions
