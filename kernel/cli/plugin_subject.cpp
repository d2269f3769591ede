#include "cli/plugin_subject.hpp"

#include <seva/testing/subject.hpp>

#include <utility>

namespace seva::cli {
namespace {

constexpr int kMostEnds = 5;

class TalkingInstance final : public testing::Instance {
 public:
  TalkingInstance(std::unique_ptr<actions::TriedPlugin::Talk> talk, int& ends) : talk_(std::move(talk)), ends_(ends) {}

  std::optional<std::string_view> handle(std::string_view event, std::string_view payload) override {
    const auto effects = talk_->send(event, payload);
    if (effects) return *effects;
    if (effects.error().code == "plugin_handle_failed") return std::nullopt;
    ++ends_;
    throw testing::PluginEnded(effects.error().what);
  }

 private:
  std::unique_ptr<actions::TriedPlugin::Talk> talk_;
  int& ends_;
};

class TriedSubject final : public testing::Subject {
 public:
  explicit TriedSubject(actions::TriedPlugin& plugin) : plugin_(plugin) {}

  std::string_view manifest() const override { return plugin_.manifest(); }
  std::unique_ptr<testing::Instance> create() override {
    if (ends_ >= kMostEnds) throw testing::PluginEnded("It ended five times and is not begun again.");
    auto talk = plugin_.open();
    if (talk) return std::make_unique<TalkingInstance>(std::move(*talk), ends_);
    if (talk.error().code == "plugin_create_failed") return nullptr;
    ++ends_;
    throw testing::PluginEnded(talk.error().what);
  }

 private:
  actions::TriedPlugin& plugin_;
  int ends_ = 0;
};

}  // namespace

std::unique_ptr<testing::Subject> subject_of(actions::TriedPlugin& plugin) { return std::make_unique<TriedSubject>(plugin); }

}  // namespace seva::cli
