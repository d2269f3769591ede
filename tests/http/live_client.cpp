#include "http/live_client.hpp"

#include <Poco/Net/NetException.h>

#include <chrono>

namespace seva::http {

LiveClient::LiveClient(std::uint16_t port, const Client& who, const std::string& last_event_id)
    : socket_(Poco::Net::SocketAddress("127.0.0.1", port)) {
  std::string request = "GET /api/v1/live HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\nCookie: " + who.cookie + "\r\n";
  if (!last_event_id.empty()) request += "Last-Event-ID: " + last_event_id + "\r\n";
  request += "\r\n";
  socket_.sendBytes(request.data(), static_cast<int>(request.size()));
  while (rest_.find("\r\n\r\n") == std::string::npos && read_more(10)) {
  }
  const auto end = rest_.find("\r\n\r\n");
  if (end == std::string::npos) return;
  head = rest_.substr(0, end + 2);
  rest_.erase(0, end + 4);
  status = std::stoi(head.substr(9, 3));
}

bool LiveClient::read_more(int seconds) {
  if (is_over_) return false;
  char part[16384];
  socket_.setReceiveTimeout(Poco::Timespan(seconds, 0));
  try {
    const int size = socket_.receiveBytes(part, sizeof part);
    is_over_ = size <= 0;
    if (size > 0) rest_.append(part, static_cast<std::size_t>(size));
    return size > 0;
  } catch (const Poco::TimeoutException&) {
    return false;
  } catch (const Poco::Exception&) {
    is_over_ = true;
    return false;
  }
}

LiveClient::Event LiveClient::next(int seconds) {
  const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
  for (;;) {
    auto end = rest_.find("\n\n");
    while (end == std::string::npos) {
      if (std::chrono::steady_clock::now() > give_up || !read_more(seconds)) return {"end", {}, {}};
      end = rest_.find("\n\n");
    }
    std::string block = rest_.substr(0, end + 1);
    rest_.erase(0, end + 2);
    Event event;
    std::string data;
    while (!block.empty()) {
      const auto line_end = block.find('\n');
      const std::string line = block.substr(0, line_end);
      block.erase(0, line_end + 1);
      if (line.starts_with(":")) ++comments;
      if (line.starts_with("id: ")) last_id = event.id = line.substr(4);
      if (line.starts_with("event: ")) event.type = line.substr(7);
      if (line.starts_with("data: ")) data = line.substr(6);
    }
    if (std::chrono::steady_clock::now() > give_up) return {"end", {}, {}};
    if (data.empty()) continue;
    event.data = boost::json::parse(data).as_object();
    return event;
  }
}

LiveClient::Event LiveClient::next(const std::string& type) {
  for (;;) {
    Event event = next();
    if (event.type == type || event.type == "end") return event;
  }
}

std::vector<LiveClient::Event> LiveClient::until(const std::string& type) {
  std::vector<Event> events;
  for (;;) {
    Event event = next();
    if (event.type == type || event.type == "end") return events;
    events.push_back(std::move(event));
  }
}

bool LiveClient::ends(int seconds) {
  while (read_more(seconds)) {
  }
  return is_over_;
}

}  // namespace seva::http
