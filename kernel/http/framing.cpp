#include "http/framing.hpp"

#include <Poco/Exception.h>
#include <arpa/inet.h>

#include <algorithm>
#include <array>

#include "http/encoding.hpp"
#include "http/problems.hpp"

namespace seva::http {
namespace {

constexpr std::size_t kLongestTarget = 8'192;
constexpr std::size_t kMostThrownAway = std::size_t{32} << 20;

bool is_token(std::string_view name) {
  constexpr std::string_view kSymbols = "!#$%&'*+-.^_`|~";
  return !name.empty() && std::all_of(name.begin(), name.end(), [&](char symbol) {
    return (symbol >= 'a' && symbol <= 'z') || (symbol >= 'A' && symbol <= 'Z') || (symbol >= '0' && symbol <= '9') ||
           kSymbols.find(symbol) != std::string_view::npos;
  });
}

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](unsigned char byte) { return (byte < 0x20 && byte != '\t') || byte == 0x7F; });
}

std::optional<domain::Problem> check_headers(const Fields& headers, const std::string& version) {
  const auto times = [&](std::string_view name) {
    return std::count_if(headers.begin(), headers.end(), [&](const auto& field) { return field.first == name; });
  };
  for (const auto& [name, value] : headers)
    if (!is_token(name) || has_control(value)) return malformed("A header is not well-formed.");
  if (times("host") > 1 || (times("host") == 0 && version != "HTTP/1.0")) return malformed("The request needs one Host header.", "Host");
  if (times("content-length") > 1 || times("transfer-encoding") > 1 || (times("content-length") == 1 && times("transfer-encoding") == 1))
    return malformed("The request gives its length twice.", "Content-Length", "Send either Content-Length or Transfer-Encoding, once.");
  const std::string_view length = value_of(headers, "content-length");
  if (times("content-length") == 1 && (length.empty() || length.size() > 15 || length.find_first_not_of("0123456789") != std::string_view::npos))
    return malformed("Content-Length is not a number.", "Content-Length");
  if (times("transfer-encoding") == 1 && lower_case(value_of(headers, "transfer-encoding")) != "chunked")
    return malformed("This transfer encoding is unknown.", "Transfer-Encoding", "Send Content-Length, or chunked.");
  return std::nullopt;
}

/// The last address that a trusted proxy did not add itself.
std::string client_address(const Request& request, const std::string& peer, const ServerSettings& settings) {
  const auto is_trusted = [&](const std::string& address) {
    return std::find(settings.trusted_proxies.begin(), settings.trusted_proxies.end(), address) != settings.trusted_proxies.end();
  };
  std::string address = peer;
  std::string chain(request.header("x-forwarded-for"));
  while (is_trusted(address) && !chain.empty()) {
    const auto comma = chain.rfind(',');
    std::string last = chain.substr(comma == std::string::npos ? 0 : comma + 1);
    chain.resize(comma == std::string::npos ? 0 : comma);
    std::erase(last, ' ');
    if (last.empty() || last.size() > 45 || last.find_first_not_of("0123456789abcdefABCDEF.:") != std::string::npos) break;
    address = last;
  }
  return address;
}

/// Whoever has one address of a /64 has all of them (RFC 6177).
std::string network_of(const std::string& address) {
  std::array<unsigned char, 16> bytes{};
  if (inet_pton(AF_INET6, address.c_str(), bytes.data()) != 1) return address;
  std::fill(bytes.begin() + 8, bytes.end(), static_cast<unsigned char>(0));
  std::array<char, INET6_ADDRSTRLEN> text{};
  inet_ntop(AF_INET6, bytes.data(), text.data(), text.size());
  return std::string(text.data()) + "/64";
}

std::string bare(const std::string& address) { return address.starts_with("::ffff:") ? address.substr(7) : address; }

}  // namespace

std::optional<domain::Problem> read_head(Request& request, const Poco::Net::HTTPServerRequest& from, const ServerSettings& settings) {
  request.method = from.getMethod();
  request.target = from.getURI();
  for (const auto& [name, value] : from) request.headers.emplace_back(lower_case(name), value);
  const std::string peer = bare(from.clientAddress().host().toString());
  request.address = client_address(request, peer, settings);
  request.network = network_of(request.address);
  request.is_from_machine = (peer == "127.0.0.1" || peer == "::1") && !has(request.headers, "x-forwarded-for") && !has(request.headers, "forwarded");

  if (request.target.starts_with("http://") || request.target.starts_with("https://")) {
    const auto path = request.target.find('/', request.target.find("://") + 3);
    request.target = path == std::string::npos ? "/" : request.target.substr(path);
  }
  const auto mark = request.target.find('?');
  request.path = request.target.substr(0, mark);
  if (request.method.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") != std::string::npos) return malformed("The method is not well-formed.");
  if (!request.path.starts_with('/') || request.target.size() > kLongestTarget || request.target.find('#') != std::string::npos ||
      has_control(request.target))
    return malformed("The address is not well-formed or longer than 8,192 bytes.");
  if (auto problem = check_headers(request.headers, from.getVersion())) return problem;
  if (mark == std::string::npos) return std::nullopt;
  auto query = parse_query(std::string_view(request.target).substr(mark + 1));
  // What a service puts into a query may be bytes of any kind; the channel has the address as it came.
  if (!query && request.path.starts_with("/channels/")) return std::nullopt;
  if (!query) return malformed("The query is not well-formed.", {}, "Write it in UTF-8 with % escapes.");
  request.query = std::move(*query);
  return std::nullopt;
}

std::optional<domain::Problem> read_body(Request& request, Poco::Net::HTTPServerRequest& from, std::size_t most_bytes, std::chrono::seconds time) {
  if (!has(request.headers, "content-length") && !has(request.headers, "transfer-encoding")) return std::nullopt;
  const auto end = std::chrono::steady_clock::now() + time;
  std::streambuf* const source = from.stream().rdbuf();
  std::array<char, 8'192> part{};
  std::size_t size = 0;
  // One look-ahead is one receive: so a body that drips is seen to, which reading whole parts would not.
  try {
    while (source->sgetc() != std::char_traits<char>::eof()) {
      const auto taken = source->sgetn(part.data(), std::clamp<std::streamsize>(source->in_avail(), 1, static_cast<std::streamsize>(part.size())));
      size += static_cast<std::size_t>(taken);
      if (size <= most_bytes) request.body.append(part.data(), static_cast<std::size_t>(taken));
      if (size > kMostThrownAway) break;
      if (std::chrono::steady_clock::now() > end) return too_slow();
    }
  } catch (const Poco::TimeoutException&) {
    return too_slow();
  } catch (const Poco::Exception&) {
    return malformed("The body cannot be read.");
  }
  if (size > most_bytes) {
    request.body.clear();
    return too_large(most_bytes);
  }
  const std::string_view length = request.header("content-length");
  if (!length.empty() && std::to_string(size) != length && std::stoull(std::string(length)) != size)
    return malformed("The body is shorter than announced.");
  return std::nullopt;
}

}  // namespace seva::http
