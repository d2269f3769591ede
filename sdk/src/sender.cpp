#include "seva/sender.hpp"

#include <utility>

namespace seva {

Sender::Sender(SenderSettings settings, Service service) : settings_(std::move(settings)), service_(std::move(service)) {}

void Sender::deliver(const Delivery& delivery, Effects& effects) {
  Attempt attempt{{std::string(delivery.delivery),
                   std::string(delivery.account),
                   delivery.kind,
                   std::string(delivery.to),
                   std::string(delivery.in_reply_to),
                   std::string(delivery.text),
                   {},
                   delivery.queued_at,
                   {}}};
  for (const DeliveryAttachment& one : delivery.attached)
    attempt.outgoing.attachments.push_back({std::string(one.id), std::string(one.type), one.size});
  bool is_being_posted = false;
  std::erase_if(attempts_, [&](const auto& under_way) {
    if (under_way.second.outgoing.delivery != attempt.outgoing.delivery) return false;
    is_being_posted = under_way.second.stage == Stage::posting;
    return true;
  });
  if (is_being_posted) return unknown(attempt, effects);
  if (delivery.is_retry) unsure_.insert(attempt.outgoing.delivery);
  if (unsure_.contains(attempt.outgoing.delivery))
    look(std::move(attempt), delivery, {}, effects);
  else
    post(std::move(attempt), delivery, effects);
}

bool Sender::on_http_response(const HttpResponse& response, Effects& effects) {
  if (!response.tag.starts_with(settings_.name + '#')) return false;
  auto found = attempts_.extract(std::string(response.tag));
  if (found.empty()) return true;
  Attempt& attempt = found.mapped();
  if (attempt.stage == Stage::looking)
    on_looked(std::move(attempt), response, effects);
  else if (attempt.stage == Stage::uploading)
    on_uploaded(std::move(attempt), response, effects);
  else
    on_posted(attempt, response, effects);
  return true;
}

void Sender::post(Attempt attempt, const Event& event, Effects& effects) {
  const bool is_whole = attempt.outgoing.uploaded.size() == attempt.outgoing.attachments.size();
  attempt.stage = is_whole ? Stage::posting : Stage::uploading;
  HttpRequest request = is_whole ? service_.post(attempt.outgoing, event) : service_.upload(attempt.outgoing, event);
  send_request(std::move(request), std::move(attempt), effects);
}

void Sender::look(Attempt attempt, const Event& event, std::string_view page, Effects& effects) {
  attempt.stage = Stage::looking;
  HttpRequest request = service_.look(attempt.outgoing, event, page);
  send_request(std::move(request), std::move(attempt), effects);
}

void Sender::send_request(HttpRequest request, Attempt attempt, Effects& effects) {
  request.tag = settings_.name + '#' + std::to_string(++request_number_);
  request.timeout = settings_.timeout;
  effects.request(request);
  attempts_.emplace(request.tag, std::move(attempt));
}

void Sender::on_uploaded(Attempt attempt, const HttpResponse& response, Effects& effects) {
  if (response.status == 0 && response.error == "no_attachment") return settle(attempt, ReceiptState::failed, {}, "attachment_gone", effects);
  if (response.status == 0) return retry(attempt, {"unreachable"}, effects);
  Upload upload = service_.read_upload(attempt.outgoing, response);
  if (const auto* refused = std::get_if<Refused>(&upload)) return settle(attempt, ReceiptState::failed, {}, refused->reason, effects);
  if (const auto* later = std::get_if<Later>(&upload)) return retry(attempt, *later, effects);
  attempt.outgoing.uploaded.push_back(std::move(std::get<Uploaded>(upload).id));
  post(std::move(attempt), response, effects);
}

void Sender::on_posted(const Attempt& attempt, const HttpResponse& response, Effects& effects) {
  if (response.status == 0 && !response.was_sent) return retry(attempt, {"unreachable"}, effects);
  if (response.status == 0) return unknown(attempt, effects);
  const Outcome outcome = service_.read_post(attempt.outgoing, response);
  if (const auto* sent = std::get_if<Sent>(&outcome)) return settle(attempt, ReceiptState::sent, sent->id, {}, effects);
  if (const auto* refused = std::get_if<Refused>(&outcome)) return settle(attempt, ReceiptState::failed, {}, refused->reason, effects);
  if (const auto* later = std::get_if<Later>(&outcome)) return retry(attempt, *later, effects);
  unknown(attempt, effects);
}

void Sender::on_looked(Attempt attempt, const HttpResponse& response, Effects& effects) {
  if (response.status == 0) return retry(attempt, {"outcome_unknown"}, effects);
  const Look seen = service_.read_look(attempt.outgoing, response);
  if (const auto* sent = std::get_if<Sent>(&seen)) return settle(attempt, ReceiptState::sent, sent->id, {}, effects);
  if (const auto* later = std::get_if<Later>(&seen)) return retry(attempt, *later, effects);
  const std::string& next = std::get<NotHere>(seen).next;
  if (!next.empty() && ++attempt.pages < settings_.most_pages) return look(std::move(attempt), response, next, effects);
  if (!next.empty()) return retry(attempt, {"outcome_unknown"}, effects);
  unsure_.erase(attempt.outgoing.delivery);
  post(std::move(attempt), response, effects);
}

void Sender::unknown(const Attempt& attempt, Effects& effects) {
  unsure_.insert(attempt.outgoing.delivery);
  retry(attempt, {"outcome_unknown", settings_.settle}, effects);
}

void Sender::retry(const Attempt& attempt, const Later& later, Effects& effects) const {
  effects.receipt({.delivery = attempt.outgoing.delivery,
                   .state = ReceiptState::retry,
                   .sent_id = {},
                   .reason = later.reason,
                   .retry_after = later.after.count() > 0 ? later.after : settings_.backoff});
}

void Sender::settle(const Attempt& attempt, ReceiptState state, const std::string& sent_id, const std::string& reason, Effects& effects) {
  unsure_.erase(attempt.outgoing.delivery);
  effects.receipt({.delivery = attempt.outgoing.delivery, .state = state, .sent_id = sent_id, .reason = reason});
}

}  // namespace seva
