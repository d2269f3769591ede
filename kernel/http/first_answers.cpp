#include "http/first_answers.hpp"

#include <spdlog/spdlog.h>

#include <boost/json.hpp>

#include "http/encoding.hpp"
#include "http/gate.hpp"

namespace seva::http {
namespace {

constexpr std::string_view kEndOfHead = "</head>";
constexpr std::string_view kMe = "/api/v1/me";

/// A block ends at the first `</script`, whatever the data says; within JSON a `<` stands in strings alone.
std::string without_tags(const std::string& json) {
  std::string text;
  text.reserve(json.size());
  for (const char letter : json) {
    if (letter == '<')
      text += "\\u003c";
    else
      text += letter;
  }
  return text;
}

/// The body, or nothing where the address has none to give.
std::string answer_of(Call& call, const std::string& address) {
  try {
    Response response = call.ask(address);
    return response.status == 200 && response.content_type == "application/json" ? std::move(response.body) : std::string{};
  } catch (const std::exception& error) {  // The store failed; the page is worth having without.
    spdlog::warn("http {}: a page comes without its first answers: {}", call.request.id, error.what());
    return {};
  }
}

std::string block(std::string address, const std::string& json) {
  for (auto place = address.find('&'); place != std::string::npos; place = address.find('&', place + 1)) address.replace(place, 1, "&amp;");
  return R"(<script type="application/json" data-answer=")" + address + "\">" + without_tags(json) + "</script>\n";
}

/// The addresses as the console writes them.
std::vector<std::string> wanted(const Call& call, const std::string& me) {
  std::vector<std::string> addresses{"/api/v1/units", "/api/v1/categories", "/api/v1/departments", "/api/v1/channels"};
  if (call.request.path != "/desk" || !call.request.query.empty()) return addresses;
  const std::string home(boost::json::parse(me).at("home").as_string());
  const std::string list = "open=true&within=" + percent_encoded(home) + "&order=due";
  for (const std::string& address : {"tickets?" + list + "&limit=50", "tickets/counts?" + list, std::string("views")})
    addresses.push_back("/api/v1/" + address);
  return addresses;
}

}  // namespace

std::string with_first_answers(const std::string& page, Call& call) {
  const auto place = page.find(kEndOfHead);
  if (place == std::string::npos || session_token(call.request, call.services.settings).empty()) return page;
  const std::string me = answer_of(call, std::string(kMe));
  if (me.empty()) return page;
  std::string blocks = block(std::string(kMe), me);
  if (const std::string instance = answer_of(call, "/api/v1/instance"); !instance.empty()) blocks += block("/api/v1/instance", instance);
  for (const std::string& address : wanted(call, me))
    if (const std::string json = answer_of(call, address); !json.empty()) blocks += block(address, json);
  return page.substr(0, place) + blocks + page.substr(place);
}

}  // namespace seva::http
