#include <Poco/Net/HTTPServerParams.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/Net/SocketAddress.h>

#include <sstream>

#include "finding.hpp"
#include "http/arrival.hpp"
#include "http/cursor.hpp"
#include "http/encoding.hpp"
#include "http/filter_input.hpp"
#include "http/framing.hpp"
#include "http/json_input.hpp"

namespace {

namespace net = Poco::Net;
using seva::fuzz::must;

/// A request as Poco reads it from a connection, without one.
class Arrived final : public net::HTTPServerRequest {
 public:
  explicit Arrived(std::istream& stream) : stream_(stream) { net::HTTPRequest::read(stream); }

  std::istream& stream() override { return stream_; }
  const net::SocketAddress& clientAddress() const override { return address_; }
  const net::SocketAddress& serverAddress() const override { return address_; }
  const net::HTTPServerParams& serverParams() const override { return *parameters_; }
  net::HTTPServerResponse& response() const override { throw std::logic_error("There is no response here."); }
  bool secure() const override { return false; }

 private:
  std::istream& stream_;
  net::SocketAddress address_{"127.0.0.1:80"};
  net::HTTPServerParams::Ptr parameters_ = new net::HTTPServerParams;
};

void read_body(const std::string& body) {
  const auto object = seva::http::parse_object(body);
  if (!object) return;
  seva::http::JsonInput input(*object);
  (void)input.text("text");
  (void)input.names("units", 10);
  (void)input.texts("fields");
  (void)input.problem();
  (void)seva::http::read_filter(*object, "", {});
}

void read_query(const seva::http::Fields& query) {
  const std::string written = seva::http::written_query(query);
  const auto again = seva::http::parse_query(written);
  must(again.has_value() && (*again == query), "a query that was written is read otherwise", written);
  for (const auto& [name, value] : query) (void)seva::http::read_cursor('d', value);
  seva::http::QueryInput input(query);
  (void)seva::http::read_filter(input, {});
}

}  // namespace

/// What a connection may bring: bytes of any kind, read as the server reads them.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  constexpr std::size_t kMostBody = 64 * 1024;
  if (seva::http::arrival_of(bytes, kMostBody) != seva::http::Arrival::whole) return 0;
  std::istringstream stream(bytes.starts_with("\r\n") ? bytes.substr(2) : bytes);
  try {
    Arrived arrived(stream);
    seva::http::Request request;
    const seva::http::ServerSettings settings;
    if (seva::http::read_head(request, arrived, settings)) return 0;
    ++seva::fuzz::progress.taken;
    must(request.path.starts_with('/'), "a path does not begin at the root");
    for (const auto& [name, value] : request.headers)
      must(value.find_first_of("\r\n") == std::string::npos && name.find_first_of("\r\n: ") == std::string::npos, "a header holds another");
    read_query(request.query);
    const auto length = request.header("content-length");
    if (!length.empty()) read_body(bytes.substr(bytes.size() - std::min(bytes.size(), static_cast<std::size_t>(std::stoull(std::string(length))))));
  } catch (const Poco::Exception&) {
    return 0;  // The server answers 400.
  }
  return 0;
}
