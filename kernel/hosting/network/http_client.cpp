#include "hosting/network/http_client.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <stdexcept>

#include "actions/failpoint.hpp"
#include "hosting/limits.hpp"
#include "hosting/network/address_guard.hpp"
#include "hosting/network/curl_option.hpp"
#include "hosting/network/egress.hpp"
#include "hosting/network/http_words.hpp"

namespace seva::hosting {
namespace {

constexpr std::size_t kHeaderBytes = 256 * kKibibyte;
constexpr std::chrono::milliseconds kConnectTime{10'000};
constexpr std::chrono::milliseconds kLongestTime{120'000};
constexpr int kPollMilliseconds = 1000;

HttpAnswer unsent(std::string error) { return {0, {}, {}, std::move(error), false}; }

bool changes_nothing(const std::string& method) { return method == "GET" || method == "HEAD" || method == "OPTIONS"; }

}  // namespace

/// One request under way, with its libcurl handle.
class HttpClient::Transfer {
 public:
  Transfer(Url url, bool allows_any_address, HttpRequest request, Answered answered)
      : url_(std::move(url)),
        guard_(allows_any_address),
        request_(std::move(request)),
        answered_(std::move(answered)),
        handle_(curl_easy_init()),
        headers_(nullptr) {
    if (handle_ == nullptr) throw std::runtime_error("libcurl gives no handle.");
    set_target();
    guard_.lay_on(handle_);
    set_limits();
    set_body();
  }
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;
  ~Transfer() {
    curl_easy_cleanup(handle_);
    curl_slist_free_all(headers_);
  }

  [[nodiscard]] CURL* handle() const { return handle_; }

  HttpAnswer finish(CURLcode code) {
    long status = 0;
    long sent = 0;
    curl_easy_getinfo(handle_, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(handle_, CURLINFO_REQUEST_SIZE, &sent);
    const bool was_refused = code != CURLE_OK && guard_.did_refuse() && (code == CURLE_COULDNT_CONNECT || code == CURLE_ABORTED_BY_CALLBACK);
    answer_.was_sent = sent > 0 && !was_refused;
    if (code == CURLE_OK) {
      answer_.status = static_cast<int>(status);
    } else {
      answer_.error = was_refused ? "address_not_allowed" : is_too_large_ ? "too_large" : transfer_error(code);
      answer_.headers.clear();
      answer_.body.clear();
    }
    return std::move(answer_);
  }
  void give(HttpAnswer answer) { answered_(std::move(answer)); }

 private:
  template <class Value>
  void set(CURLoption option, Value value) {
    set_option(handle_, option, value);
  }

  void set_target() {
    set(CURLOPT_CURLU, url_.handle());
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_FOLLOWLOCATION, 0L);
    set(CURLOPT_PROXY, "");
    set(CURLOPT_SSL_VERIFYPEER, 1L);
    set(CURLOPT_SSL_VERIFYHOST, 2L);
    set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    set(CURLOPT_USERAGENT, "Seva");
    if (!changes_nothing(request_.method)) set(CURLOPT_FRESH_CONNECT, 1L);
  }

  void set_limits() {
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_TIMEOUT_MS, static_cast<long>(std::min(request_.timeout, kLongestTime).count()));
    set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(kConnectTime.count()));
    set(CURLOPT_WRITEFUNCTION, &Transfer::take_body);
    set(CURLOPT_WRITEDATA, this);
    set(CURLOPT_HEADERFUNCTION, &Transfer::take_header);
    set(CURLOPT_HEADERDATA, this);
  }

