#include "simulators/asterisk.hpp"

#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/StreamSocket.h>
#include <Poco/Timespan.h>

#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <thread>

#include "simulators/asterisk_lines.hpp"

namespace seva::simulators {
namespace {

using Headers = std::map<std::string, std::string>;

}  // namespace

class Asterisk::Server {
 public:
  Server() {
    listen(Poco::Net::SocketAddress("127.0.0.1", 0));
    thread_ = std::thread([this] { run(); });
  }
  ~Server() {
    is_ending_ = true;
    cut();
    thread_.join();
  }

  std::string host() const { return address_; }

  void set_reachable(bool is_reachable) {
    const std::lock_guard lock(mutex_);
    is_reachable_ = is_reachable;
    changed_.notify_all();
  }

  void cut() {
    const std::lock_guard lock(mutex_);
    if (client_) client_->shutdown();
  }

  void say(const std::string& text, bool needs_login = true) {
    const std::lock_guard lock(mutex_);
    if (!client_ || (needs_login && !is_logged_in_)) return;
    try {
      const std::size_t piece = piece_ == 0 ? text.size() : piece_;
      for (std::size_t sent = 0; sent < text.size();) {
        const auto size = static_cast<int>(std::min(piece, text.size() - sent));
        const int taken = client_->sendBytes(text.data() + sent, size);
        if (taken <= 0) return;
        sent += static_cast<std::size_t>(taken);
      }
    } catch (const Poco::Exception&) {
    }
  }

  AsteriskCall join(const std::string& queue, const std::string& number, const std::string& name) {
    AsteriskCall call;
    {
      const std::lock_guard lock(mutex_);
      const std::string serial = std::to_string(++serial_);
      call = {"1767594600." + serial, "PJSIP/trunk-" + serial, queue, number, name};
      there_[call.unique_id] = {call, true, {}};
    }
    return call;
  }

  struct There {
    AsteriskCall call;
    bool is_waiting = true;
    std::string agent;
  };

  void change(const std::string& unique_id, const std::function<void(There&)>& how) {
    const std::lock_guard lock(mutex_);
    if (const auto found = there_.find(unique_id); found != there_.end()) how(found->second);
  }
  void remove(const std::string& unique_id) {
    const std::lock_guard lock(mutex_);
    there_.erase(unique_id);
  }

  void await_login(int logins) {
    std::unique_lock lock(mutex_);
    if (!changed_.wait_for(lock, std::chrono::seconds{20}, [&] { return lists_ >= 2 * logins; }))
      throw std::runtime_error("nobody logged in to the simulated exchange");
  }

  template <class Read>
  auto locked(const Read& read) const {
    const std::lock_guard lock(mutex_);
    return read(*this);
  }

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t piece_ = 0;
  int refusals_ = 0;
  int logins_ = 0;
  int lists_ = 0;
  int pings_ = 0;
  Outcome outcome_ = Outcome::answered;
  std::vector<Origination> originations_;
  std::string received_;

 private:
  void listen(const Poco::Net::SocketAddress& address) {
    server_ = std::make_unique<Poco::Net::ServerSocket>();
    server_->bind(address, true);
    server_->listen();
    address_ = "127.0.0.1:" + std::to_string(server_->address().port());
  }

