#include "hosting/installed/plugin_board.hpp"

#include <gtest/gtest.h>

#include "hosting/process/private_folder.hpp"

namespace seva::hosting {
namespace {

TEST(PluginBoardTest, TellsWhatTheServerSaysAsLongAsItRuns) {
  const PrivateFolder home{{}};
  const auto file = home.path() / "plugins.state";
  EXPECT_FALSE(PluginBoard::read(file));
  actions::PluginFacts plugin;
  plugin.id = "sms";
  plugin.kind = "channel";
  plugin.version = "1.0.0";
  plugin.state = "failed";
  plugin.reason = "डॉकेट \"quoted\"";
  plugin.crashes = 5;
  plugin.is_quarantined = true;
  plugin.is_isolated = false;
  plugin.figures = {1, 2, 3, 4, 5};
  plugin.hosts = {"service.example"};
  plugin.last_event_at = domain::from_micros(7);
  {
    PluginBoard board(file);
    EXPECT_FALSE(PluginBoard::read(file)) << "nothing is said yet";
    board.write({plugin});
    const auto read = PluginBoard::read(file);
    ASSERT_TRUE(read);
    ASSERT_EQ(read->size(), 1U);
    EXPECT_EQ(read->at(0).reason, plugin.reason);
    EXPECT_TRUE(read->at(0).is_quarantined);
    EXPECT_FALSE(read->at(0).is_isolated);
    EXPECT_EQ(read->at(0).figures.refused_requests, 5);
    EXPECT_EQ(read->at(0).last_event_at, plugin.last_event_at);
    EXPECT_FALSE(read->at(0).starts_again_at);
    EXPECT_EQ(read->at(0).hosts, plugin.hosts);
    PluginBoard second(file);
    second.write({});
    EXPECT_EQ(PluginBoard::read(file)->size(), 1U) << "the first one speaks";
  }
  EXPECT_FALSE(PluginBoard::read(file)) << "who ended says nothing any more";
}

}  // namespace
}  // namespace seva::hosting