  void set_body() {
    if (request_.method == "HEAD") set(CURLOPT_NOBODY, 1L);
    set(CURLOPT_CUSTOMREQUEST, request_.method.c_str());
    const bool has_body = !request_.body.empty() || request_.method == "POST" || request_.method == "PUT" || request_.method == "PATCH";
    if (has_body) {
      set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request_.body.size()));
      set(CURLOPT_POSTFIELDS, request_.body.data());
    }
    for (const auto& [name, value] : request_.headers) add_header(value.empty() ? name + ";" : name + ": " + value);
    add_header("Expect:");
    set(CURLOPT_HTTPHEADER, headers_);
  }

  void add_header(const std::string& line) {
    curl_slist* longer = curl_slist_append(headers_, line.c_str());
    if (longer == nullptr) throw std::bad_alloc();
    headers_ = longer;
  }

  static std::size_t take_body(const char* bytes, std::size_t, std::size_t size, void* self) {
    auto& transfer = *static_cast<Transfer*>(self);
    transfer.is_too_large_ = transfer.answer_.body.size() + size > kBodyBytes;
    if (transfer.is_too_large_) return 0;
    transfer.answer_.body.append(bytes, size);
    return size;
  }

  static std::size_t take_header(const char* bytes, std::size_t, std::size_t size, void* self) {
    auto& transfer = *static_cast<Transfer*>(self);
    transfer.is_too_large_ = (transfer.header_bytes_ += size) > kHeaderBytes;
    if (transfer.is_too_large_) return 0;
    take_header_line({bytes, size}, transfer.answer_.headers);
    return size;
  }

  Url url_;
  AddressGuard guard_;
  HttpRequest request_;
  Answered answered_;
  CURL* handle_;
  curl_slist* headers_;
  HttpAnswer answer_;
  std::size_t header_bytes_ = 0;
  bool is_too_large_ = false;
};

HttpClient::HttpClient() : multi_((prepare_http_library(), curl_multi_init())) {
  if (multi_ == nullptr) throw std::runtime_error("libcurl cannot be started.");
  thread_ = std::thread([this] { run(); });
}

HttpClient::~HttpClient() {
  is_stopping_ = true;
  curl_multi_wakeup(multi_);
  thread_.join();
  for (auto& [handle, transfer] : under_way_) curl_multi_remove_handle(multi_, handle);
  under_way_.clear();
  curl_multi_cleanup(multi_);
}

void HttpClient::request(const AllowedHosts& allowed_hosts, HttpRequest request, Answered answered) {
  ++figures_.requests;
  const auto refuse = [&](std::string error) {
    ++figures_.refused;
    answered(unsent(std::move(error)));
  };
  if (!request.save_as.empty() || !request.body_from.empty()) return refuse("not_supported");
  auto url = Url::parse(request.url);
  if (!url) return refuse(url.error().code);
  const bool is_named = url->is_among(allowed_hosts.named);
  if (!is_named && !url->is_among(allowed_hosts.declared)) return refuse("host_not_allowed");
  if (!is_sound_request(request.method, request.headers)) return refuse("bad_request");
  auto transfer = std::make_unique<Transfer>(std::move(*url), is_named, std::move(request), std::move(answered));
  {
    const std::lock_guard lock(mutex_);
    waiting_.push_back(std::move(transfer));
  }
  curl_multi_wakeup(multi_);
}

void HttpClient::run() {
  while (!is_stopping_) {
    begin_waiting();
    int running = 0;
    curl_multi_perform(multi_, &running);
    finish_done();
    curl_multi_poll(multi_, nullptr, 0, kPollMilliseconds, nullptr);
  }
}

void HttpClient::begin_waiting() {
  std::vector<std::unique_ptr<Transfer>> waiting;
  {
    const std::lock_guard lock(mutex_);
    waiting.swap(waiting_);
  }
  for (auto& transfer : waiting) {
    CURL* const handle = transfer->handle();
    curl_multi_add_handle(multi_, handle);
    under_way_.emplace(handle, std::move(transfer));
  }
}

void HttpClient::finish_done() {
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi_, &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    const CURLcode code = message->data.result;
    const auto done = under_way_.extract(message->easy_handle);
    HttpAnswer answer = done.mapped()->finish(code);
    actions::reach(actions::Failpoint::after_foreign_answer);
    curl_multi_remove_handle(multi_, done.key());
    ++(answer.error.empty() ? figures_.answers : figures_.errors);
    figures_.bytes_received += static_cast<std::int64_t>(answer.body.size());
    done.mapped()->give(std::move(answer));
  }
}

}  // namespace seva::hosting
