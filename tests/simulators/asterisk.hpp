#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

/// A TCP server in this process that behaves as Asterisk's manager interface does for a call centre, written from its published documents.
namespace seva::simulators {

/// A call as the exchange knows it.
struct AsteriskCall {
  std::string unique_id;
  std::string channel;
  std::string queue;
  std::string number;
  std::string name;
};

/// What an Originate came to.
enum class Outcome {
  answered = 1,
  busy,
  no_answer,
  silent,  ///< nothing more is told of it, and the channel is gone
  ringing  ///< nothing more is told of it, and the channel is still there
};

struct Origination {
  std::string channel;
  std::string channel_id;
  std::string extension;
};

/// The server. It listens on 127.0.0.1 at a free port from construction to destruction; one client at a time. All functions may be called from any
/// thread; events that nobody is connected for are lost, as Asterisk loses them.
///
/// What it keeps to: the greeting without a blank line; Challenge and Login by MD5, after a wrong one an error and the end; no events and no actions
/// before the log in; ActionID echoed; lists with their begin and end; an Originate with the id of a channel that is there is refused. What it leaves
/// out: permissions, plain log ins, variables, every event that the tests do not need.
class Asterisk {
 public:
  static constexpr const char* kUsername = "seva";
  static constexpr const char* kSecret = "simulated-secret";

  Asterisk();
  ~Asterisk();
  Asterisk(const Asterisk&) = delete;
  Asterisk& operator=(const Asterisk&) = delete;

  [[nodiscard]] std::string host() const;  ///< 127.0.0.1:PORT
  [[nodiscard]] std::string url() const { return "tcp://" + host(); }

  // Trouble on demand.
  /// Sends everything in pieces of so many bytes; 0: whole.
  void break_into(std::size_t bytes);
  /// Ends the connection that is there, in the middle of whatever it says.
  void cut();
  /// Stops listening, or listens again at the same port.
  void set_reachable(bool is_reachable);
  void refuse_next_logins(int count);
  void set_outcome(Outcome outcome);

  // Calls.
  AsteriskCall join(const std::string& queue, const std::string& number, const std::string& name = "");
  void ring(const AsteriskCall& call, const std::string& agent);
  void connect(const AsteriskCall& call, const std::string& agent);
  void complete(const AsteriskCall& call, const std::string& agent, const std::string& reason = "caller");
  void abandon(const AsteriskCall& call);
  void hang_up(const AsteriskCall& call, int cause = 16);
  void transfer(const AsteriskCall& call, const std::string& extension);
  /// An event in its own words, lines joined by `\n`, without a blank line.
  void emit(const std::string& event);

  // What came of it.
  /// Waits until somebody is logged in and has asked what is there, `logins` times in all.
  void await_login(int logins = 1);
  [[nodiscard]] int logins() const;
  [[nodiscard]] std::vector<Origination> originations() const;
  [[nodiscard]] int pings() const;
  /// The raw bytes that clients have sent.
  [[nodiscard]] std::string received() const;

 private:
  class Server;
  std::unique_ptr<Server> server_;
};

}  // namespace seva::simulators
