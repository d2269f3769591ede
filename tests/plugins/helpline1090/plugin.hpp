#pragma once

#include "seva/testing/fake_host.hpp"

/// The plugin under test, under the name that it exports.
extern "C" const seva_plugin seva_plugin_v1;

namespace seva::helpline1090 {

/// The helpline as it stands in a configuration, started.
struct Line {
  Line() {
    host.config = {{"public_url", "https://seva.example/channels/helpline1090"},
                   {"sendsms_url", "http://127.0.0.1:13013/cgi-bin/sendsms"},
                   {"username", "seva"}};
    host.secrets = {{"webhook_token", {"token-now", "token-before"}}, {"gateway_password", {"password"}}};
    start = host.start();
  }

  testing::Turn get(const std::string& path, const std::string& query) {
    return host.webhook({{"tag", "w"},
                         {"method", "GET"},
                         {"url", "https://seva.example/channels/helpline1090" + path + "?" + query},
                         {"path", path},
                         {"query", boost::json::object{}},
                         {"headers", boost::json::object{}}},
                        "");
  }
  testing::Turn sms(const std::string& query) { return get("/sms/token-now", query); }
  testing::Turn report(const std::string& query) { return get("/report/token-now", query); }
  testing::Turn deliver(const std::string& id, const std::string& text, bool is_retry = false, const std::string& to = "+910000012345") {
    return host.send({{"type", "deliver"},
                      {"delivery", id},
                      {"account", "1090"},
                      {"kind", "private"},
                      {"to", to},
                      {"in_reply_to", "sms-1"},
                      {"text", text},
                      {"attachments", boost::json::array{}},
                      {"retry", is_retry}});
  }

  testing::FakeHost host{seva_plugin_v1};
  testing::Turn start;
};

/// The only message of a turn.
inline boost::json::object only_message(const testing::Turn& turn) {
  const auto messages = turn.accepted("messages");
  return messages.size() == 1 ? messages[0].as_object() : boost::json::object{};
}

inline std::string text_in(const boost::json::object& object, const char* name) {
  const auto* value = object.if_contains(name);
  return value == nullptr || !value->is_string() ? std::string{} : std::string(value->as_string());
}

}  // namespace seva::helpline1090
