#include "bench/synthetic_posts.hpp"

#include <boost/json.hpp>
#include <ctime>

namespace seva::bench {
namespace {

namespace json = boost::json;

constexpr std::array kPlaces{"Lucknow", "Agra",  "Kanpur",  "Varanasi", "Meerut", "Prayagraj", "Gorakhpur", "Bareilly", "लखनऊ",
                             "आगरा",    "कानपुर", "वाराणसी", "मेरठ",      "Noida",  "Aligarh",   "Jhansi",    "Mathura",  "Ghaziabad"};

constexpr std::array kTexts{
    "@Uppolice my motorcycle was stolen last night near the bus stand in {}, the police station refuses to write an FIR. Please act.",
    "@Uppolice {} में मेरे घर का ताला तोड़कर चोरी हो गई, थाने में रिपोर्ट नहीं लिखी जा रही है। कृपया कार्रवाई करें।",
    "@Uppolice {} me padosi roz raat me DJ bajata hai, 112 par call kiya koi nahi aaya, bacho ki padhai kharab ho rahi hai",
    "@Uppolice online fraud ho gaya 24000 rupaye ka, {} cyber cell me complaint ki par koi sunwai nahi",
    "@Uppolice what is the helpline number for a lost passport in {}?",
    "@Uppolice great work by the team of {} today, thank you very much",
    "@Uppolice सुप्रभात, {} के सभी नागरिकों को शुभकामनाएँ",
    "@Uppolice एक व्यक्ति {} चौराहे पर लड़की को परेशान कर रहा है, तुरंत मदद भेजिए",
    "@Uppolice traffic jam for two hours at the main crossing of {}, no policeman to be seen, an ambulance is stuck",
    "@Uppolice land mafia ne hamari zameen par kabza kar liya hai {} me, SDM aur thana dono chup hain"};

/// Beside the head office, which all of them name.
constexpr std::array kOffices{"lkopolice", "noidapolice", "meerutpolice", "bareillypolice", "shamlipolice", "noidatraffic"};

constexpr std::size_t kAuthors = 200'000;
constexpr std::int64_t kFirstSecond = 1'772'424'306;  ///< 2026-03-02T04:05:06Z
constexpr std::int64_t kSecondsOfAMonth = 30 * 86'400;

std::string filled(std::string text, const char* place) {
  const auto at = text.find("{}");
  return text.replace(at, 2, place);
}

std::string written(std::int64_t second) {
  const auto time = static_cast<std::time_t>(second);
  std::tm parts{};
  ::gmtime_r(&time, &parts);
  std::array<char, 32> text{};
  return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%S.000Z", &parts)};
}

json::object mention(const std::string& text, const std::string& handle, const std::string& id) {
  const auto start = text.find("@" + handle);
  return {{"start", start}, {"end", start + handle.size() + 1}, {"username", handle}, {"id", id}};
}

json::object person(const std::string& id, const std::string& handle, const std::string& name) {
  return {{"id", id}, {"username", handle}, {"name", name}};
}

}  // namespace

std::string PostStream::fresh() {
  id_ += 1 + static_cast<std::int64_t>(any(1'000'000));
  const std::string own = std::to_string(id_);
  const bool is_answer = made_ > kRemembered && any(5) == 0;
  const std::string parent = is_answer ? ids_[any(kRemembered)] : own;
  const std::string author = std::to_string(50'000 + any(kAuthors));
  std::string text = filled(kTexts[any(kTexts.size())], kPlaces[any(kPlaces.size())]) + " " + std::to_string(made_);
  json::array mentions{mention(text, "Uppolice", "500")};
  json::array users{person(author, "citizen_" + author, "Citizen " + author), person("500", "Uppolice", "UP POLICE")};
  if (any(10) < 3) {
    const std::size_t office = any(kOffices.size());
    text += std::string(" @") + kOffices[office];
    mentions.push_back(mention(text, kOffices[office], std::to_string(501 + office)));
    users.push_back(person(std::to_string(501 + office), kOffices[office], kOffices[office]));
  }
  json::object entities{{"mentions", std::move(mentions)}};
  if (any(4) == 0) {
    entities["hashtags"] = json::array{json::object{{"start", text.size() + 1}, {"end", text.size() + 10}, {"tag", "UPPolice"}}};
    text += " #UPPolice";
  }
  const std::int64_t second = kFirstSecond + static_cast<std::int64_t>(made_) * 6 % kSecondsOfAMonth;
  json::object data{{"id", own},
                    {"text", text},
                    {"author_id", author},
                    {"created_at", written(second)},
                    {"conversation_id", parent},
                    {"edit_history_tweet_ids", {own}},
                    {"lang", any(2) == 0 ? "hi" : "en"},
                    {"entities", std::move(entities)},
                    {"public_metrics", {{"retweet_count", 0}, {"reply_count", 0}, {"like_count", 0}, {"quote_count", 0}}},
                    {"possibly_sensitive", false},
                    {"reply_settings", "everyone"}};
  if (is_answer) data["referenced_tweets"] = json::array{json::object{{"type", "replied_to"}, {"id", parent}}};
  const json::object line{
      {"data", std::move(data)}, {"includes", {{"users", std::move(users)}}}, {"matching_rules", {{{"id", "2333194108"}, {"tag", "@Uppolice"}}}}};
  ids_[made_ % kRemembered] = own;
  lines_[made_ % kRemembered] = json::serialize(line) + "\r\n";
  return lines_[made_++ % kRemembered];
}

std::string PostStream::next() {
  if (made_ > kRemembered && any(50) == 0) return lines_[any(kRemembered)];
  return fresh();
}

std::string PostStream::next(std::size_t posts) {
  std::string lines;
  for (std::size_t post = 0; post < posts; ++post) lines += next();
  return lines;
}

std::string synthetic_posts(std::size_t count, std::uint32_t seed) { return PostStream(seed).next(count); }

}  // namespace seva::bench
