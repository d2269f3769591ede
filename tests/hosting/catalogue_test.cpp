#include "hosting/catalogue.hpp"

#include <gmock/gmock.h>

#include "hosting/support/plugin_folder.hpp"

namespace seva::hosting {
namespace {

using ::testing::HasSubstr;

domain::PluginSettings plugin_named(const std::string& id, bool is_enabled = true) {
  domain::PluginSettings settings;
  settings.id = id;
  settings.is_enabled = is_enabled;
  return settings;
}

class CatalogueTest : public ::testing::Test {
 protected:
  actions::PluginFacts facts(const std::string& id) {
    catalogue_.refresh(instance_);
    return catalogue_.plugin(id).value_or(actions::PluginFacts{});
  }

  PluginFolder folder_;
  PluginFolder other_folder_;
  Catalogue catalogue_{{folder_.path(), other_folder_.path()}, {}, nullptr, nullptr, kPluginHost};
  domain::Instance instance_;
};

TEST_F(CatalogueTest, PluginThatIsSwitchedOnIsUsableAndTellsOfItself) {
  folder_.add_plain("plain_channel");
  instance_.channels = {plugin_named("plain_channel")};
  const auto channel = facts("plain_channel");
  EXPECT_EQ(channel.state, "running");
  EXPECT_EQ(channel.version, "1.2.3");
  EXPECT_EQ(channel.name.hi, "सादा");
  EXPECT_TRUE(channel.is_enabled);
  EXPECT_TRUE(channel.can_reply);
  EXPECT_FALSE(channel.can_send_private);
  EXPECT_EQ(channel.reply_limit_json, R"({"limit":280})");
  EXPECT_NE(catalogue_.usable(PluginKind::channel, "plain_channel"), nullptr);
  EXPECT_EQ(catalogue_.usable(PluginKind::department, "plain_channel"), nullptr);
  EXPECT_THAT(catalogue_.text("plain_channel", "not_read").value().en, HasSubstr("{0}"));
  EXPECT_FALSE(catalogue_.text("plain_channel", "unknown"));
}

TEST_F(CatalogueTest, PluginThatIsNotNamedOrSwitchedOffIsOff) {
  folder_.add_plain("plain_channel");
  EXPECT_EQ(facts("plain_channel").state, "off");
  instance_.channels = {plugin_named("plain_channel", false)};
  EXPECT_EQ(facts("plain_channel").state, "off");
  EXPECT_EQ(catalogue_.usable(PluginKind::channel, "plain_channel"), nullptr);
  instance_.channels = {plugin_named("plain_channel", true)};
  EXPECT_EQ(facts("plain_channel").state, "running");
}

TEST_F(CatalogueTest, EachBrokenPluginIsRefusedWithItsReasonAndStopsNoOther) {
  const std::vector<std::pair<std::string, std::string>> files{{"no_symbol", "does not export seva_plugin_v1"},
                                                               {"wrong_abi", "version 2 of the boundary"},
                                                               {"small_struct", "8 bytes"},
                                                               {"undefined_symbol", "nobody_defines_this"},
                                                               {"bad_manifest", "id"},
                                                               {"new_api", "newer kernel"}};
  for (const auto& [name, reason] : files) folder_.add_broken(name);
  folder_.add_plain("plain_channel");
  instance_.channels = {plugin_named("plain_channel")};
  for (const auto& [name, reason] : files) {
    const auto refused = facts(name);
    EXPECT_EQ(refused.state, "refused") << name;
    EXPECT_THAT(refused.reason, HasSubstr(reason)) << name;
    EXPECT_THAT(refused.reason, HasSubstr(name + ".so"));
  }
  EXPECT_EQ(facts("plain_channel").state, "running");
}

TEST_F(CatalogueTest, WrongKindIsRefused) {
  folder_.add_broken("department");
  instance_.channels = {plugin_named("broken")};
  EXPECT_EQ(facts("broken").state, "refused");
  EXPECT_THAT(facts("broken").reason, HasSubstr("is a department and is configured as a channel"));
}

TEST_F(CatalogueTest, TwoFilesWithOneIdAreBothNamed) {
  folder_.add_plain("plain_channel", "first");
  other_folder_.add_plain("plain_channel", "second");
  instance_.channels = {plugin_named("plain_channel")};
  const auto refused = facts("plain_channel");
  EXPECT_EQ(refused.state, "refused");
  EXPECT_THAT(refused.reason, HasSubstr("first.so"));
  EXPECT_THAT(refused.reason, HasSubstr("second.so"));
  EXPECT_EQ(catalogue_.usable(PluginKind::channel, "plain_channel"), nullptr);
}

TEST_F(CatalogueTest, PluginThatMakesNoInstanceIsRefused) {
  folder_.add_broken("throwing_create");
  instance_.channels = {plugin_named("broken")};
  EXPECT_EQ(facts("broken").state, "refused");
  EXPECT_THAT(facts("broken").reason, HasSubstr("create"));
}

TEST_F(CatalogueTest, PluginThatIsNotInstalledIsRefused) {
  instance_.departments = {plugin_named("absent")};
  EXPECT_EQ(facts("absent").state, "refused");
  EXPECT_EQ(facts("absent").kind, "department");
}

TEST_F(CatalogueTest, ConfigurationThatBreaksTheSchemaIsRefusedByItsKey) {
  folder_.add_plain("plain_channel");
  instance_.channels = {plugin_named("plain_channel")};
  instance_.channels[0].config_json = R"({"greting": "x"})";
  EXPECT_EQ(facts("plain_channel").state, "refused");
  EXPECT_THAT(facts("plain_channel").reason, HasSubstr("plain_channel.config.greting"));
  instance_.channels[0].config_json = R"({"greeting": "x"})";
  EXPECT_EQ(facts("plain_channel").state, "running");
}

/// Seals nothing; says why, or that it would.
class ScriptedVault final : public actions::Vault {
 public:
  std::optional<domain::Problem> problem;
  std::optional<domain::Problem> obstacle() override { return problem; }
  Sealed seal(std::string_view, std::string_view) override { return {}; }
  std::optional<std::string> open(const Sealed&, std::string_view) override { return std::nullopt; }
  std::string hash(std::string_view, std::string_view) override { return {}; }
};

TEST_F(CatalogueTest, ConfidentialChannelRunsOnlyWhereItCanBeSealed) {
  folder_.add_plain("plain_channel");
  ScriptedVault vault;
  Catalogue catalogue({folder_.path()}, {}, &vault, nullptr, kPluginHost);
  const auto state = [&](Catalogue& judged) {
    judged.refresh(instance_);
    return judged.plugin("plain_channel")->state;
  };
  instance_.channels = {plugin_named("plain_channel")};
  instance_.channels[0].sealed_for = "LINE";
  EXPECT_EQ(state(catalogue), "running");
  EXPECT_EQ(state(catalogue_), "refused") << "there is nothing to seal with";
  vault.problem = domain::invalid("vault_key_missing", "There is no key.", {}, "Make one.");
  EXPECT_EQ(state(catalogue), "refused");
  EXPECT_THAT(catalogue.plugin("plain_channel")->reason, HasSubstr("Make one."));
  EXPECT_EQ(catalogue.usable(PluginKind::channel, "plain_channel"), nullptr);
  instance_.channels[0].sealed_for.clear();
  EXPECT_EQ(state(catalogue), "running") << "what is not confidential needs no key";
}

TEST_F(CatalogueTest, FailureIsShownUntilItRunsAgainAlsoOverARefresh) {
  folder_.add_plain("plain_channel");
  instance_.channels = {plugin_named("plain_channel")};
  catalogue_.refresh(instance_);
  catalogue_.set_state("plain_channel", PluginState::failed, "it broke");
  EXPECT_EQ(facts("plain_channel").state, "failed");
  EXPECT_EQ(facts("plain_channel").reason, "it broke");
  catalogue_.set_health("plain_channel", {"poll", HealthState::down, "no answer"});
  catalogue_.set_state("plain_channel", PluginState::running);
  EXPECT_EQ(facts("plain_channel").state, "running");
  EXPECT_EQ(facts("plain_channel").reason, "poll: down, no answer");
  catalogue_.set_health("plain_channel", {"poll", HealthState::ok, {}});
  EXPECT_EQ(facts("plain_channel").reason, "");
}

}  // namespace
}  // namespace seva::hosting
