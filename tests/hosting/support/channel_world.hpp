#pragma once

#include <gmock/gmock.h>

#include <future>

#include "hosting/channel_runner.hpp"
#include "hosting/support/fake_clock.hpp"
#include "hosting/support/fake_plugin.hpp"
#include "hosting/support/fake_store.hpp"
#include "hosting/support/ledger.hpp"

namespace seva::hosting {

using namespace std::chrono_literals;
using boost::json::object;

/// Keeps what was asked for; the test answers.
class FakeBroker final : public Broker {
 public:
  struct Asked {
    AllowedHosts allowed_hosts;
    HttpRequest request;
    Answered answered;
  };

  void request(const AllowedHosts& allowed_hosts, HttpRequest request, Answered answered) override {
    const std::lock_guard lock(mutex_);
    asked_.push_back({allowed_hosts, std::move(request), std::move(answered)});
    changed_.notify_all();
  }
  struct Opened {
    AllowedHosts allowed_hosts;
    OpenStream request;
    std::shared_ptr<StreamListener> listener;
    std::shared_ptr<std::string> sent = std::make_shared<std::string>();
    std::shared_ptr<std::atomic<bool>> is_given_up = std::make_shared<std::atomic<bool>>(false);
  };
  std::unique_ptr<Stream> open(const AllowedHosts& allowed_hosts, OpenStream request, std::shared_ptr<StreamListener> listener) override {
    const std::lock_guard lock(mutex_);
    opened_.push_back({allowed_hosts, std::move(request), std::move(listener)});
    changed_.notify_all();
    return std::make_unique<FakeStream>(opened_.back().sent, opened_.back().is_given_up);
  }
  Opened await_stream(std::size_t streams) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return opened_.size() >= streams; });
    return opened_[streams - 1];
  }
  Asked await(std::size_t requests) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return asked_.size() >= requests; });
    return asked_[requests - 1];
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Asked> asked_;
  std::vector<Opened> opened_;

  class FakeStream final : public Stream {
   public:
    FakeStream(std::shared_ptr<std::string> sent, std::shared_ptr<std::atomic<bool>> is_given_up)
        : sent_(std::move(sent)), is_given_up_(std::move(is_given_up)) {}
    ~FakeStream() override { *is_given_up_ = true; }
    void send(std::string bytes) override { *sent_ += bytes; }

   private:
    std::shared_ptr<std::string> sent_;
    std::shared_ptr<std::atomic<bool>> is_given_up_;
  };
};

inline actions::WebhookRequest webhook(const std::string& body) {
  return {"POST",
          "https://seva.example/channels/c/hook?a=1",
          "/hook",
          {{"a", "1"}},
          {{"x-name", "v"}, {"authorization", "Basic c2VjcmV0"}, {"cookie", "a=secret"}},
          body};
}

inline domain::Delivery delivery(std::int64_t id) {
  domain::Delivery delivery;
  delivery.id = {id};
  delivery.channel = "c";
  delivery.text = "reply";
  return delivery;
}

class ChannelRunnerTest : public testing::Test {
 protected:
  ChannelRunner& run(FakePlugin::Handle handle) {
    plugin_ = std::make_unique<FakePlugin>(std::move(handle));
    StartMaterial material;
    material.config_json = R"({"greeting": "hello"})";
    material.secrets = {{"token", {"current", "previous"}}};
    material.files = {{"words", 0, 4}};
    material.payload = "file";
    runner_ = std::make_unique<ChannelRunner>(
        ChannelSetup{"c", plugin_.get(), {{"service.example"}, {}}, material, true, "\n", {crash_limit_, std::chrono::minutes(10)}}, services_);
    return *runner_;
  }
  /// Accepts a message of each webhook's body and answers 200.
  static std::optional<std::string> accept_webhooks(const object& event, std::string_view payload) {
    if (text_of(event, "type") != "webhook") return "[]";
    return "[" + accepting(std::string(payload)) + "," + responding(text_of(event, "tag")) + "]";
  }
  static std::optional<std::string> receipt_deliveries(const object& event) {
    if (text_of(event, "type") != "deliver") return "[]";
    return R"([{"type": "receipt", "delivery": ")" + text_of(event, "delivery") + R"(", "state": "sent", "sent_id": "s"}])";
  }
  std::future<actions::WebhookResponse> receive(const std::string& body) {
    return std::async(std::launch::async, [this, body] { return runner_->receive(webhook(body)); });
  }

  FakeStore store_;
  FakeClock clock_;
  Stamps stamps_{clock_};
  FakeSteadyClock steady_;
  FakeBroker broker_;
  StateLog states_;
  Ledger ledger_;
  ChannelServices services_{store_, states_, stamps_, steady_, broker_, [this](actions::Turn turn) { return ledger_.commit(std::move(turn)); },
                            60s,    60s};
  std::size_t crash_limit_ = 1000;
  std::unique_ptr<FakePlugin> plugin_;
  std::unique_ptr<ChannelRunner> runner_;
};

}  // namespace seva::hosting
