#include "http/client.hpp"

#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/StreamSocket.h>
#include <Poco/StreamCopier.h>

#include "http/encoding.hpp"

namespace seva::http {

Client::Answer Client::send(const std::string& method, const std::string& target, const std::string& body, Fields headers) {
  Poco::Net::HTTPClientSession session("127.0.0.1", port_);
  session.setTimeout(Poco::Timespan(60, 0));
  Poco::Net::HTTPRequest request(method, target, Poco::Net::HTTPMessage::HTTP_1_1);
  if (!cookie.empty()) request.set("Cookie", cookie);
  if (!csrf.empty() && !has(headers, "X-CSRF-Token") && method != "GET") request.set("X-CSRF-Token", csrf);
  if (!body.empty()) request.setContentType("application/json");
  for (const auto& [name, value] : headers) request.set(name, value);
  if (!body.empty() || method == "POST") request.setContentLength64(static_cast<Poco::Int64>(body.size()));
  std::ostream& out = session.sendRequest(request);
  out << body;
  out.flush();
  Poco::Net::HTTPResponse response;
  std::istream& in = session.receiveResponse(response);
  Answer answer;
  answer.status = response.getStatus();
  Poco::StreamCopier::copyToString(in, answer.body);
  for (const auto& [name, value] : response) answer.headers.emplace_back(lower_case(name), value);
  if (look_at_answers) look_at_answers(method, target, answer);
  return answer;
}

Client::Answer Client::form(const std::string& target, Fields fields, const Fields& headers) {
  if (!csrf.empty() && !has(fields, "csrf")) fields.emplace_back("csrf", csrf);
  Fields all = headers;
  all.emplace_back("Content-Type", "application/x-www-form-urlencoded");
  const std::string kept = csrf;
  csrf.clear();  // The form's field alone must do.
  Answer answer = send("POST", target, written_query(fields), all);
  csrf = kept;
  return answer;
}

std::string Client::raw(const std::string& bytes, int seconds) const {
  Poco::Net::StreamSocket socket(Poco::Net::SocketAddress("127.0.0.1", port_));
  socket.setReceiveTimeout(Poco::Timespan(seconds, 0));
  socket.sendBytes(bytes.data(), static_cast<int>(bytes.size()));
  std::string answer;
  char part[4096];
  try {
    for (int size = 0; (size = socket.receiveBytes(part, sizeof part)) > 0;) answer.append(part, static_cast<std::size_t>(size));
  } catch (const Poco::Exception&) {
  }
  return answer;
}

Client::Answer Client::sign_in(const std::string& login, const std::string& password) {
  Answer answer = send("POST", "/api/v1/session", boost::json::serialize(boost::json::object{{"login", login}, {"password", password}}));
  if (answer.status != 201) return answer;
  const std::string set = answer.header("set-cookie");
  cookie = set.substr(0, set.find(';'));
  csrf = std::string(answer.json().at("csrf_token").as_string());
  return answer;
}

}  // namespace seva::http
