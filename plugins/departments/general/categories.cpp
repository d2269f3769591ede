#include "categories.hpp"

namespace seva::general {

Categories::Categories(const std::vector<Config>& sections) {
  for (const Config& section : sections) {
    const std::uint32_t feature = keywords_.feature(section.text("code"), 1);
    for (const std::string& keyword : section.texts("keywords")) keywords_.add(feature, keyword, text::Spelling::sounded);
  }
}

std::optional<Categories::Finding> Categories::find(const text::Tokens& tokens) {
  evidence_.read(keywords_, tokens);
  std::uint32_t best = 0;
  for (std::uint32_t feature = 1; feature < evidence_.features(); ++feature)
    if (evidence_.count(feature) > evidence_.count(best)) best = feature;
  if (evidence_.features() == 0 || !evidence_.has(best)) return std::nullopt;
  Finding finding{keywords_.features()[best].name, {}};
  for (const text::PhraseMatch& match : evidence_.matches())
    if (match.phrase == best) finding.matches.push_back(match);
  return finding;
}

}  // namespace seva::general
