#include "sending.hpp"

#include <algorithm>
#include <charconv>

#include "charset.hpp"
#include "seva/json.hpp"
#include "seva/signature.hpp"
#include "telephone.hpp"

namespace seva::helpline1090 {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::string_view kWaiting = "waiting";
constexpr std::size_t kMostWaiting = 500;
constexpr std::string_view kSentPrefix = "sms-sent-";

/// The bits of dlr-mask and of %d (User's Guide, "Delivery reports").
constexpr std::string_view kDelivered = "1";
constexpr std::string_view kNotDelivered = "2";
constexpr std::string_view kBuffered = "4";
constexpr std::string_view kAccepted = "8";
constexpr std::string_view kRejected = "16";
constexpr std::string_view kAllReports = "31";

/// What the kernel may have handed over: a positive number of 63 bits.
bool is_delivery(std::string_view text) {
  std::int64_t id = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  return error == std::errc{} && end == text.data() + text.size() && id > 0;
}

/// A header takes no line end, and nothing else that is not plain.
bool is_plain(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char symbol) { return symbol > ' ' && symbol < 0x7F; });
}

}  // namespace

void Sending::start(const Start& start, Effects& effects) {
  json::Document document;
  if (document.parse(start.state.get(kWaiting)) == json::ParseResult::ok)
    for (const json::View delivery : document.root()) waiting_.emplace_back(delivery.text());
  if (settings_.sendsms_url.empty() || settings_.password.empty())
    effects.health("sms", HealthState::needs_login, "gateway_unset");
  else if (settings_.public_url.empty())
    effects.health("sms", HealthState::degraded, "own_address_missing");
}

void Sending::deliver(const Delivery& delivery, Effects& effects) {
  const std::string id(delivery.delivery);
  if (delivery.kind != DeliveryKind::private_reply) return tell(id, ReceiptState::failed, "only_private", {}, effects);
  if (!person_number(delivery.to, settings_.country)) return tell(id, ReceiptState::failed, "bad_number", {}, effects);
  if (settings_.sendsms_url.empty() || settings_.password.empty()) return tell(id, ReceiptState::retry, "not_set_up", minutes{15}, effects);
  const bool has_waited = std::find(waiting_.begin(), waiting_.end(), id) != waiting_.end();
  if (delivery.is_retry && !has_waited && !not_sent_.contains(id)) return wait_for_report(id, effects);
  settle(id, effects);
  send(delivery, effects);
}

void Sending::send(const Delivery& delivery, Effects& effects) {
  const std::string account = settings_.sender.empty() ? std::string(delivery.account) : settings_.sender;
  HttpRequest request;
  request.tag = "sms#" + std::to_string(++request_number_);
  request.method = "POST";
  request.url = settings_.sendsms_url;
  request.timeout = seconds{20};
  request.headers = {{"content-type", "text/plain; charset=UTF-8"},
                     {"x-kannel-username", settings_.username},
                     {"x-kannel-password", settings_.password},
                     {"x-kannel-to", *person_number(delivery.to, settings_.country)},
                     {"x-kannel-coding", fits_gsm_alphabet(delivery.text) ? "0" : "2"}};
  if (!account.empty() && is_plain(account)) request.headers.emplace_back("x-kannel-from", account);
  if (!settings_.meta_data.empty()) request.headers.emplace_back("x-kannel-meta-data", settings_.meta_data);
  if (!settings_.public_url.empty()) {
    request.headers.emplace_back("x-kannel-dlr-mask", kAllReports);
    request.headers.emplace_back("x-kannel-dlr-url", settings_.public_url + "/report/" + percent_encoded(settings_.webhook_token) +
                                                         "?d=" + std::string(delivery.delivery) + "&s=%d");
  }
  request.body = delivery.text;
  attempts_[request.tag] = delivery.delivery;
  effects.request(request);
}

void Sending::on_http_response(const HttpResponse& response, Effects& effects) {
  const auto attempt = attempts_.extract(std::string(response.tag));
  if (attempt.empty()) return;
  const std::string& id = attempt.mapped();
  const bool is_taken = response.body.starts_with("0:") || response.body.starts_with("3:");
  if (response.status == 0 && !response.was_sent) {
    not_sent_.insert(id);
    effects.health("sms", HealthState::down, "gateway_unreachable");
    return tell(id, ReceiptState::retry, "unreachable", seconds{30}, effects);
  }
  if (response.is_success() && is_taken) {
    effects.health("sms", settings_.public_url.empty() ? HealthState::degraded : HealthState::ok,
                   settings_.public_url.empty() ? "own_address_missing" : "");
    return tell(id, ReceiptState::sent, {}, {}, effects);
  }
  if (response.status == 401 || response.status == 403) {
    not_sent_.insert(id);
    effects.health("sms", HealthState::needs_login, "gateway_refuses");
    return tell(id, ReceiptState::retry, "needs_login", minutes{15}, effects);
  }
  if (response.status == 503 || response.status == 429) {
    not_sent_.insert(id);
    return tell(id, ReceiptState::retry, "busy", seconds{60}, effects);
  }
  if (response.status >= 400 && response.status < 500) return tell(id, ReceiptState::failed, "refused", {}, effects);
  wait_for_report(id, effects);
}

bool Sending::on_report(const FormFields& fields, Effects& effects) {
  const std::string id(value_of(fields, "d"));
  const std::string_view kind = value_of(fields, "s");
  if (!is_delivery(id)) return false;
  if (kind == kDelivered)
    tell(id, ReceiptState::delivered, {}, {}, effects);
  else if (kind == kAccepted || kind == kBuffered)
    tell(id, ReceiptState::sent, {}, {}, effects);
  else if (kind == kNotDelivered || kind == kRejected)
    tell(id, ReceiptState::failed, kind == kRejected ? "rejected" : "not_delivered", {}, effects);
  else
    return false;
  return true;
}

void Sending::wait_for_report(const std::string& delivery, Effects& effects) {
  not_sent_.erase(delivery);
  if (std::find(waiting_.begin(), waiting_.end(), delivery) == waiting_.end()) waiting_.push_back(delivery);
  if (waiting_.size() > kMostWaiting) waiting_.erase(waiting_.begin());
  save_waiting(effects);
  effects.receipt(
      {.delivery = delivery, .state = ReceiptState::retry, .sent_id = {}, .reason = "outcome_unknown", .retry_after = settings_.wait_for_report});
}

void Sending::tell(const std::string& delivery, ReceiptState state, std::string_view reason, std::chrono::milliseconds again, Effects& effects) {
  if (state != ReceiptState::retry) settle(delivery, effects);
  const bool is_sent = state == ReceiptState::sent || state == ReceiptState::delivered;
  effects.receipt({.delivery = delivery,
                   .state = state,
                   .sent_id = is_sent ? std::string(kSentPrefix) + delivery : std::string{},
                   .reason = std::string(reason),
                   .retry_after = again});
}

void Sending::settle(const std::string& delivery, Effects& effects) {
  not_sent_.erase(delivery);
  if (std::erase(waiting_, delivery) > 0) save_waiting(effects);
}

void Sending::save_waiting(Effects& effects) const {
  std::string text;
  json::Writer writer(text);
  writer.begin_array();
  for (const std::string& delivery : waiting_) writer.text(delivery);
  writer.end_array();
  effects.save(kWaiting, text);
}

}  // namespace seva::helpline1090
