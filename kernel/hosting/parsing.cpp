#include "hosting/parsing.hpp"

#include "hosting/limits.hpp"

namespace seva::hosting {

namespace json = boost::json;

json::value parse_effects(json::parser& parser, json::monotonic_resource& resource, std::string_view effects) {
  if (effects.size() > kEffectsBytes) throw Refusal(Place{}, "The effects are larger than 8 MB.");
  json::error_code error;
  parser.reset(&resource);
  parser.write(effects.data(), effects.size(), error);
  if (error) throw Refusal(Place{}, "The effects are no JSON in UTF-8: " + error.message() + ".");
  return parser.release();
}

domain::Problem effects_refused(const Refusal& refusal) {
  return domain::invalid("effects_refused", refusal.what(), refusal.where().empty() ? "effects" : "effects" + refusal.where(),
                         "Mend the plugin; REFERENCE.md of the SDK lists every effect and field.");
}

}  // namespace seva::hosting
