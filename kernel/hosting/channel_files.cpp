#include "hosting/channel_files.hpp"

#include <future>
#include <memory>

namespace seva::hosting {
namespace {

constexpr std::chrono::seconds kPatience{20};

actions::FetchedBytes file_refusal(const char* reason) { return {{}, reason, true}; }
actions::FetchedBytes not_now() { return {{}, "unreachable", false}; }

actions::FetchedBytes judged(HttpAnswer answer) {
  if (is_egress_refusal(answer.error)) return file_refusal("not_allowed");
  if (answer.error == "too_large") return file_refusal("too_large");
  if (!answer.error.empty()) return not_now();
  switch (answer.status) {
    case 200: return answer.body.empty() ? file_refusal("file_empty") : actions::FetchedBytes{std::move(answer.body)};
    case 401:
    case 403: return file_refusal("closed");
    case 408:
    case 425:
    case 429: return not_now();
    default: return answer.status >= 500 ? not_now() : file_refusal("gone");
  }
}

}  // namespace

std::vector<actions::FetchedBytes> ChannelFiles::fetch(std::span<const actions::FileSource> sources) {
  std::vector<std::future<HttpAnswer>> answers(sources.size());
  for (std::size_t place = 0; place < sources.size(); ++place) {
    const auto hosts = hosts_of_(sources[place].channel);
    if (!hosts) continue;
    auto answer = std::make_shared<std::promise<HttpAnswer>>();
    answers[place] = answer->get_future();
    HttpRequest request;
    request.method = "GET";
    request.url = sources[place].url;
    request.timeout = kPatience;
    broker_.request(*hosts, std::move(request), [answer](HttpAnswer given) { answer->set_value(std::move(given)); });
  }
  std::vector<actions::FetchedBytes> fetched;
  for (auto& answer : answers) fetched.push_back(answer.valid() ? judged(answer.get()) : not_now());
  return fetched;
}

}  // namespace seva::hosting
