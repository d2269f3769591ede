#include <seva_manifest.hpp>

#include "exotel.hpp"
#include "intake.hpp"
#include "replay.hpp"
#include "sending.hpp"
#include "seva/channel.hpp"
#include "seva/signature.hpp"

namespace seva::helpline1090 {
namespace {

Settings read_settings(const Config& config, const Secrets& secrets) {
  Settings settings;
  settings.country = config.text("country", settings.country);
  settings.webhook_token = secrets.current("webhook_token");
  settings.previous_webhook_token = secrets.previous("webhook_token");
  settings.public_url = config.text("public_url");
  settings.sendsms_url = config.text("sendsms_url");
  settings.username = config.text("username");
  settings.password = secrets.current("gateway_password");
  settings.sender = config.text("sender");
  settings.meta_data = config.text("meta_data");
  settings.wait_for_report = config.seconds("wait_for_report_s", settings.wait_for_report);
  settings.wait_for_parts = config.seconds("wait_for_parts_s", settings.wait_for_parts);
  while (settings.public_url.ends_with('/')) settings.public_url.pop_back();
  return settings;
}

/// A women's helpline: SMS both ways through Kannel, calls as Exotel tells of them. Everything that it brings is sealed by the kernel, so it writes
/// nothing to the log.
class Helpline final : public Channel {
 public:
  void on_start(const Start& start, Effects& effects) override {
    settings_ = read_settings(start.config, start.secrets);
    if (settings_.webhook_token.empty()) effects.health("webhook", HealthState::needs_login, "webhook_token_missing");
    intake_.start(start, effects);
    sending_.start(start, effects);
  }

  /// Each address bears the token as its last part: the gateways sign nothing.
  void on_webhook(const Webhook& webhook, Effects& effects) override {
    const auto slash = webhook.path.rfind('/');
    const std::string_view address = webhook.path.substr(0, slash == std::string_view::npos ? 0 : slash);
    const std::string_view token = webhook.path.substr(slash == std::string_view::npos ? 0 : slash + 1);
    if (!is_ours(token)) return effects.respond(webhook.tag, 401);
    if (address == "/sms") return take_sms(webhook, effects);
    if (address == "/report") return take_report(webhook, effects);
    if (address == "/call") return take_call(webhook, effects);
    effects.respond(webhook.tag, 404);
  }

  void on_stream_data(const StreamData& data, Effects& effects) override { read_replay(data, intake_, effects); }
  void on_timer(const TimerFired& timer, Effects& effects) override { intake_.on_timer(timer, effects); }
  void on_http_response(const HttpResponse& response, Effects& effects) override { sending_.on_http_response(response, effects); }
  void on_deliver(const Delivery& delivery, Effects& effects) override { sending_.deliver(delivery, effects); }

 private:
  /// Both are always compared, in the same time.
  [[nodiscard]] bool is_ours(std::string_view token) const {
    bool is_right = false;
    for (const std::string* ours : {&settings_.webhook_token, &settings_.previous_webhook_token})
      if (are_equal_in_constant_time(token, *ours) && !ours->empty()) is_right = true;
    return is_right;
  }

  /// The answer's body is empty: Kannel would send it to her.
  void take_sms(const Webhook& webhook, Effects& effects) {
    if (webhook.method != "GET" && webhook.method != "POST") return effects.respond(webhook.tag, 405, {}, {{"allow", "GET, POST"}});
    Sms sms = webhook.method == "POST" ? read_post(webhook) : read_get(read_fields(query_of(webhook.url)), webhook.now);
    if (sms.from.empty()) return effects.respond(webhook.tag, 400);
    intake_.take(std::move(sms), webhook.now, effects);
    effects.respond(webhook.tag, 200);
  }

  /// Exotel asks again twice where it gets no 200 within 15 s; what is no incoming call it need not tell again.
  void take_call(const Webhook& webhook, Effects& effects) {
    if (webhook.method != "GET" && webhook.method != "POST") return effects.respond(webhook.tag, 405, {}, {{"allow", "GET, POST"}});
    const FormFields fields =
        webhook.method == "POST" ? read_body(webhook.body, webhook.headers.get("content-type")) : read_fields(query_of(webhook.url));
    if (const auto call = read_exotel(fields, settings_, webhook.now)) effects.accept(*call);
    effects.respond(webhook.tag, 200);
  }

  void take_report(const Webhook& webhook, Effects& effects) {
    const bool is_report = sending_.on_report(read_fields(query_of(webhook.url)), effects);
    effects.respond(webhook.tag, is_report ? 200 : 400);
  }

  Settings settings_;
  Intake intake_{settings_};
  Sending sending_{settings_};
};

}  // namespace
}  // namespace seva::helpline1090

SEVA_EXPORT_CHANNEL(seva::helpline1090::Helpline, seva::kManifest)
