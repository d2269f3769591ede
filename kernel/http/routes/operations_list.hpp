#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace seva::http {

struct Operation {
  std::string method;  ///< in capitals
  std::string path;
  std::string summary;  ///< empty where the description gives it by reference
};

/// The operations of openapi.yaml, for the page of the documentation. Reads this one file's own layout and no other: paths stand two blanks in,
/// methods four, summaries six.
[[nodiscard]] std::vector<Operation> operations_of(std::string_view openapi);

}  // namespace seva::http
