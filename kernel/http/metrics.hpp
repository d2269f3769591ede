#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "actions/ports.hpp"

namespace seva::http {

/// What Prometheus reads at /metrics. Thread-safe.
class Metrics {
 public:
  Metrics();
  ~Metrics();

  /// `method` is one of a few, `pattern` is the route's, never the path: measures are bounded and name no docket.
  void count(std::string_view method, std::string_view pattern, int status, std::chrono::duration<double> time);

  /// All measures in the text format, with the tickets by status from the rollup, the plugins' states and the search index as they are now.
  [[nodiscard]] std::string written(actions::Ports& ports);

 private:
  struct Families;
  std::unique_ptr<Families> families_;
};

}  // namespace seva::http
