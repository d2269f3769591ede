#include <seva/channel.hpp>
#include <seva/json.hpp>
#include <seva/poller.hpp>
#include <seva/signature.hpp>

#include <optional>
#include <string>

#include <seva_manifest.hpp>

/// Asks a service every minute for {"posts": [{"id", "author", "text", "at"}], "next": TOKEN}, newest first.
class @CLASS@ final : public seva::Channel {
  void on_start(const seva::Start& start, seva::Effects& effects) override {
    url_ = start.config.text("url");
    token_ = start.secrets.current("token");
    if (start.is_lead) poller_.start(start, effects);
  }
  void on_timer(const seva::TimerFired& timer, seva::Effects& effects) override { poller_.on_timer(timer, effects); }
  void on_http_response(const seva::HttpResponse& response, seva::Effects& effects) override { poller_.on_http_response(response, effects); }

  [[nodiscard]] seva::HttpRequest ask(const seva::Poller::Position& position) const {
    seva::HttpRequest request;
    request.url = url_ + "?since=" + seva::percent_encoded(seva::to_rfc3339(position.since)) + "&page=" + seva::percent_encoded(position.page);
    request.headers = {{"authorization", "Bearer " + token_}};
    return request;
  }

  seva::Poller::Reading read(const seva::HttpResponse& response, seva::Effects& effects) {
    if (!response.is_success()) return seva::Poller::Retry{"The service answered " + std::to_string(response.status) + "."};
    if (answer_.parse(response.body) != seva::json::ParseResult::ok || !answer_.root()["posts"].is_array())
      return seva::Poller::Retry{"The service answered with something else than posts."};
    seva::Poller::Page page{std::string(answer_.root()["next"].text()), std::nullopt};
    for (const seva::json::View post : answer_.root()["posts"]) {
      const auto at = seva::parse_rfc3339(post["at"].text());
      if (!at || post["id"].id().empty() || post["author"].id().empty() || post["text"].text().empty()) {
        effects.unreadable(0, response.body.size(), "incomplete");
        continue;
      }
      seva::Message message;
      message.source_id = post["id"].id();
      message.author.id = post["author"].id();
      message.text = post["text"].text();
      message.sent_at = *at;
      message.is_repliable = false;
      effects.accept(message);
      if (!page.newest || *at > *page.newest) page.newest = *at;
    }
    return page;
  }

  std::string url_;
  std::string token_;
  seva::json::Document answer_;
  seva::Poller poller_{{.name = "posts"},
                       [this](const seva::Poller::Position& position) { return ask(position); },
                       [this](const seva::HttpResponse& response, seva::Effects& effects) { return read(response, effects); }};
};

SEVA_EXPORT_CHANNEL(@CLASS@, seva::kManifest)
