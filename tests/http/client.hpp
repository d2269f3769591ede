#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include <boost/json.hpp>

#include "http/exchange.hpp"

namespace seva::http {

/// A browser of a kind: keeps one cookie and one CSRF token, follows nothing.
class Client {
 public:
  explicit Client(std::uint16_t port) : port_(port) {}

  struct Answer {
    int status = 0;
    Fields headers;  ///< names in lower case
    std::string body;
    [[nodiscard]] boost::json::object json() const { return boost::json::parse(body).as_object(); }
    [[nodiscard]] std::string header(std::string_view name) const { return std::string(value_of(headers, name)); }
    [[nodiscard]] std::string code() const { return std::string(json().at("code").as_string()); }
  };

  Answer get(const std::string& target, const Fields& headers = {}) { return send("GET", target, {}, headers); }
  Answer post(const std::string& target, const std::string& json, const Fields& headers = {}) { return send("POST", target, json, headers); }
  /// A form with this client's CSRF token.
  Answer form(const std::string& target, Fields fields, const Fields& headers = {});
  Answer send(const std::string& method, const std::string& target, const std::string& body, Fields headers = {});
  /// The bytes as they are, on a connection of their own; what came back until the server closed or `seconds` went by.
  [[nodiscard]] std::string raw(const std::string& bytes, int seconds = 5) const;

  /// Signs in by the API and keeps cookie and token.
  Answer sign_in(const std::string& login, const std::string& password);

  std::string cookie;
  std::string csrf;
  /// Sees every answer of send(); for what must hold of all of them.
  std::function<void(const std::string& method, const std::string& target, const Answer& answer)> look_at_answers;

 private:
  std::uint16_t port_;
};

}  // namespace seva::http
