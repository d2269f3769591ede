#include "whole/client.hpp"

#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPCookie.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/URI.h>

#include <fstream>
#include <sstream>

namespace seva::whole {

Answer Client::send(const std::string& method, const std::string& path, const std::string& body, const std::map<std::string, std::string>& headers) {
  const Poco::URI uri(address_);
  Poco::Net::HTTPClientSession session(uri.getHost(), uri.getPort());
  session.setTimeout(Poco::Timespan(30, 0));
  Poco::Net::HTTPRequest request(method, path, Poco::Net::HTTPMessage::HTTP_1_1);
  request.setContentLength64(static_cast<Poco::Int64>(body.size()));
  request.setContentType("application/json");
  for (const auto& [name, value] : headers) request.set(name, value);
  if (!cookie_.empty()) request.set("Cookie", cookie_);
  if (!csrf_.empty()) request.set("X-CSRF-Token", csrf_);
  session.sendRequest(request) << body;
  Poco::Net::HTTPResponse response;
  std::ostringstream text;
  text << session.receiveResponse(response).rdbuf();
  std::vector<Poco::Net::HTTPCookie> cookies;
  response.getCookies(cookies);
  for (const auto& cookie : cookies) cookie_ = cookie.getName() + "=" + cookie.getValue();
  return {static_cast<int>(response.getStatus()), text.str()};
}

void Client::sign_in(const std::string& login, const std::string& password) {
  const Answer answer = send("POST", "/api/v1/session", boost::json::serialize(boost::json::object{{"login", login}, {"password", password}}));
  ASSERT_EQ(answer.status, 201) << answer.body;
  csrf_ = boost::json::parse(answer.body).at("csrf_token").as_string().c_str();
}

boost::json::value Client::get(const std::string& path) {
  const Answer answer = send("GET", path);
  EXPECT_EQ(answer.status, 200) << path << "\n" << answer.body;
  return boost::json::parse(answer.body);
}

std::string replaced(std::string text, const std::string& old_part, const std::string& new_part) {
  const auto at = text.find(old_part);
  EXPECT_NE(at, std::string::npos) << old_part;
  return at == std::string::npos ? text : text.replace(at, old_part.size(), new_part);
}

std::string text_of(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

}  // namespace seva::whole
