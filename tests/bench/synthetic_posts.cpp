#include "bench/synthetic_posts.hpp"

#include <array>
#include <boost/json.hpp>
#include <random>
#include <vector>

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

std::string filled(std::string text, const char* place) {
  const auto at = text.find("{}");
  return text.replace(at, 2, place);
}

}  // namespace

std::string synthetic_posts(std::size_t count, std::uint32_t seed) {
  std::mt19937 random(seed);
  const auto any = [&](std::size_t size) { return random() % size; };
  std::string posts;
  std::vector<std::string> lines;
  std::int64_t id = 1'700'000'000'000'000'000;
  std::vector<std::string> ids;
  for (std::size_t number = 0; number < count; ++number) {
    if (!lines.empty() && any(50) == 0) {
      posts += lines[any(lines.size())];
      continue;
    }
    id += 1 + static_cast<std::int64_t>(any(1'000'000));
    const std::string own = std::to_string(id);
    const bool is_answer = !ids.empty() && any(5) == 0;
    const std::string parent = is_answer ? ids[any(ids.size())] : own;
    const std::string author = std::to_string(50'000 + any(count / 2 + 1));
    json::object data{{"id", own},
                      {"text", filled(kTexts[any(kTexts.size())], kPlaces[any(kPlaces.size())]) + " " + std::to_string(number)},
                      {"author_id", author},
                      {"created_at", "2026-03-02T04:05:06.000Z"},
                      {"conversation_id", parent},
                      {"edit_history_tweet_ids", {own}},
                      {"lang", "hi"},
                      {"entities", {{"mentions", {{{"start", 0}, {"end", 9}, {"username", "Uppolice"}, {"id", "500"}}}}}}};
    if (is_answer) data["referenced_tweets"] = json::array{json::object{{"type", "replied_to"}, {"id", parent}}};
    json::object line{{"data", std::move(data)},
                      {"includes", {{"users", {{{"id", author}, {"username", "citizen_" + author}, {"name", "Citizen " + author}}}}}},
                      {"matching_rules", {{{"id", "1"}, {"tag", "@Uppolice"}}}}};
    ids.push_back(own);
    lines.push_back(json::serialize(line) + "\r\n");
    posts += lines.back();
  }
  return posts;
}

}  // namespace seva::bench
