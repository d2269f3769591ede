#pragma once

#include <boost/json/parser.hpp>
#include <span>
#include <string_view>
#include <vector>

#include "actions/ports.hpp"
#include "domain/assessment.hpp"
#include "domain/result.hpp"
#include "hosting/notices.hpp"

namespace seva::hosting {

/// The answer of a department to one event.
struct DepartmentEffects {
  std::vector<domain::Assessment> assessments;  ///< in the order of the messages
  std::vector<actions::OutcomeProblem> problems;
  std::vector<HealthReport> health;
  std::vector<LogLine> log;
  std::int64_t count = 0;
};

/// What a department was asked; its answer must fit.
enum class DepartmentQuestion : std::uint8_t { none = 1, assess, check_outcome };

/// Reads the effects of departments. Keeps its memory from one reading to the next; for one thread at a time.
class DepartmentReader {
 public:
  DepartmentReader() : memory_(kMemory) {}

  /// All or nothing. The Problem's code is effects_refused. An answer to `assess` must hold one assessment for each message, whose words lie in that
  /// message's text; every assessment is marked with `department`.
  [[nodiscard]] domain::Result<DepartmentEffects> read(const std::string& department, std::string_view effects, DepartmentQuestion question,
                                                       std::span<const actions::Assessable> messages);

 private:
  static constexpr std::size_t kMemory = 512 * 1024;

  std::vector<unsigned char> memory_;
  boost::json::parser parser_;
};

}  // namespace seva::hosting
