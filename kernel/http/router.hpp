#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "http/route.hpp"

namespace seva::http {

/// The table of everything that is served; openapi.yaml says the same, and a test compares the two.
[[nodiscard]] std::vector<Route> all_routes();

/// The one way of a request: find the route, find who asks, refuse what is forged, check the permission, hand it over.
/// Every refusal is a problem, or a page that says the same; so is what fails on the way: a fault of ours is 500, of what we stand on 503.
/// Safe to use from any thread.
class Router {
 public:
  Router(std::vector<Route> routes, Services services);

  struct Answer {
    Response response;
    std::string_view pattern;  ///< of the route; for measures and log lines, which must not name a docket
  };
  [[nodiscard]] Answer serve(const Request& request);

  /// Does the request bring a file, of somebody who is signed in?
  [[nodiscard]] bool brings_file(const Request& request) const;

  /// The answer to a request that is refused before it has a route.
  [[nodiscard]] Response refuse(const Request& request, const domain::Problem& problem);

 private:
  struct Parsed {
    Route route;
    std::vector<std::string_view> segments;
  };
  struct Match {
    const Route* route = nullptr;
    Fields path;
    std::string allowed;  ///< methods of the routes with this path
  };
  [[nodiscard]] Match find(const Request& request) const;
  [[nodiscard]] Response answer(const Request& request, Match& match);
  [[nodiscard]] Response asked(const Request& by, const std::string& target);
  [[nodiscard]] Response failed_answer(const Request& request, const Route* route, const domain::Problem& problem);
  [[nodiscard]] Response handle(const Route& route, Call& call);

  std::vector<Parsed> routes_;
  Services services_;
};

}  // namespace seva::http
