#pragma once

#include <cstdint>
#include <functional>
#include <istream>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace seva::http {

/// Names and values in the order in which they came.
using Fields = std::vector<std::pair<std::string, std::string>>;

/// The first value of that name; empty where there is none.
[[nodiscard]] std::string_view value_of(const Fields& fields, std::string_view name);
[[nodiscard]] bool has(const Fields& fields, std::string_view name);

/// A request whose framing was found right: size, header names, encodings. What it says is still foreign.
struct Request {
  std::string id;  ///< ours; answers and log lines carry it
  std::string method;
  std::string target;  ///< as sent: path and query
  std::string path;    ///< as sent, without the query
  Fields query;        ///< decoded
  Fields headers;      ///< names in lower case
  std::string body;
  std::string address;           ///< the client's, behind a trusted proxy the one that it names
  std::string network;           ///< the address as limits count it: of IPv6 the /64, which is one person's
  bool is_from_machine = false;  ///< the client is this machine itself and no proxy stands between

  [[nodiscard]] std::string_view header(std::string_view name) const { return value_of(headers, name); }
  [[nodiscard]] bool is_safe() const { return method == "GET" || method == "HEAD" || method == "OPTIONS"; }
};

struct Response {
  int status = 200;
  Fields headers = {};
  std::string content_type = {};
  std::string body = {};
  std::shared_ptr<std::istream> stream = {};  ///< instead of a body: exactly stream_size bytes are sent from it
  std::uint64_t stream_size = 0;
  bool closes = false;  ///< the connection ends after it
  /// Where it is set, the header alone is sent and the connection's descriptor handed over, to be written to by whoever takes it: no length is known,
  /// so the end of the connection is the end of the body.
  std::function<void(int descriptor)> takes_over = {};

  Response& with(std::string name, std::string value) {
    headers.emplace_back(std::move(name), std::move(value));
    return *this;
  }
};

[[nodiscard]] Response redirect_to(std::string location);
[[nodiscard]] Response no_content();

}  // namespace seva::http
