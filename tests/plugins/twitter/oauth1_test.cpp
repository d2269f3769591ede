#include "oauth1.hpp"

#include <gtest/gtest.h>

namespace seva::twitter {
namespace {

// The example of X's page "Creating a signature"; its values are published for this purpose.
const OAuth1Keys kKeys{"xvz1evFS4wEEPTGEFPHBog",
                       "kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw",
                       {"370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb", "LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE"}};
constexpr std::string_view kNonce = "kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg";

Parameters example() {
  return {{"status", "Hello Ladies + Gentlemen, a signed OAuth request!"},
          {"include_entities", "true"},
          {"oauth_consumer_key", kKeys.consumer_key},
          {"oauth_nonce", std::string(kNonce)},
          {"oauth_signature_method", "HMAC-SHA1"},
          {"oauth_timestamp", "1318622958"},
          {"oauth_token", kKeys.user.token},
          {"oauth_version", "1.0"}};
}

TEST(OAuth1, signs_as_in_the_published_example) {
  const auto signature = [](std::string_view url) { return oauth1_signature("POST", url, example(), kKeys.consumer_secret, kKeys.user.secret); };
  EXPECT_EQ(signature("https://api.x.com/1.1/statuses/update.json"), "Ls93hJiZbQ3akF3HF3x1Bz8/zU4=");
  EXPECT_EQ(signature("https://api.twitter.com/1.1/statuses/update.json"), "hCtSmYh+iHYCEqBWrE7C7hYmtUk=") << "The host is signed.";
}

TEST(OAuth1, signs_the_query_and_sends_no_secret) {
  const auto now = from_micros(1'318'622'958'999'999);
  const std::string with = oauth1_header("GET", "https://api.x.com/2/x", {{"a", "1 2"}}, kKeys, kNonce, now);
  const std::string without = oauth1_header("GET", "https://api.x.com/2/x", {}, kKeys, kNonce, now);
  EXPECT_NE(with, without);
  EXPECT_TRUE(with.starts_with("OAuth oauth_consumer_key=\"xvz1evFS4wEEPTGEFPHBog\", "));
  EXPECT_NE(with.find("oauth_timestamp=\"1318622958\""), std::string::npos);
  EXPECT_EQ(with.find(kKeys.consumer_secret), std::string::npos);
  EXPECT_EQ(with.find(kKeys.user.secret), std::string::npos);
  EXPECT_EQ(with.find("1 2"), std::string::npos);
}

TEST(OAuth1, writes_queries) {
  EXPECT_EQ(query_string({}), "");
  EXPECT_EQ(query_string({{"a", "1 2"}, {"b", "x,y"}}), "?a=1%202&b=x%2Cy");
}

}  // namespace
}  // namespace seva::twitter
