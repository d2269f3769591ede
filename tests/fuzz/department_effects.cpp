#include <array>
#include <boost/json.hpp>

#include "domain/message.hpp"
#include "finding.hpp"
#include "hosting/department_answers.hpp"
#include "seva/testing/schema.hpp"

/// What a department may answer to a message: bytes of any kind. What is taken is right by the published schemas; words that are pointed out lie in
/// the message's text.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  static seva::hosting::DepartmentReader reader;
  static const seva::domain::Message message = [] {
    seva::domain::Message made;
    made.text = "My purse was stolen at चौक today";
    return made;
  }();
  const std::array messages{seva::actions::Assessable{&message, {}, false}};
  if (size == 0) return 0;
  const auto question = data[0] % 2 == 0 ? seva::hosting::DepartmentQuestion::assess : seva::hosting::DepartmentQuestion::check_outcome;
  const auto effects = reader.read("department", {reinterpret_cast<const char*>(data) + 1, size - 1}, question, messages);
  if (!effects) return 0;
  const boost::json::value taken = boost::json::parse({reinterpret_cast<const char*>(data) + 1, size - 1});
  for (const auto& effect : taken.as_array()) {
    const auto wrong = seva::testing::effect_problem(effect);
    seva::fuzz::must(!wrong, "the kernel takes what the schemas refuse:", wrong.value_or(""));
  }
  ++seva::fuzz::progress.taken;
  if (question != seva::hosting::DepartmentQuestion::assess) return 0;
  seva::fuzz::must(effects->assessments.size() == messages.size(), "an assessment is missing");
  for (const auto& reason : effects->assessments[0].reasons)
    for (const auto& [offset, length] : reason.words)
      seva::fuzz::must(offset <= message.text.size() && length <= message.text.size() - offset, "words lie outside of the text");
  return 0;
}
