#include <gtest/gtest.h>

#include <atomic>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <random>
#include <thread>

#include "simulators/x_api.hpp"
#include "whole/client.hpp"
#include "whole/program.hpp"

namespace seva::whole {
namespace {

using simulators::XApi;

constexpr std::uint32_t kSeed = 23;

/// The living processes of one plugin under a server.
std::vector<pid_t> processes_of(const Process& server, const std::string& plugin) {
  std::vector<pid_t> found;
  std::error_code gone;
  for (const auto& task : std::filesystem::directory_iterator("/proc/" + std::to_string(server.id()) + "/task", gone)) {
    std::ifstream children(task.path() / "children");
    for (pid_t child = 0; children >> child;) {
      std::string words;
      std::getline(std::ifstream("/proc/" + std::to_string(child) + "/cmdline"), words);
      if (words.find(plugin + ".so") != std::string::npos && words.find("--serve") != std::string::npos) found.push_back(child);
    }
  }
  return found;
}

/// The shipped instance, whose channel and department may crash as often as the test ends their processes.
class Kills : public ::testing::Test {
 protected:
  Kills() {
    std::filesystem::copy(source("config/up-police"), instance_.path(), std::filesystem::copy_options::recursive);
    std::string settings = text_of(instance_.file("seva.yaml"));
    settings = replaced(settings, "  twitter:\n", "  twitter:\n    quarantine: {crashes: 1000, minutes: 60}\n");
    settings = replaced(settings, "  police:\n", "  police:\n    quarantine: {crashes: 1000, minutes: 60}\n");
    settings = replaced(settings, "- {handle: Uppolice}", "- {handle: Uppolice, user_id: '500'}");
    instance_.write("seva.yaml", settings);
    x_.add_user({"500", "Uppolice", "UP Police", "token", "token-secret"});
    for (int author = 0; author < kAuthors; ++author) x_.add_user({std::to_string(1000 + author), "citizen_" + std::to_string(author), "C", "", ""});
  }

  static constexpr int kAuthors = 997;

  std::vector<std::string> posts(int count) {
    static const std::vector<std::string> kTexts{"@Uppolice Lucknow ke Hazratganj me mera mobile chori ho gaya, thane me report nahi likhi ja rahi",
                                                 "@Uppolice Agra me padosi roz raat me DJ bajata hai, 112 par call kiya koi nahi aaya",
                                                 "@Uppolice online fraud ho gaya, Kanpur cyber cell me complaint ki par koi sunwai nahi",
                                                 "@Uppolice Varanasi में मेरे घर का ताला तोड़कर चोरी हो गई, थाने में रिपोर्ट नहीं लिखी जा रही है",
                                                 "@Uppolice great work by the team of Meerut today, thank you very much",
                                                 "@Uppolice what is the helpline number for a lost passport in Noida?"};
    std::mt19937 random(kSeed);
    std::vector<std::string> bodies;
    for (int number = 0; number < count; ++number) {
      const std::string text = kTexts[random() % kTexts.size()] + ". Ref " + std::to_string(number);
      const std::string author = std::to_string(1000 + random() % kAuthors);
      bodies.push_back(x_.activity("post.mention.create", x_.add_post({"", author, text, "", {}}), "500"));
    }
    return bodies;
  }

  /// As X does: again until it is taken.
  void deliver(Client& client, const std::string& body) {
    const std::map<std::string, std::string> head{{"x-twitter-webhooks-signature", XApi::signature(body)}};
    for (int status = 0; status != 200;) {
      status = client.send("POST", "/channels/twitter/webhook", body, head).status;
      ASSERT_TRUE(status == 200 || status == 503) << status;
    }
  }

  std::unique_ptr<Seva> seva() const {
    auto made = std::make_unique<Seva>(instance_.path().string());
    made->environment = {{"SEVA_TWITTER_CONSUMER_KEY", std::string(XApi::kConsumerKey)},
                         {"SEVA_TWITTER_CONSUMER_SECRET", std::string(XApi::kConsumerSecret)}};
    return made;
  }

  /// Takes all posts in, while `kills` processes of the plugin are ended at random moments among them. Answers with how many were.
  int take_in(const Seva& seva, const std::vector<std::string>& bodies, const std::string& plugin, int kills) {
    const auto server = seva.start({"serve"});
    Client client(server->wait_for_line("Seva serves on "));
    std::atomic<int> taken{0};
    std::atomic<bool> is_over{false};
    std::atomic<int> killed{0};
    std::jthread killer([&] {
      std::mt19937 random(kSeed);
      for (int kill = 0; kill < kills; ++kill) {
        const auto stretch = static_cast<int>(bodies.size()) / kills;
        const int after = kill * stretch + static_cast<int>(random() % static_cast<unsigned>(stretch));
        while (taken < after && !is_over) std::this_thread::yield();
        const auto moment = std::chrono::steady_clock::now() + std::chrono::microseconds(random() % 4000);
        while (std::chrono::steady_clock::now() < moment) continue;
        for (bool is_done = false; !is_done && !is_over;)
          for (const pid_t process : processes_of(*server, plugin)) is_done = ::kill(process, SIGKILL) == 0 || is_done;
        if (!is_over) ++killed;
      }
    });
    for (const std::string& body : bodies) {
      deliver(client, body);
      ++taken;
    }
    is_over = true;
    killer.join();
    server->send(SIGTERM);
    const Ended ended = server->wait();
    EXPECT_EQ(ended.status, 0) << ended.err;
    return killed;
  }

  XApi x_;
  Folder instance_;
};

bool is_full() {
  const char* rounds = std::getenv("SEVA_ROUNDS");
  return rounds != nullptr && std::string(rounds) == "full";
}

TEST_F(Kills, of_plugins_at_random_moments_change_no_ticket) {
  const int count = is_full() ? 10'000 : 1'000;
  const int kills = is_full() ? 100 : 20;
  const auto bodies = posts(count);
  const auto whole = seva();
  ASSERT_EQ(take_in(*whole, bodies, "twitter", 0), 0);
  ASSERT_GT(whole->stored().tickets, count / 2);
  for (const char* plugin : {"twitter", "police"}) {
    const auto shaken = seva();
    const auto begin = std::chrono::steady_clock::now();
    const int killed = take_in(*shaken, bodies, plugin, kills);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    std::cout << count << " posts, " << killed << " kills of " << plugin << ", " << shaken->stored().tickets << " tickets, " << took.count()
              << " s\n";
    EXPECT_GE(killed, kills - 1) << "the last moment may come after the last post";
    EXPECT_EQ(shaken->shape(), whole->shape());
    EXPECT_EQ(shaken->stored(), whole->stored());
  }
}

}  // namespace
}  // namespace seva::whole
