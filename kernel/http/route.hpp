#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "actions/bulk_work.hpp"
#include "actions/sign_in.hpp"
#include "http/exchange.hpp"
#include "http/server.hpp"

namespace seva::http {

class ConsoleFiles;
class GuessLimit;
class Metrics;
class Pages;

/// What handlers work with; lives as long as the server.
struct Services {
  const ServerSettings& settings;
  Dependencies& actions;
  GuessLimit& guesses;
  Metrics& metrics;
  Pages& pages;
  const ConsoleFiles& console;
  actions::BulkWork& bulk;
};

/// One request on its way through a route.
struct Call {
  const Request& request;
  Services& services;
  std::shared_ptr<const domain::Instance> instance;
  std::optional<actions::SignIn::Identity> identity = {};       ///< always there where the route wants a session
  Fields path = {};                                             ///< the pattern's {names} and what stood there, decoded
  Fields form = {};                                             ///< of a page's form
  std::string language = "hi";                                  ///< of the answer: en or hi
  bool is_language_asked_for = false;                           ///< by ?lang=; links then carry it on
  actions::Ports* own_ports = nullptr;                          ///< where this request sees the outside by ports of its own
  std::function<Response(const std::string& target)> ask = {};  ///< what the same person would be answered to a GET; throws what its handler throws

  [[nodiscard]] const std::string& part(std::string_view name) const;  ///< of the path; the pattern must have it
  [[nodiscard]] const domain::Principal& principal() const { return identity->principal; }
  [[nodiscard]] actions::Ports& ports() const { return own_ports == nullptr ? services.actions.ports : *own_ports; }
  [[nodiscard]] domain::Instant now() const { return ports().clock.now(); }
};

/// Who may come in.
enum class Access {
  open = 1,      ///< anybody
  session,       ///< whoever is signed in; the handler's action asks the policy for the unit
  administrator  ///< whoever holds Permission::administer at the root
};

/// What kind of answers an address gives: it decides how a refusal looks.
enum class Face {
  api = 1,  ///< JSON and problem details
  page,     ///< HTML
  channel   ///< a plugin's bytes; cookies and CSRF have no meaning there
};

struct Route {
  std::string_view method;   ///< ANY: all but TRACE and CONNECT
  std::string_view pattern;  ///< /api/v1/tickets/{docket}; a last {name…} takes all that follows
  Access access = Access::session;
  Face face = Face::api;
  std::function<Response(Call&)> handler;
  bool takes_query = false;  ///< of the API: its handler reads the query; elsewhere there is none
  bool takes_file = false;   ///< the body is a file, not JSON; it may be as large as one and come as slowly
};

}  // namespace seva::http
