#include "actions/plugin_watch.hpp"

#include <gtest/gtest.h>

namespace seva::actions {
namespace {

class TwoPlugins final : public PluginCatalogue {
 public:
  TwoPlugins() : facts(2) {
    facts[0].id = "line";
    facts[0].kind = "channel";
    facts[1].id = "office";
    facts[1].kind = "department";
    for (PluginFacts& one : facts) {
      one.is_enabled = true;
      one.state = "running";
    }
  }
  std::vector<PluginFacts> plugins() override { return facts; }
  std::optional<PluginFacts> plugin(const std::string&) override { return std::nullopt; }
  std::optional<domain::Text> text(const std::string&, const std::string&) override { return std::nullopt; }
  std::vector<PluginFacts> facts;
};

class Heard final : public Announcements {
 public:
  void announce(const News& news) noexcept override { plugins.insert(plugins.end(), news.plugins.begin(), news.plugins.end()); }
  std::vector<PluginNews> plugins;
};

TEST(PluginWatching, tells_what_changed_once_and_nothing_else) {
  TwoPlugins catalogue;
  Heard heard;
  PluginWatch watch(catalogue, heard);
  watch.look();
  watch.look();
  EXPECT_TRUE(heard.plugins.empty()) << "what was so from the beginning is no news";
  catalogue.facts[1].is_enabled = false;
  catalogue.facts[1].state = "off";
  watch.look();
  watch.look();
  EXPECT_EQ(heard.plugins, (std::vector<PluginNews>{{"office", "department", false, "off", "off"}}));
  catalogue.facts[0].state = "failed";
  watch.look();
  EXPECT_EQ(heard.plugins.back(), (PluginNews{"line", "channel", true, "failed", "down"}));
}

TEST(PluginWatching, tells_when_a_part_does_worse_or_better) {
  TwoPlugins catalogue;
  Heard heard;
  PluginWatch watch(catalogue, heard);
  watch.look();
  catalogue.facts[0].parts = {{"stream", "degraded", "late", {}}};
  watch.look();
  EXPECT_EQ(heard.plugins.back(), (PluginNews{"line", "channel", true, "running", "degraded"}));
  catalogue.facts[0].parts.front().state = "ok";
  watch.look();
  EXPECT_EQ(heard.plugins.back().health, "ok");
}

}  // namespace
}  // namespace seva::actions
