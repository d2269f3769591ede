#pragma once

#include <atomic>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "actions/ports.hpp"
#include "domain/instance.hpp"
#include "hosting/start_material.hpp"

/// The events of sdk/PROTOCOL.md as JSON. Always valid UTF-8, whatever foreign text goes into them.
namespace seva::hosting {

/// What every event bears.
struct Stamp {
  std::string id;
  domain::Instant now;
};

/// Makes stamps whose ids no other event has, also not after a restart. Safe to use from any thread.
class Stamps {
 public:
  explicit Stamps(actions::Clock& clock);
  [[nodiscard]] Stamp next();

 private:
  actions::Clock& clock_;
  std::string prefix_;
  std::atomic<std::uint64_t> count_{0};
};

/// The answer to an HTTP request of a plugin.
struct HttpAnswer {
  int status = 0;                                            ///< 0: there was none; `error` says why
  std::vector<std::pair<std::string, std::string>> headers;  ///< lower-case names; what came several times is joined with a comma
  std::string body;
  std::string error;      ///< a code, as timeout, refused, tls, too_large; empty: none
  bool was_sent = false;  ///< false: the request surely reached nobody
};

/// `calls` are the channel's calls that are not over, as far as the kernel knows.
[[nodiscard]] std::string start_event(const Stamp& stamp, const StartMaterial& material, std::span<const actions::PluginState> state,
                                      std::span<const domain::CallSession> calls, bool is_lead);
[[nodiscard]] std::string stop_event(const Stamp& stamp);
[[nodiscard]] std::string webhook_event(const Stamp& stamp, std::string_view tag, const actions::WebhookRequest& request);
[[nodiscard]] std::string timer_event(const Stamp& stamp, std::string_view tag);
[[nodiscard]] std::string http_response_event(const Stamp& stamp, std::string_view tag, const HttpAnswer& answer);
[[nodiscard]] std::string stream_opened_event(const Stamp& stamp, std::string_view tag, int status,
                                              const std::vector<std::pair<std::string, std::string>>& headers);
[[nodiscard]] std::string stream_closed_event(const Stamp& stamp, std::string_view tag, std::string_view error);
[[nodiscard]] std::string stream_data_event(const Stamp& stamp, std::string_view tag);
[[nodiscard]] std::string deliver_event(const Stamp& stamp, const domain::Delivery& delivery, bool is_retry);

[[nodiscard]] std::string department_start_event(const Stamp& stamp, const StartMaterial& material, std::span<const domain::Unit> units,
                                                 std::span<const domain::Account> accounts);
[[nodiscard]] std::string assess_event(const Stamp& stamp);
/// Never holds author, phone or handle of the citizen.
[[nodiscard]] std::string assess_payload(std::span<const actions::Assessable> messages);
[[nodiscard]] std::string check_outcome_event(const Stamp& stamp, const domain::Ticket& ticket, const domain::Outcome& outcome);

}  // namespace seva::hosting
