#include <gtest/gtest.h>

#include <atomic>
#include <csignal>
#include <filesystem>
#include <iostream>
#include <thread>

#include "whole/client.hpp"
#include "whole/program.hpp"

namespace seva::whole {
namespace {

/// The shipped instance with one more channel, whose file is exchanged while the server runs.
class Replacement : public ::testing::Test {
 protected:
  Replacement() {
    std::filesystem::copy(source("config/up-police"), instance_.path(), std::filesystem::copy_options::recursive);
    instance_.write("seva.yaml",
                    replaced(text_of(instance_.file("seva.yaml")), "channels:\n", "channels:\n  versioned:\n    enabled: true\n    config: {}\n"));
    std::filesystem::copy_file(built("1.0.0"), place());
    seva_ = std::make_unique<Seva>(instance_.path().string());
    seva_->environment = {{"SEVA_PLUGINS", plugins_.path().string() + ":" SEVA_BINARY_DIR "/plugins"}};
    const Ended added = seva_->run({"user", "add", "root", "--name", "Root", "--role", "administrator@UPP-HQ", "--random-password", "--json"});
    EXPECT_EQ(added.status, 0) << added.err;
    server_ = seva_->start({"serve"});
    address_ = server_->wait_for_line("Seva serves on ");
    client_ = std::make_unique<Client>(address_);
    client_->sign_in("root", added.json().at("password").as_string().c_str());
  }

  static std::string built(const std::string& version) { return SEVA_BINARY_DIR "/plain_plugins/versioned_" + version + ".so"; }
  [[nodiscard]] std::filesystem::path place() const { return plugins_.path() / "versioned.so"; }
  /// As whoever installs files does: beside it, then in its place.
  void put(const std::string& version) const {
    std::filesystem::copy_file(built(version), plugins_.path() / "versioned.new");
    std::filesystem::rename(plugins_.path() / "versioned.new", place());
  }
  boost::json::object shown() {
    const boost::json::value answer = client_->get("/api/v1/admin/plugins");
    for (const auto& plugin : answer.at("plugins").as_array())
      if (plugin.at("id") == "versioned") return plugin.as_object();
    return {};
  }

  /// One message after another, until told to end. What was answered, in order.
  void load() {
    Client sender(address_);
    for (int number = 0; is_loading_; ++number) {
      const Answer answer = sender.send("POST", "/channels/versioned/hook", "m" + std::to_string(number));
      EXPECT_EQ(answer.status, 200) << "nobody is turned away while versions change";
      if (answer.status != 200) continue;
      const std::lock_guard lock(mutex_);
      answers_.push_back(answer.body);
    }
  }
  bool answers_by(const std::string& version) {
    const std::lock_guard lock(mutex_);
    return !answers_.empty() && answers_.back().starts_with(version + " ");
  }

  Folder instance_;
  Folder plugins_;
  std::unique_ptr<Seva> seva_;
  std::unique_ptr<Process> server_;
  std::string address_;
  std::unique_ptr<Client> client_;
  std::atomic<bool> is_loading_{true};
  std::mutex mutex_;
  std::vector<std::string> answers_;
};

TEST_F(Replacement, by_command_and_file_while_messages_flow_loses_and_doubles_none) {
  std::jthread loading([this] { load(); });
  eventually([&] { return answers_by("1.0.0"); });

  const Ended replaced = seva_->run({"plugin", "replace", "versioned", built("1.1.0"), "--json"});
  EXPECT_EQ(replaced.status, 0) << replaced.err;
  EXPECT_EQ(replaced.json().at("version_before"), "1.0.0");
  eventually([&] { return answers_by("1.1.0"); });
  EXPECT_EQ(shown().at("version"), "1.1.0");

  const Ended refused = seva_->run({"plugin", "replace", "versioned", built("1.2.0")});
  EXPECT_EQ(refused.status, 1);
  EXPECT_NE(refused.err.find("SIGABRT"), std::string::npos) << "it crashes at what the others saved: " << refused.err;
  put("1.2.0");
  eventually([&] { return shown().at("refused_update").is_string(); });
  EXPECT_NE(std::string(shown().at("refused_update").as_string()).find("SIGABRT"), std::string::npos);
  EXPECT_EQ(client_->send("POST", "/api/v1/admin/plugins/versioned/update").status, 409);
  EXPECT_EQ(client_->send("POST", "/api/v1/admin/plugins/absent/update").status, 404);
  EXPECT_EQ(shown().at("version"), "1.1.0");
  eventually([&] { return seva_->run({"plugin", "list"}).out.find("a newer file is not taken: The plugin crashed (SIGABRT)") != std::string::npos; });
  EXPECT_NE(client_->send("GET", "/metrics").body.find("seva_plugin_update_refused{plugin=\"versioned\"} 1"), std::string::npos);

  put("1.0.0");
  const Answer taken = client_->send("POST", "/api/v1/admin/plugins/versioned/update");
  EXPECT_EQ(taken.status, 200) << taken.body;
  EXPECT_EQ(boost::json::parse(taken.body).at("version"), "1.0.0");
  eventually([&] { return answers_by("1.0.0"); });
  is_loading_ = false;
  loading.join();

  EXPECT_TRUE(server_->is_running()) << "the server was never started again";
  std::cout << answers_.size() << " messages over three versions\n";
  for (std::size_t number = 0; number < answers_.size(); ++number)
    ASSERT_EQ(answers_[number].substr(answers_[number].find(' ') + 1), std::to_string(number + 1)) << "the count goes from version to version";
  EXPECT_EQ(seva_->stored().messages, static_cast<std::int64_t>(answers_.size()));
}

TEST_F(Replacement, by_a_version_that_crashes_again_and_again_is_taken_back_and_said_so) {
  const auto answered = [&](const std::string& id) { return client_->send("POST", "/channels/versioned/hook", id).body; };
  eventually([&] { return answered("m1").starts_with("1.0.0 "); });
  put("1.5.0");
  eventually([&] { return shown().at("version") == "1.5.0"; });
  for (int number = 2; number < 100 && !answered("m" + std::to_string(number)).starts_with("1.0.0 "); ++number) continue;
  EXPECT_EQ(shown().at("version"), "1.0.0");
  EXPECT_NE(std::string(shown().at("refused_update").as_string()).find("Version 1.5.0 crashed again and again"), std::string::npos);
  eventually([&] { return seva_->run({"plugin", "list"}).out.find("a newer file is not taken: Version 1.5.0 crashed") != std::string::npos; });
  EXPECT_NE(server_->printed().find("version 1.5.0 crashed again and again shortly after it took over; the version before goes on"),
            std::string::npos);
  EXPECT_EQ(client_->send("POST", "/api/v1/admin/plugins/versioned/update").status, 409);
  server_->send(SIGTERM);
  EXPECT_EQ(server_->wait().status, 0);
}

}  // namespace
}  // namespace seva::whole
