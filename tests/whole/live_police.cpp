#include "whole/live_police.hpp"

#include <array>

#include "whole/client.hpp"

namespace seva::whole {
namespace {

using simulators::XApi;

constexpr int kAuthors = 997;
constexpr const char* kOffice = "500";

constexpr std::array kTexts{"@Uppolice Lucknow ke Hazratganj me mera mobile chori ho gaya, thane me report nahi likhi ja rahi",
                            "@Uppolice Agra me padosi roz raat me DJ bajata hai, 112 par call kiya koi nahi aaya",
                            "@Uppolice online fraud ho gaya, Kanpur cyber cell me complaint ki par koi sunwai nahi",
                            "@Uppolice Varanasi में मेरे घर का ताला तोड़कर चोरी हो गई, थाने में रिपोर्ट नहीं लिखी जा रही है"};

}  // namespace

LivePolice::LivePolice(Answers answers, const std::string& database) {
  std::filesystem::copy(source("config/up-police"), instance_.path(), std::filesystem::copy_options::recursive);
  std::string settings = text_of(instance_.file("seva.yaml"));
  for (const char* plugin : {"twitter", "police"}) {
    const std::string head = std::string("  ") + plugin + ":\n";
    settings = replaced(settings, head, head + "    quarantine: {crashes: 1000, minutes: 60}\n");
  }
  settings = replaced(settings, "- {handle: Uppolice}", std::string("- {handle: Uppolice, user_id: '") + kOffice + "'}");
  if (answers == Answers::to_citizens) {
    settings = replaced(settings, "    mode: replay\n", "    mode: live\n    hosts: ['" + x.url().substr(7) + "']\n");
    settings = replaced(settings, "      mentions: false\n", "      mentions: false\n      api_url: " + x.url() + "\n");
    instance_.write("accounts.csv", replaced(text_of(instance_.file("accounts.csv")), "twitter,Uppolice,UPP-HQ,police,replay",
                                             "twitter,Uppolice,UPP-HQ,police,live"));
  }
  instance_.write("seva.yaml", settings);
  x.add_user({kOffice, "Uppolice", "UP Police", "token", "token-secret"});
  for (int author = 0; author < kAuthors; ++author) x.add_user({std::to_string(1000 + author), "citizen_" + std::to_string(author), "C", "", ""});
  seva = std::make_unique<Seva>(instance_.path().string(), database);
  seva->environment = {{"SEVA_TWITTER_CONSUMER_KEY", std::string(XApi::kConsumerKey)},
                       {"SEVA_TWITTER_CONSUMER_SECRET", std::string(XApi::kConsumerSecret)},
                       {"SEVA_TWITTER_BEARER_TOKEN", std::string(XApi::kBearerToken)},
                       {"SEVA_TWITTER_ACCESS_TOKEN", "token"},
                       {"SEVA_TWITTER_ACCESS_TOKEN_SECRET", "token-secret"}};
}

LivePolice::Post LivePolice::complaint(int number) {
  const auto place = static_cast<std::size_t>(number);
  const std::string author = std::to_string(1000 + number % kAuthors);
  const std::string id = x.add_post({"", author, kTexts[place % kTexts.size()] + std::string(". Ref ") + std::to_string(number), "", {}});
  return {id, x.activity("post.mention.create", id, kOffice)};
}

}  // namespace seva::whole
