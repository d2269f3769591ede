#include "http/packing.hpp"

#include <zlib.h>

#include "http/accepted_encoding.hpp"

namespace seva::http {
namespace {

constexpr std::size_t kWorthwhile = 1024;
constexpr int kGzipWindow = 15 + 16;  ///< zlib's way of asking for gzip's header
constexpr int kMemory = 8;            ///< zlib's own default
constexpr int kPageLevel = 6;         ///< a page is loaded once and then stays

bool may_be_packed(const Request& request, const Response& response) {
  return request.method == "GET" && request.path.starts_with("/api/v1/") && request.path != "/api/v1/session" && response.status == 200 &&
         response.content_type == "application/json" && response.body.size() > kWorthwhile && !response.takes_over &&
         !has(response.headers, "Set-Cookie") && !has(response.headers, "Content-Encoding");
}

/// Empty where zlib has no memory.
std::string gzipped(std::string& plain, int level) {
  z_stream stream{};
  if (deflateInit2(&stream, level, Z_DEFLATED, kGzipWindow, kMemory, Z_DEFAULT_STRATEGY) != Z_OK) return {};
  std::string packed(deflateBound(&stream, static_cast<uLong>(plain.size())), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(plain.data());
  stream.avail_in = static_cast<uInt>(plain.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  const bool is_whole = deflate(&stream, Z_FINISH) == Z_STREAM_END;
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return is_whole ? packed : std::string{};
}

void pack_at(int level, const Request& request, Response& response) {
  response.headers.emplace_back("Vary", "Accept-Encoding");
  if (!accepts(request.header("accept-encoding"), "gzip")) return;
  std::string packed = gzipped(response.body, level);
  if (packed.empty()) return;
  response.body = std::move(packed);
  response.headers.emplace_back("Content-Encoding", "gzip");
}

}  // namespace

void pack(const Request& request, Response& response) {
  if (may_be_packed(request, response)) pack_at(Z_BEST_SPEED, request, response);
}

void pack_page(const Request& request, Response& response) { pack_at(kPageLevel, request, response); }

}  // namespace seva::http
