#include <gtest/gtest.h>

#include <csignal>
#include <filesystem>

#include "whole/client.hpp"
#include "whole/program.hpp"

namespace seva::whole {
namespace {

/// What a channel's manifest asks for is reached once somebody approved it, by command or API, while the server runs. The host lies on this machine:
/// a request that is let through is refused for its address, as every host of a manifest is that is not public.
TEST(Approval, of_a_plugins_host_acts_while_the_server_runs_and_says_who_gave_it) {
  Folder instance;
  Folder plugins;
  std::filesystem::copy(source("config/up-police"), instance.path(), std::filesystem::copy_options::recursive);
  instance.write("seva.yaml", replaced(text_of(instance.file("seva.yaml")), "channels:\n", "channels:\n  asking_channel:\n    config: {}\n"));
  std::filesystem::copy_file(SEVA_BINARY_DIR "/plain_plugins/asking_channel.so", plugins.path() / "asking_channel.so");
  Seva seva(instance.path().string());
  seva.environment = {{"SEVA_PLUGINS", plugins.path().string() + ":" SEVA_BINARY_DIR "/plugins"}};
  const Ended added = seva.run({"user", "add", "root", "--name", "Asha", "--role", "administrator@UPP-HQ", "--random-password", "--json"});
  ASSERT_EQ(added.status, 0) << added.err;
  const auto server = seva.start({"serve"});
  Client client(server->wait_for_line("Seva serves on "));
  client.sign_in("root", added.json().at("password").as_string().c_str());
  const auto asked = [&] { return client.send("POST", "/channels/asking_channel/hook", "http://127.0.0.1:9/").body; };
  const auto host = [&] {
    const auto answer = client.get("/api/v1/admin/plugins");
    for (const auto& plugin : answer.at("plugins").as_array())
      if (plugin.at("id") == "asking_channel") return plugin.at("hosts").at(0).as_object();
    return boost::json::object{};
  };
  const auto set_by_api = [&](const std::string& approved) {
    return client.send("PUT", "/api/v1/admin/plugins/asking_channel/hosts", R"({"host":"127.0.0.1:9","approved":)" + approved + "}").status;
  };

  eventually([&] { return asked() == "host_not_allowed"; });
  EXPECT_NE(seva.run({"plugin", "list"}).out.find("asks for 127.0.0.1:9, not approved"), std::string::npos);

  const Ended approved = seva.run({"plugin", "approve", "asking_channel", "127.0.0.1:9"});
  ASSERT_EQ(approved.status, 0) << approved.err;
  eventually([&] { return asked() == "address_not_allowed"; });
  EXPECT_EQ(host().at("approved_by"), "command line");
  EXPECT_NE(seva.run({"plugin", "list"}).out.find("asks for 127.0.0.1:9, approved by command line"), std::string::npos);

  EXPECT_EQ(set_by_api("false"), 200);
  EXPECT_EQ(asked(), "host_not_allowed") << "it acts at once";
  EXPECT_EQ(set_by_api("true"), 200);
  EXPECT_EQ(asked(), "address_not_allowed");
  EXPECT_EQ(host().at("approved_by"), "Asha");
  EXPECT_TRUE(host().at("approved_at").is_string());
  ASSERT_EQ(seva.run({"plugin", "withdraw", "asking_channel", "127.0.0.1:9"}).status, 0);
  eventually([&] { return asked() == "host_not_allowed"; });
  server->send(SIGTERM);
  EXPECT_EQ(server->wait().status, 0);
}

}  // namespace
}  // namespace seva::whole
