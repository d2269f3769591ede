#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "actions/announcements.hpp"
#include "actions/ports.hpp"
#include "actions/sign_in.hpp"
#include "http/live/live_settings.hpp"
#include "http/live/presence.hpp"
#include "http/live/rights.hpp"

namespace seva::http {

class LivePump;

/// Everything live: what is announced goes to each reader that may hear of it, and who is at which ticket. Made before the store that announces to
/// it; does nothing until start(). Thread-safe.
///
/// Events of other nodes are not heard: each node's browsers see what this node commits, and the rest when they ask.
class Live final : public actions::Announcements {
 public:
  explicit Live(actions::Clock& clock, LiveSettings settings = {});
  ~Live() override;
  Live(const Live&) = delete;
  Live& operator=(const Live&) = delete;

  /// Who a session's token hash stands for now; nullopt: nobody. May throw where the store does not answer.
  using Identify = std::function<std::optional<actions::SignIn::Identity>(const std::string& token_hash)>;
  /// `build` is told with `hello`.
  void start(Identify identify, actions::Settings& instance, std::string build);
  /// Ends all streams. What is announced from then on is not kept.
  void stop();

  void announce(const actions::News& news) noexcept override;

  struct Reader {
    actions::SignIn::Identity identity;
    std::string token_hash;
    std::string last_event_id;  ///< as sent; empty: none
  };
  /// A place for one more stream, or nothing where all are taken. Call it once with the connection's descriptor, whose answer's header was sent and
  /// which is owned from then on; or destroy it, and the place is free again.
  [[nodiscard]] std::function<void(int descriptor)> admit(const Reader& reader);
  [[nodiscard]] std::size_t streams() const;

  [[nodiscard]] Presence::At set_presence(const std::string& docket, const std::string& unit, const std::string& login, const std::string& name,
                                          Presence::State state);
  [[nodiscard]] Presence::At leave(const std::string& docket, const std::string& login);
  [[nodiscard]] std::vector<Presence::At> presence() const { return presence_.all(); }

 private:
  void tell(const std::optional<Presence::At>& place);

  actions::Clock& clock_;
  Presence presence_;
  std::unique_ptr<LivePump> pump_;
};

/// `LivePresence` of the description, as JSON.
[[nodiscard]] std::string written_presence(const Presence::At& place);

}  // namespace seva::http