  void run() {
    while (!is_ending_) {
      const bool is_reachable = locked([](const Server& self) { return self.is_reachable_; });
      if (!is_reachable && server_) server_.reset();
      if (is_reachable && !server_) listen(Poco::Net::SocketAddress(address_));
      if (!server_) {
        std::unique_lock lock(mutex_);
        changed_.wait_for(lock, std::chrono::milliseconds{20});
        continue;
      }
      if (server_->poll(Poco::Timespan(0, 20'000), Poco::Net::Socket::SELECT_READ)) serve(server_->acceptConnection());
    }
  }

  void serve(Poco::Net::StreamSocket client) {
    {
      const std::lock_guard lock(mutex_);
      client_ = client;
      is_logged_in_ = false;
    }
    say("Asterisk Call Manager/7.0.3\r\n", false);
    std::string buffer;
    std::array<char, 4'096> piece;
    try {
      for (bool goes_on = true; goes_on && !is_ending_;) {
        const int size = client.receiveBytes(piece.data(), static_cast<int>(piece.size()));
        if (size <= 0) break;
        buffer.append(piece.data(), static_cast<std::size_t>(size));
        {
          const std::lock_guard lock(mutex_);
          received_.append(piece.data(), static_cast<std::size_t>(size));
        }
        for (std::size_t end = buffer.find("\r\n\r\n"); goes_on && end != std::string::npos; end = buffer.find("\r\n\r\n")) {
          goes_on = act(read(buffer.substr(0, end + 2)));
          buffer.erase(0, end + 4);
        }
      }
    } catch (const Poco::Exception&) {
    }
    const std::lock_guard lock(mutex_);
    client_.reset();
    is_logged_in_ = false;
  }

  static Headers read(const std::string& action) {
    Headers headers;
    std::size_t begin = 0;
    while (begin < action.size()) {
      const std::size_t end = action.find("\r\n", begin);
      const std::string line = action.substr(begin, end - begin);
      if (const std::size_t colon = line.find(": "); colon != std::string::npos) headers[line.substr(0, colon)] = line.substr(colon + 2);
      begin = end + 2;
    }
    return headers;
  }

  void answer(const Headers& action, const std::string& lines) {
    const auto id = action.find("ActionID");
    const std::size_t first = lines.find('\n');
    const std::string echo = id == action.end() ? "" : "\nActionID: " + id->second;
    say(wire(lines.substr(0, first) + echo + (first == std::string::npos ? "" : lines.substr(first))), false);
  }

  /// False: the connection ends.
  bool act(const Headers& action) {
    const auto get = [&](const char* name) {
      const auto found = action.find(name);
      return found == action.end() ? std::string{} : found->second;
    };
    const std::string name = get("Action");
    if (name == "Challenge") {
      challenge_ = std::to_string(100'000'000 + ++challenges_);
      answer(action, "Response: Success\nChallenge: " + challenge_);
      return true;
    }
    if (name == "Login") return log_in(action, get("Username"), get("Key"));
    if (!locked([](const Server& self) { return self.is_logged_in_; })) {
      answer(action, "Response: Error\nMessage: Permission denied");
      return true;
    }
    if (name == "Ping") {
      const std::lock_guard lock(mutex_);
      ++pings_;
    }
    if (name == "Ping") answer(action, "Response: Success\nPing: Pong\nTimestamp: 1767594600.000001");
    if (name == "CoreShowChannels") show_channels(action);
    if (name == "QueueStatus") show_queues(action);
    if (name == "Originate") originate(action, {get("Channel"), get("ChannelId"), get("Exten")});
    return true;
  }

  bool log_in(const Headers& action, const std::string& username, const std::string& key) {
    bool is_right = username == kUsername && key == md5_hex(challenge_ + kSecret);
    {
      const std::lock_guard lock(mutex_);
      if (refusals_ > 0) {
        --refusals_;
        is_right = false;
      }
    }
    answer(action, is_right ? "Response: Success\nMessage: Authentication accepted" : "Response: Error\nMessage: Authentication failed");
    if (!is_right) return false;
    {
      const std::lock_guard lock(mutex_);
      is_logged_in_ = true;
      ++logins_;
    }
    say(wire("Event: FullyBooted\nPrivilege: system,all\nUptime: 42\nStatus: Fully Booted"));
    return true;
  }

  void show_channels(const Headers& action) {
    answer(action, "Response: Success\nEventList: start\nMessage: Channels will follow");
    const auto there = locked([](const Server& self) { return self.there_; });
    for (const auto& [unique_id, one] : there) {
      const std::string bridge = one.agent.empty() ? "" : "bridge-" + unique_id;
      answer(action, "Event: CoreShowChannel\n" + channel_lines(one.call, is_ringing_.contains(unique_id) ? 5 : 6) + "\nBridgeId: " + bridge +
                         "\nApplication: Queue\nApplicationData: " + one.call.queue + ",t,,,30\nDuration: 00:00:07");
      if (!one.agent.empty())
        answer(action, "Event: CoreShowChannel\nChannel: PJSIP/" + one.agent + "-0000002a\nChannelState: 6\nUniqueid: agent-" + unique_id +
                           "\nLinkedid: " + unique_id + "\nBridgeId: " + bridge + "\nApplication: AppQueue\nApplicationData: (Outgoing Line)");
    }
    answer(action, "Event: CoreShowChannelsComplete\nEventList: Complete\nListItems: " + std::to_string(there.size()));
    note_list(action);
  }

  void show_queues(const Headers& action) {
    answer(action, "Response: Success\nEventList: start\nMessage: Queue status will follow");
    const auto there = locked([](const Server& self) { return self.there_; });
    answer(action, "Event: QueueParams\nQueue: up112\nMax: 0\nStrategy: ringall\nCalls: " + std::to_string(there.size()));
    for (const auto& [unique_id, one] : there)
      if (one.is_waiting)
        answer(action, "Event: QueueEntry\nQueue: " + one.call.queue + "\nPosition: 1\nChannel: " + one.call.channel + "\nUniqueid: " + unique_id +
                           "\nCallerIDNum: " + or_unknown(one.call.number) + "\nCallerIDName: " + or_unknown(one.call.name) +
                           "\nWait: 12\nPriority: 0");
    answer(action, "Event: QueueStatusComplete\nEventList: Complete\nListItems: 1");
    note_list(action);
  }

  void note_list(const Headers& action) {
    const auto id = action.find("ActionID");
    if (id == action.end() || id->second.starts_with("look")) return;
    const std::lock_guard lock(mutex_);
    ++lists_;
    changed_.notify_all();
  }

  void originate(const Headers& action, Origination wanted) {
    Outcome outcome{};
    bool is_there = false;
    {
      const std::lock_guard lock(mutex_);
      is_there = there_.contains(wanted.channel_id);
      if (!is_there) originations_.push_back(wanted);
      outcome = outcome_;
      if (!is_there && outcome == Outcome::ringing) {
        there_[wanted.channel_id] = {{wanted.channel_id, wanted.channel + "-0001", "", "", ""}, false, {}};
        is_ringing_[wanted.channel_id] = true;
      }
    }
    if (is_there) return answer(action, "Response: Error\nMessage: Originate failed");
    answer(action, "Response: Success\nMessage: Originate successfully queued");
    if (outcome == Outcome::silent || outcome == Outcome::ringing) return;
    const std::string reason = outcome == Outcome::answered ? "4" : outcome == Outcome::busy ? "5" : "3";
    answer(action, "Event: OriginateResponse\nPrivilege: call,all\nResponse: " + std::string(outcome == Outcome::answered ? "Success" : "Failure") +
                       "\nChannel: " + wanted.channel + "\nContext: from-seva\nExten: " + wanted.extension + "\nReason: " + reason +
                       "\nUniqueid: " + wanted.channel_id);
  }

  std::unique_ptr<Poco::Net::ServerSocket> server_;
  std::string address_;
  std::optional<Poco::Net::StreamSocket> client_;
  bool is_reachable_ = true;
  bool is_logged_in_ = false;
  std::string challenge_;
  int challenges_ = 0;
  std::int64_t serial_ = 0;
  std::map<std::string, There> there_;
  std::map<std::string, bool> is_ringing_;
  std::atomic<bool> is_ending_{false};
  std::thread thread_;
};

Asterisk::Asterisk() : server_(std::make_unique<Server>()) {}
Asterisk::~Asterisk() = default;

std::string Asterisk::host() const { return server_->host(); }
void Asterisk::cut() { server_->cut(); }
void Asterisk::set_reachable(bool is_reachable) { server_->set_reachable(is_reachable); }
void Asterisk::await_login(int logins) { server_->await_login(logins); }
void Asterisk::emit(const std::string& event) { server_->say(wire(event)); }

void Asterisk::break_into(std::size_t bytes) {
  const std::lock_guard lock(server_->mutex_);
  server_->piece_ = bytes;
}
void Asterisk::refuse_next_logins(int count) {
  const std::lock_guard lock(server_->mutex_);
  server_->refusals_ = count;
}
void Asterisk::set_outcome(Outcome outcome) {
  const std::lock_guard lock(server_->mutex_);
  server_->outcome_ = outcome;
}

int Asterisk::logins() const {
  return server_->locked([](const auto& server) { return server.logins_; });
}
int Asterisk::pings() const {
  return server_->locked([](const auto& server) { return server.pings_; });
}
std::vector<Origination> Asterisk::originations() const {
  return server_->locked([](const auto& server) { return server.originations_; });
}
std::string Asterisk::received() const {
  return server_->locked([](const auto& server) { return server.received_; });
}

AsteriskCall Asterisk::join(const std::string& queue, const std::string& number, const std::string& name) {
  const AsteriskCall call = server_->join(queue, number, name);
  emit("Event: Newchannel\nPrivilege: call,all\n" + channel_lines(call, 0));
  emit("Event: QueueCallerJoin\nPrivilege: agent,all\n" + channel_lines(call, 6) + "\nQueue: " + queue + "\nPosition: 1\nCount: 1");
  return call;
}

void Asterisk::ring(const AsteriskCall& call, const std::string& agent) {
  emit("Event: AgentCalled\nPrivilege: agent,all\n" + channel_lines(call, 6) + "\nQueue: " + call.queue + "\n" + agent_lines(agent));
}

void Asterisk::connect(const AsteriskCall& call, const std::string& agent) {
  server_->change(call.unique_id, [&](auto& there) {
    there.is_waiting = false;
    there.agent = agent;
  });
  emit("Event: QueueCallerLeave\nPrivilege: agent,all\n" + channel_lines(call, 6) + "\nQueue: " + call.queue + "\nPosition: 1\nCount: 0");
  emit("Event: AgentConnect\nPrivilege: agent,all\n" + channel_lines(call, 6) + "\nQueue: " + call.queue + "\n" + agent_lines(agent) +
       "\nRingTime: 3\nHoldTime: 8");
}

void Asterisk::complete(const AsteriskCall& call, const std::string& agent, const std::string& reason) {
  emit("Event: AgentComplete\nPrivilege: agent,all\n" + channel_lines(call, 6) + "\nQueue: " + call.queue + "\n" + agent_lines(agent) +
       "\nHoldTime: 8\nTalkTime: 61\nReason: " + reason);
}

void Asterisk::abandon(const AsteriskCall& call) {
  emit("Event: QueueCallerAbandon\nPrivilege: agent,all\n" + channel_lines(call, 6) + "\nQueue: " + call.queue +
       "\nPosition: 1\nOriginalPosition: 1\nHoldTime: 19");
  hang_up(call);
}

void Asterisk::hang_up(const AsteriskCall& call, int cause) {
  server_->remove(call.unique_id);
  emit("Event: Hangup\nPrivilege: call,all\n" + channel_lines(call, 6) + "\nCause: " + std::to_string(cause) + "\nCause-txt: Normal Clearing");
}

void Asterisk::transfer(const AsteriskCall& call, const std::string& extension) {
  emit(
      "Event: BlindTransfer\nPrivilege: call,all\nResult: Success\nTransfererChannel: PJSIP/agent7-0000002a\nTransfererUniqueid: agent-leg\n"
      "TransfereeChannel: " +
      call.channel + "\nTransfereeUniqueid: " + call.unique_id + "\nIsExternal: No\nContext: from-internal\nExtension: " + extension);
}

}  // namespace seva::simulators
