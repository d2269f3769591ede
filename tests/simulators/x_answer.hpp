#pragma once

#include <boost/json/serialize.hpp>
#include <chrono>
#include <optional>
#include <string>

namespace seva::simulators {

/// What the simulated X answers a request with.
struct Answer {
  int status = 200;
  std::string body;
  bool is_cut = false;
  std::optional<std::chrono::seconds> limited_for;
  std::string type = "application/json; charset=utf-8";
};

/// As X writes its problems.
inline Answer problem(int status, const std::string& title, const std::string& detail) {
  return {status,
          boost::json::serialize(boost::json::object{{"title", title}, {"detail", detail}, {"type", "about:blank"}, {"status", status}}),
          false,
          {}};
}

inline Answer unauthorized() { return problem(401, "Unauthorized", "Unauthorized"); }

inline Answer invalid(const std::string& detail) { return problem(400, "Invalid Request", detail); }

}  // namespace seva::simulators
