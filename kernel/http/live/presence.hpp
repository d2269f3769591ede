#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "domain/instant.hpp"

namespace seva::http {

/// Who looks at which ticket, or writes. In memory, and never in the audit trail. Thread-safe.
class Presence {
 public:
  enum class State : std::uint8_t { looking = 1, writing };
  struct Person {
    std::string login;
    std::string name;
    State state = State::looking;
    domain::Instant since;  ///< in this state
    domain::Instant until;  ///< when it ends unless it is renewed
  };
  struct At {
    std::string docket;
    std::string unit;  ///< that holds the ticket
    std::vector<Person> people;
  };

  explicit Presence(std::chrono::seconds holds = std::chrono::seconds{45}) : holds_(holds) {}

  /// Who is there then; nullopt where nothing changed but the time.
  std::optional<At> set(const std::string& docket, const std::string& unit, const std::string& login, const std::string& name, State state,
                        domain::Instant now);
  std::optional<At> leave(const std::string& docket, const std::string& login);
  [[nodiscard]] At at(const std::string& docket) const;
  [[nodiscard]] std::vector<At> all() const;
  /// Those where somebody's time is over. Called now and then.
  [[nodiscard]] std::vector<At> expire(domain::Instant now);
  /// The ticket lies elsewhere now.
  void move(const std::string& docket, const std::string& unit);

 private:
  std::chrono::seconds holds_;
  mutable std::mutex mutex_;
  std::map<std::string, At> places_;  ///< under mutex_; only those with people
};

}  // namespace seva::http
