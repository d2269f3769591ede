#include <gtest/gtest.h>

#include <csignal>
#include <filesystem>

#include "whole/client.hpp"
#include "whole/program.hpp"

namespace seva::whole {
namespace {

/// The shipped instance with two more channels, served; and what an administrator does to them meanwhile.
class PluginCommands : public ::testing::Test {
 protected:
  PluginCommands() {
    std::filesystem::copy(source("config/up-police"), instance_.path(), std::filesystem::copy_options::recursive);
    instance_.write("seva.yaml", replaced(text_of(instance_.file("seva.yaml")), "channels:\n",
                                          "channels:\n  asking_channel:\n    config: {}\n  plain_channel:\n    config: {greeting: old}\n"));
    for (const char* name : {"asking_channel.so", "plain_channel.so"})
      std::filesystem::copy_file(std::string(SEVA_BINARY_DIR "/plain_plugins/") + name, plugins_.path() / name);
    seva_ = std::make_unique<Seva>(instance_.path().string());
    seva_->environment = {{"SEVA_PLUGINS", plugins_.path().string() + ":" SEVA_BINARY_DIR "/plugins"}};
    const Ended added = seva_->run({"user", "add", "root", "--name", "Asha", "--role", "administrator@UPP-HQ", "--random-password", "--json"});
    EXPECT_EQ(added.status, 0) << added.err;
    server_ = seva_->start({"serve"});
    client_ = std::make_unique<Client>(server_->wait_for_line("Seva serves on "));
    client_->sign_in("root", added.json().at("password").as_string().c_str());
  }
  ~PluginCommands() override {
    server_->send(SIGTERM);
    EXPECT_EQ(server_->wait().status, 0);
  }

  Folder instance_;
  Folder plugins_;
  std::unique_ptr<Seva> seva_;
  std::unique_ptr<Process> server_;
  std::unique_ptr<Client> client_;
};

/// The host lies on this machine: a request that is let through is refused for its address, as every host of a manifest is that is not public.
TEST_F(PluginCommands, approve_a_host_while_the_server_runs_and_say_who_did) {
  const auto asked = [&] { return client_->send("POST", "/channels/asking_channel/hook", "http://127.0.0.1:9/").body; };
  const auto host = [&] {
    const auto answer = client_->get("/api/v1/admin/plugins");
    for (const auto& plugin : answer.at("plugins").as_array())
      if (plugin.at("id") == "asking_channel") return plugin.at("hosts").at(0).as_object();
    return boost::json::object{};
  };
  const auto set_by_api = [&](const std::string& approved) {
    return client_->send("PUT", "/api/v1/admin/plugins/asking_channel/hosts", R"({"host":"127.0.0.1:9","approved":)" + approved + "}").status;
  };
  const auto is_listed = [&](const std::string& words) { return seva_->run({"plugin", "list"}).out.find(words) != std::string::npos; };

  eventually([&] { return asked() == "host_not_allowed"; });
  eventually([&] { return is_listed("asks for 127.0.0.1:9, not approved"); });

  const Ended approved = seva_->run({"plugin", "approve", "asking_channel", "127.0.0.1:9"});
  ASSERT_EQ(approved.status, 0) << approved.err;
  eventually([&] { return asked() == "address_not_allowed"; });
  EXPECT_EQ(host().at("approved_by"), "command line");
  EXPECT_TRUE(is_listed("asks for 127.0.0.1:9, approved by command line"));

  EXPECT_EQ(set_by_api("false"), 200);
  EXPECT_EQ(asked(), "host_not_allowed") << "it acts at once";
  EXPECT_EQ(set_by_api("true"), 200);
  EXPECT_EQ(asked(), "address_not_allowed");
  EXPECT_EQ(host().at("approved_by"), "Asha");
  EXPECT_TRUE(host().at("approved_at").is_string());
  ASSERT_EQ(seva_->run({"plugin", "withdraw", "asking_channel", "127.0.0.1:9"}).status, 0);
  eventually([&] { return asked() == "host_not_allowed"; });
}

TEST_F(PluginCommands, configure_a_plugin_while_the_server_runs) {
  const auto greeting = [&] { return client_->get("/api/v1/admin/plugins/plain_channel/config").at("config").at("greeting"); };
  EXPECT_EQ(greeting(), "old");
  const std::string right = instance_.write("right.json", R"({"greeting":"new"})");
  const Ended configured = seva_->run({"plugin", "configure", "plain_channel", right});
  ASSERT_EQ(configured.status, 0) << configured.err;
  eventually([&] { return greeting() == "new"; });
  const Ended refused = seva_->run({"plugin", "configure", "plain_channel", instance_.write("wrong.json", R"({"greeting":7})")});
  EXPECT_EQ(refused.status, 1);
  EXPECT_NE(refused.err.find("/greeting: "), std::string::npos) << refused.err;
  EXPECT_EQ(greeting(), "new");
}

}  // namespace
}  // namespace seva::whole
