#pragma once

#include <atomic>
#include <boost/json.hpp>
#include <functional>
#include <optional>
#include <string>

#include "hosting/plugin_process.hpp"
#include "hosting/support/described_events.hpp"

namespace seva::hosting {

/// A plugin that is a function of the test: each instance is a new copy of it. nullopt: it fails.
class FakePlugin final : public PluginProcess {
 public:
  using Handle = std::function<std::optional<std::string>(const boost::json::object& event, std::string_view payload)>;

  explicit FakePlugin(Handle handle) : handle_(std::move(handle)) {}

  domain::Result<std::unique_ptr<Conversation>> open() override {
    ++opened;
    return std::unique_ptr<Conversation>(std::make_unique<Talk>(handle_, ends_from_outside));
  }

  std::atomic<int> opened{0};
  std::atomic<int> ends_from_outside{0};  ///< how many of the next events end so

 private:
  class Talk final : public Conversation {
   public:
    Talk(Handle handle, std::atomic<int>& ends_from_outside) : handle_(std::move(handle)), ends_from_outside_(ends_from_outside) {}
    domain::Result<std::string_view> send(std::string_view event, std::string_view payload) override {
      if (ends_from_outside_ > 0) {
        --ends_from_outside_;
        return domain::invalid(std::string(kKilledFromOutside), "The plugin's process was ended from outside.");
      }
      const boost::json::object read = boost::json::parse({event.data(), event.size()}).as_object();
      expect_described(read, payload);
      auto answer = handle_(read, payload);
      if (!answer) return domain::invalid("plugin_handle_failed", "The plugin failed at an event.");
      answer_ = std::move(*answer);
      return std::string_view(answer_);
    }

   private:
    Handle handle_;
    std::atomic<int>& ends_from_outside_;
    std::string answer_;
  };

  Handle handle_;
};

[[nodiscard]] inline std::string text_of(const boost::json::object& event, std::string_view name) {
  const auto& text = event.at(boost::json::string_view(name.data(), name.size())).as_string();
  return {text.data(), text.size()};
}

/// An `accept` of one message with this id and text.
[[nodiscard]] inline std::string accepting(const std::string& id) {
  return R"({"type": "accept", "messages": [{"source_id": ")" + id + R"(", "author": {"id": "a"}, "text": "text of )" + id + R"(", "sent_at": 1}]})";
}

[[nodiscard]] inline std::string responding(const std::string& tag, int status = 200) {
  return R"({"type": "respond", "tag": ")" + tag + R"(", "status": )" + std::to_string(status) + "}";
}

}  // namespace seva::hosting
