#pragma once

#include <Poco/Net/StreamSocket.h>
#include <boost/json.hpp>

#include <string>
#include <vector>

#include "http/client.hpp"

namespace seva::http {

/// Reads /api/v1/live on a socket of its own, as a browser does.
class LiveClient {
 public:
  struct Event {
    std::string type;
    std::string id;  ///< empty: none
    boost::json::object data;
  };

  LiveClient(std::uint16_t port, const Client& who, const std::string& last_event_id = {});

  /// The next event, or one of the type `end` where the line ended or `seconds` went by.
  Event next(int seconds = 10);
  /// The next event of this type; others before it are passed over.
  Event next(const std::string& type);
  /// The events up to the first of this type, without it.
  std::vector<Event> until(const std::string& type);
  /// Reads until the line ends; false where it does not within `seconds`.
  bool ends(int seconds = 10);

  int status = 0;
  std::string head;
  std::string last_id;  ///< as a browser keeps it: also from blocks that are no events
  int comments = 0;

 private:
  bool read_more(int seconds);

  Poco::Net::StreamSocket socket_;
  std::string rest_;
  bool is_over_ = false;
};

}  // namespace seva::http
