#include "hosting/network/stream_carrier.hpp"

#include <curl/curl.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>

#include "hosting/limits.hpp"
#include "hosting/network/curl_option.hpp"
#include "hosting/network/http_words.hpp"

namespace seva::hosting {
namespace {

using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

constexpr milliseconds kStreamConnectTime{10'000};
constexpr milliseconds kLongestWait{1'000};
constexpr milliseconds kPartsWait{20};  ///< for more parts to hand over together
constexpr std::size_t kStreamHeaderBytes = 256 * kKibibyte;
constexpr std::size_t kBacklogBytes = kMebibyte;
constexpr std::size_t kReadBytes = 16 * kKibibyte;
constexpr int kReadsTogether = 16;

}  // namespace

StreamCarrier::StreamCarrier(Url url, bool allows_any_address, OpenStream request, std::shared_ptr<StreamListener> listener,
                             const std::string& authorities, StreamFigures& figures)
    : url_(std::move(url)),
      guard_(allows_any_address),
      request_(std::move(request)),
      listener_(std::move(listener)),
      figures_(figures),
      parts_(request_.delimiter.empty() ? "\n" : request_.delimiter, kPartBytes),
      easy_(curl_easy_init()),
      multi_(curl_multi_init()),
      heard_at_(Clock::now()) {
  if (easy_ == nullptr || multi_ == nullptr) throw std::runtime_error("libcurl gives no handle.");
  prepare(authorities);
  thread_ = std::thread([this] { run(); });
}

StreamCarrier::~StreamCarrier() {
  give_up();
  if (thread_.joinable()) thread_.join();
  curl_multi_cleanup(multi_);
  curl_slist_free_all(header_list_);
}

void StreamCarrier::prepare(const std::string& authorities) {
  set_option(easy_, CURLOPT_CURLU, url_.handle());
  set_option(easy_, CURLOPT_PROTOCOLS_STR, "http,https");
  set_option(easy_, CURLOPT_PROXY, "");
  guard_.lay_on(easy_);
  set_option(easy_, CURLOPT_SSL_VERIFYPEER, 1L);
  set_option(easy_, CURLOPT_SSL_VERIFYHOST, 2L);
  set_option(easy_, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  if (!authorities.empty()) set_option(easy_, CURLOPT_CAINFO, authorities.c_str());
  set_option(easy_, CURLOPT_NOSIGNAL, 1L);
  set_option(easy_, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(kStreamConnectTime.count()));
  set_option(easy_, CURLOPT_TCP_KEEPALIVE, 1L);
  if (is_raw()) {
    set_option(easy_, CURLOPT_CONNECT_ONLY, 1L);
    set_option(easy_, CURLOPT_SSL_ENABLE_ALPN, 0L);
    return;
  }
  set_option(easy_, CURLOPT_FORBID_REUSE, 1L);
  set_option(easy_, CURLOPT_FOLLOWLOCATION, 0L);
  set_option(easy_, CURLOPT_USERAGENT, "Seva");
  set_option(easy_, CURLOPT_WRITEFUNCTION, &StreamCarrier::take_body);
  set_option(easy_, CURLOPT_WRITEDATA, this);
  set_option(easy_, CURLOPT_HEADERFUNCTION, &StreamCarrier::take_header);
  set_option(easy_, CURLOPT_HEADERDATA, this);
  for (const auto& [name, value] : request_.headers) {
    curl_slist* longer = curl_slist_append(header_list_, (value.empty() ? name + ";" : name + ": " + value).c_str());
    if (longer == nullptr) throw std::bad_alloc();
    header_list_ = longer;
  }
  set_option(easy_, CURLOPT_HTTPHEADER, header_list_);
}

void StreamCarrier::send(std::string bytes) {
  {
    const std::lock_guard lock(mutex_);
    if (to_send_.size() + bytes.size() > kBacklogBytes) is_backlog_ = true;
    if (!is_backlog_) to_send_ += bytes;
  }
  curl_multi_wakeup(multi_);
}

void StreamCarrier::give_up() {
  is_given_up_ = true;
  curl_multi_wakeup(multi_);
}

void StreamCarrier::run() {
  try {
    curl_multi_add_handle(multi_, easy_);
    const std::string error = carry();
    hang_up();
    hand_over(true);
    ++figures_.closed;
    if (!is_given_up_) listener_->closed(error);
  } catch (const std::exception& error) {
    spdlog::error("a stream stumbled: {}", error.what());
    hang_up();
    if (!is_given_up_) listener_->closed("cut");
  }
  is_done_ = true;
}

void StreamCarrier::hang_up() {
  if (easy_ == nullptr) return;
  curl_multi_remove_handle(multi_, easy_);
  curl_easy_cleanup(easy_);
  easy_ = nullptr;
}

std::string StreamCarrier::carry() {
  while (!is_given_up_) {
    if (const auto end = step()) return *end;
    if (is_part_too_large_) return "part_too_large";
    if (is_backlog_) return "backlog";
    hand_over(false);
    if (is_silent()) return "silent";
    wait();
  }
  return "given_up";
}

std::optional<std::string> StreamCarrier::step() {
  int running = 0;
  curl_multi_perform(multi_, &running);
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi_, &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    const CURLcode result = message->data.result;
    if (is_part_too_large_) return "part_too_large";
    if (is_raw() && result == CURLE_OK) {
      curl_socket_t socket = CURL_SOCKET_BAD;
      curl_easy_getinfo(easy_, CURLINFO_ACTIVESOCKET, &socket);
      socket_ = static_cast<int>(socket);
      tell_opened();
      break;
    }
    if (is_connected_ && (status_ < 200 || status_ > 299)) return "status";
    const bool was_refused = guard_.did_refuse() && (result == CURLE_COULDNT_CONNECT || result == CURLE_ABORTED_BY_CALLBACK);
    if (was_refused) return "address_not_allowed";
    if (result != CURLE_OK) return transfer_error(result);
    return parts_.has_rest() ? "cut" : "ended";
  }
  return is_raw() && is_connected_ ? exchange() : std::nullopt;
}

std::optional<std::string> StreamCarrier::exchange() {
  if (const auto end = send_waiting()) return end;
  return receive();
}

std::optional<std::string> StreamCarrier::send_waiting() {
  {
    const std::lock_guard lock(mutex_);
    sending_ += to_send_;
    to_send_.clear();
  }
  while (!sending_.empty()) {
    std::size_t sent = 0;
    const CURLcode result = curl_easy_send(easy_, sending_.data(), sending_.size(), &sent);
    if (result == CURLE_AGAIN) return std::nullopt;
    if (result != CURLE_OK) return "cut";
    sending_.erase(0, sent);
  }
  return std::nullopt;
}

std::optional<std::string> StreamCarrier::receive() {
  std::array<char, kReadBytes> buffer;
  has_more_ = true;
  for (int reads = 0; reads < kReadsTogether && !is_part_too_large_; ++reads) {
    std::size_t size = 0;
    const CURLcode result = curl_easy_recv(easy_, buffer.data(), buffer.size(), &size);
    if (result == CURLE_AGAIN) {
      has_more_ = false;
      return std::nullopt;
    }
    if (result != CURLE_OK) return "cut";
    if (size == 0) return parts_.has_rest() ? "cut" : "ended";
    take({buffer.data(), size});
  }
  return std::nullopt;
}

void StreamCarrier::take(std::string_view bytes) {
  heard_at_ = Clock::now();
  figures_.bytes_received += static_cast<std::int64_t>(bytes.size());
  is_part_too_large_ = !parts_.add(bytes);
  if (parts_.has_parts() && !first_part_at_) first_part_at_ = heard_at_;
}

void StreamCarrier::tell_opened() {
  is_connected_ = true;
  heard_at_ = Clock::now();
  ++figures_.opened;
  if (!is_given_up_) listener_->opened(status_, headers_);
}

/// Hands over what is whole, once it is much or has waited long enough. Waits for room: so the peer is not read meanwhile.
void StreamCarrier::hand_over(bool everything) {
  while (parts_.has_parts() && !is_given_up_) {
    const bool is_due = everything || parts_.count() >= kPartsTogether || parts_.bytes() >= kPartsTogetherBytes ||
                        Clock::now() - first_part_at_.value_or(Time{}) >= kPartsWait;
    if (!is_due) return;
    const std::vector<std::string> together = parts_.take(kPartsTogether, kPartsTogetherBytes);
    while (!is_given_up_ && !listener_->take(together)) listener_->wait_for_room();
    figures_.parts += static_cast<std::int64_t>(together.size());
    heard_at_ = Clock::now();
    first_part_at_ = parts_.has_parts() ? std::optional(heard_at_) : std::nullopt;
  }
}

bool StreamCarrier::is_silent() const {
  return is_connected_ && request_.silence.count() > 0 && !has_more_ && Clock::now() - heard_at_ >= request_.silence;
}

void StreamCarrier::wait() {
  if (has_more_) return;
  milliseconds longest = kLongestWait;
  if (first_part_at_) longest = std::min(longest, std::chrono::ceil<milliseconds>(*first_part_at_ + kPartsWait - Clock::now()));
  if (is_connected_ && request_.silence.count() > 0)
    longest = std::min(longest, std::chrono::ceil<milliseconds>(heard_at_ + request_.silence - Clock::now()));
  curl_waitfd own{};
  own.fd = socket_;
  own.events = static_cast<short>(CURL_WAIT_POLLIN | (sending_.empty() ? 0 : CURL_WAIT_POLLOUT));
  curl_multi_poll(multi_, socket_ >= 0 ? &own : nullptr, socket_ >= 0 ? 1 : 0, static_cast<int>(std::max<std::int64_t>(0, longest.count())), nullptr);
}

std::size_t StreamCarrier::take_body(const char* bytes, std::size_t, std::size_t size, void* self) {
  auto& carrier = *static_cast<StreamCarrier*>(self);
  if (carrier.is_given_up_ || carrier.status_ < 200 || carrier.status_ > 299) return 0;
  carrier.take({bytes, size});
  return carrier.is_part_too_large_ ? 0 : size;
}

std::size_t StreamCarrier::take_header(const char* bytes, std::size_t, std::size_t size, void* self) {
  auto& carrier = *static_cast<StreamCarrier*>(self);
  if ((carrier.header_bytes_ += size) > kStreamHeaderBytes) return 0;
  const std::string_view line(bytes, size);
  take_header_line(line, carrier.headers_);
  long status = 0;
  curl_easy_getinfo(carrier.easy_, CURLINFO_RESPONSE_CODE, &status);
  carrier.status_ = static_cast<int>(status);
  if (line == "\r\n" && status >= 200 && !carrier.is_connected_) carrier.tell_opened();
  return size;
}

}  // namespace seva::hosting
