#include "hosting/department_answers.hpp"

#include "domain/event.hpp"
#include "hosting/parsing.hpp"

namespace seva::hosting {
namespace {

namespace json = boost::json;

constexpr double kGreatestWeight = 1e9;

template <class Value>
Value known(std::optional<Value> value, const Place& place) {
  if (!value) throw Refusal(place, "The kernel does not know this word.");
  return *value;
}

domain::Candidate read_candidate(const json::value& object, const Place& place) {
  domain::Candidate candidate;
  each_field(object, place, [&](std::string_view name, const json::value& value, const Place& at) {
    if (name == "unit")
      candidate.unit = read_name(value, at);
    else if (name == "score")
      candidate.score = read_number(value, at, 0, 1);
    else
      return false;
    return true;
  });
  require(!candidate.unit.empty(), place, "unit");
  return candidate;
}

std::pair<std::uint32_t, std::uint32_t> read_words(const json::value& value, const Place& place, std::size_t text_size) {
  const json::array& pair = read_array(value, place);
  if (pair.size() != 2) throw Refusal(place, "An offset and a size are needed here.");
  const auto greatest = static_cast<std::int64_t>(text_size);
  const auto offset = read_integer(pair[0], Place(place, std::size_t{0}), 0, greatest);
  const auto size = read_integer(pair[1], Place(place, std::size_t{1}), 0, greatest - offset);
  return {static_cast<std::uint32_t>(offset), static_cast<std::uint32_t>(size)};
}

domain::Reason read_reason(const json::value& object, const Place& place, std::size_t text_size) {
  domain::Reason reason;
  bool has_aspect = false;
  each_field(object, place, [&](std::string_view name, const json::value& value, const Place& at) {
    if (name == "aspect") {
      reason.aspect = known(domain::aspect_named(read_view(value, at)), at);
      if (reason.aspect == domain::Aspect::department || reason.aspect == domain::Aspect::deadline)
        throw Refusal(at, "The kernel itself decides this.");
      has_aspect = true;
    } else if (name == "code") {
      reason.code = read_name(value, at);
    } else if (name == "arguments") {
      reason.arguments = read_texts(value, at);
    } else if (name == "weight") {
      reason.weight = read_number(value, at, -kGreatestWeight, kGreatestWeight);
    } else if (name == "words") {
      each_element(value, at, [&](const json::value& words, const Place& in) { reason.words.push_back(read_words(words, in, text_size)); });
    } else {
      return false;
    }
    return true;
  });
  require(has_aspect, place, "aspect");
  require(!reason.code.empty(), place, "code");
  return reason;
}

void read_relevance(const json::value& object, const Place& place, domain::Assessment& assessment) {
  bool has_kind = false;
  each_field(object, place, [&](std::string_view name, const json::value& value, const Place& at) {
    if (name == "kind") {
      assessment.relevance = known(domain::relevance_named(read_view(value, at)), at);
      has_kind = true;
    } else if (name == "score") {
      assessment.score = read_number(value, at, 0, 1);
    } else {
      return false;
    }
    return true;
  });
  require(has_kind, place, "kind");
}

/// The assessments of one answer, as they come, each at the place that its index names.
class Assessments {
 public:
  explicit Assessments(std::span<const actions::Assessable> messages)
      : messages_(messages), assessments_(messages.size()), is_there_(messages.size()) {}

  void read(const json::value& result, const Place& place) {
    const json::value* index_value = read_object(result, place).if_contains("index");
    require(index_value != nullptr, place, "index");
    const Place index_place(place, "index");
    const auto index = static_cast<std::size_t>(read_integer(*index_value, index_place, 0, static_cast<std::int64_t>(messages_.size()) - 1));
    if (is_there_[index]) throw Refusal(index_place, "This message is assessed twice.");
    is_there_[index] = true;
    read_into(assessments_[index], result, place, messages_[index].message->text.size());
  }

  std::vector<domain::Assessment> take(const std::string& department) {
    for (std::size_t index = 0; index < is_there_.size(); ++index)
      if (!is_there_[index]) throw Refusal(Place{}, "A message was not assessed.");
    for (domain::Assessment& assessment : assessments_) assessment.department = department;
    return std::move(assessments_);
  }

