#pragma once

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <chrono>
#include <map>
#include <string>

#include "support/comes_true.hpp"

namespace seva::whole {

struct Answer {
  int status = 0;
  std::string body;
};

/// A browser of sorts: keeps the cookie and the CSRF token. For one thread.
class Client {
 public:
  /// `address` is scheme, host and port.
  explicit Client(std::string address) : address_(std::move(address)) {}

  Answer send(const std::string& method, const std::string& path, const std::string& body = {},
              const std::map<std::string, std::string>& headers = {});
  void sign_in(const std::string& login, const std::string& password);
  /// The JSON of an answer that must be 200.
  boost::json::value get(const std::string& path);

 private:
  std::string address_;
  std::string cookie_;
  std::string csrf_;
};

/// Waits for something that happens on another thread or process, and fails after half a minute.
template <class Condition>
void eventually(Condition condition) {
  ASSERT_TRUE(testing::comes_true(condition));
}

/// The text with its first `old_part` replaced; the test fails where there is none.
std::string replaced(std::string text, const std::string& old_part, const std::string& new_part);

/// What the file holds.
std::string text_of(const std::string& path);

}  // namespace seva::whole
