// A department that takes every message, for the unit that its configuration names.
#include <string>

#include "broken_plugins/plain.hpp"

namespace {

constexpr std::string_view kManifest =
    R"({"id": "plain_department", "kind": "department", "version": "1.0.0", "api": "1.0", "name": {"en": "Plain", "hi": "सादा"},
  "categories": [{"code": "ANY", "name": {"en": "Anything", "hi": "कुछ भी"}, "group": "all"}],
  "outcomes": [{"code": "done", "name": {"en": "Done", "hi": "हो गया"},
    "fields": [{"name": "number", "label": {"en": "Number", "hi": "संख्या"}, "required": true, "pattern": "[0-9]+"}]}]})";

struct Instance {
  std::string answer;
};

void* create() { return new Instance; }
void destroy(void* self) { delete static_cast<Instance*>(self); }

seva_slice handle(void* self, seva_slice event, seva_slice payload) {
  auto& answer = static_cast<Instance*>(self)->answer;
  const std::string_view text = plain::view(event);
  answer = "[]";
  if (text.find(R"("type":"check_outcome")") != std::string_view::npos) answer = R"([{"type": "outcome_checked", "problems": []}])";
  if (text.find(R"("type":"assess")") != std::string_view::npos) {
    std::string results;
    std::size_t count = 0;
    for (auto at = plain::view(payload).find(R"("index":)"); at != std::string_view::npos; at = plain::view(payload).find(R"("index":)", at + 1)) {
      results += (results.empty() ? "" : ", ") + (R"({"index": )" + std::to_string(count)) +
                 R"(, "relevance": {"kind": "grievance", "score": 0.9}, "category": "ANY", "priority": "high", "unit": "U1", "reasons": []})";
      ++count;
    }
    answer = R"([{"type": "assessed", "results": [)" + results + "]}]";
  }
  return plain::answer(answer);
}

}  // namespace

PLAIN_EXPORT({sizeof(seva_plugin), SEVA_ABI_MAJOR, SEVA_ABI_MINOR, {kManifest.data(), kManifest.size()}, &create, &handle, &destroy})