 private:
  static void read_into(domain::Assessment& assessment, const json::value& result, const Place& place, std::size_t text_size) {
    bool has_relevance = false;
    each_field(result, place, [&](std::string_view name, const json::value& value, const Place& at) {
      if (name == "relevance") {
        read_relevance(value, at, assessment);
        has_relevance = true;
      } else if (name == "category") {
        assessment.category = read_text(value, at);
      } else if (name == "priority") {
        assessment.priority = known(domain::priority_named(read_view(value, at)), at);
      } else if (name == "unit") {
        assessment.unit = read_text(value, at);
      } else if (name == "candidates") {
        each_element(value, at, [&](const json::value& element, const Place& in) { assessment.candidates.push_back(read_candidate(element, in)); });
      } else if (name == "facts") {
        for (auto& [fact, text] : read_pairs(value, at)) assessment.facts.insert_or_assign(std::move(fact), std::move(text));
      } else if (name == "confidential") {
        assessment.is_confidential = read_flag(value, at);
      } else if (name == "reasons") {
        each_element(value, at,
                     [&](const json::value& element, const Place& in) { assessment.reasons.push_back(read_reason(element, in, text_size)); });
      } else {
        return name == "index";
      }
      return true;
    });
    require(has_relevance, place, "relevance");
  }

  std::span<const actions::Assessable> messages_;
  std::vector<domain::Assessment> assessments_;
  std::vector<bool> is_there_;
};

actions::OutcomeProblem read_problem(const json::value& object, const Place& place) {
  actions::OutcomeProblem problem;
  each_field(object, place, [&](std::string_view name, const json::value& value, const Place& at) {
    if (name == "field")
      problem.field = read_text(value, at);
    else if (name == "code")
      problem.code = read_name(value, at);
    else if (name == "arguments")
      problem.arguments = read_texts(value, at);
    else
      return false;
    return true;
  });
  require(!problem.code.empty(), place, "code");
  return problem;
}

/// Reads the one field of an answer.
template <class Visit>
void read_answer(const json::value& effect, const Place& place, std::string_view field, Visit&& visit) {
  bool is_there = false;
  each_field(effect, place, [&](std::string_view name, const json::value& value, const Place& at) {
    if (name != field) return name == "type";
    each_element(value, at, visit);
    return is_there = true;
  });
  require(is_there, place, field);
}

}  // namespace

domain::Result<DepartmentEffects> DepartmentReader::read(const std::string& department, std::string_view effects, DepartmentQuestion question,
                                                         std::span<const actions::Assessable> messages) {
  json::monotonic_resource resource(memory_.data(), memory_.size());
  try {
    const json::value parsed = parse_effects(parser_, resource, effects);
    DepartmentEffects read;
    Assessments assessments(messages);
    bool is_answered = question == DepartmentQuestion::none;
    each_element(parsed, Place{}, [&](const json::value& effect, const Place& place) {
      ++read.count;
      const json::value* type_value = read_object(effect, place).if_contains("type");
      require(type_value != nullptr, place, "type");
      const std::string_view type = read_view(*type_value, Place(place, "type"));
      if (type == "assessed" && question == DepartmentQuestion::assess) {
        read_answer(effect, place, "results", [&](const json::value& result, const Place& at) { assessments.read(result, at); });
        is_answered = true;
      } else if (type == "outcome_checked" && question == DepartmentQuestion::check_outcome) {
        read_answer(effect, place, "problems",
                    [&](const json::value& problem, const Place& at) { read.problems.push_back(read_problem(problem, at)); });
        is_answered = true;
      } else if (type == "health") {
        read.health.push_back(read_health(effect, place));
      } else if (type == "log") {
        read.log.push_back(read_log(effect, place));
      } else {
        throw Refusal(Place(place, "type"), "The kernel does not know this effect here.");
      }
    });
    if (!is_answered) throw Refusal(Place{}, "The answer is missing.");
    if (question == DepartmentQuestion::assess) read.assessments = assessments.take(department);
    return read;
  } catch (const Refusal& refusal) {
    return effects_refused(refusal);
  }
}

}  // namespace seva::hosting
