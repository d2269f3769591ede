#include "hosting/network/stream_client.hpp"

#include <gmock/gmock.h>

#include <condition_variable>
#include <fstream>
#include <mutex>

#include "hosting/limits.hpp"
#include "hosting/process/private_folder.hpp"
#include "hosting/support/peer.hpp"
#include "hosting/support/tls_peer.hpp"

namespace seva::hosting {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// Writes down what it is told; takes parts only while it has room.
class Notes final : public StreamListener {
 public:
  void opened(int status, const Headers& headers) override {
    const std::lock_guard lock(mutex_);
    status_ = status;
    headers_ = headers;
    is_open_ = true;
    changed_.notify_all();
  }
  bool take(const std::vector<std::string>& parts) override {
    const std::lock_guard lock(mutex_);
    if (!has_room_) {
      ++refusals_;
      changed_.notify_all();
      return false;
    }
    for (const std::string& part : parts) parts_.push_back(part);
    together_.push_back(parts.size());
    changed_.notify_all();
    return true;
  }
  void wait_for_room() override {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, 100ms, [&] { return has_room_; });
  }
  void closed(const std::string& error) override {
    const std::lock_guard lock(mutex_);
    error_ = error;
    changed_.notify_all();
  }

  void set_room(bool has_room) {
    const std::lock_guard lock(mutex_);
    has_room_ = has_room;
    changed_.notify_all();
  }
  int await_open() {
    await([&] { return is_open_; });
    return status_;
  }
  std::string await_end() {
    await([&] { return error_.has_value(); });
    return error_.value_or("");
  }
  void await_refusal() {
    await([&] { return refusals_ > 0; });
  }
  std::vector<std::string> await_parts(std::size_t count) {
    await([&] { return parts_.size() >= count; });
    return parts_;
  }
  std::vector<std::string> parts() {
    const std::lock_guard lock(mutex_);
    return parts_;
  }
  std::vector<std::size_t> together() {
    const std::lock_guard lock(mutex_);
    return together_;
  }
  [[nodiscard]] bool has_ended() {
    const std::lock_guard lock(mutex_);
    return error_.has_value();
  }
  Headers headers_;

 private:
  template <class Condition>
  void await(const Condition& condition) {
    std::unique_lock lock(mutex_);
    EXPECT_TRUE(changed_.wait_for(lock, 20s, condition));
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::string> parts_;
  std::vector<std::size_t> together_;
  std::optional<std::string> error_;
  int status_ = -1;
  int refusals_ = 0;
  bool is_open_ = false;
  bool has_room_ = true;
};

class StreamClientTest : public ::testing::Test {
 protected:
  std::unique_ptr<Stream> open(const std::string& url, const std::string& delimiter = "\n", std::chrono::milliseconds silence = 0ms) {
    OpenStream request;
    request.tag = "s";
    request.url = url;
    request.delimiter = delimiter;
    request.silence = silence;
    return client_.open({{}, {peer_.host(), "127.0.0.1:1"}}, std::move(request), notes_);
  }
  std::unique_ptr<Stream> open() { return open("tcp://" + peer_.host()); }

  Peer peer_;
  std::shared_ptr<Notes> notes_ = std::make_shared<Notes>();
  StreamClient client_;
};

TEST_F(StreamClientTest, BytesGoBothWaysAndComeAsWholeParts) {
  const auto stream = open("tcp://" + peer_.host(), "\r\n\r\n");
  stream->send("hello ");
  peer_.accept();
  EXPECT_EQ(notes_->await_open(), 0);
  stream->send("peer");
  EXPECT_EQ(peer_.read(10), "hello peer");
  const std::string message = "Event: x\r\nA: 1\r\n\r\n";
  for (const char byte : message + message) peer_.send({&byte, 1});
  EXPECT_THAT(notes_->await_parts(2), ElementsAre(message, message));
}

TEST_F(StreamClientTest, HostThatOnlyTheManifestDeclaresIsReachedAtPublicAddressesAlone) {
  const std::string port = peer_.host().substr(peer_.host().find(':'));
  for (const std::string& url : {"tcp://" + peer_.host(), "tcp://localhost" + port, "https://localhost" + port + "/stream"}) {
    OpenStream request;
    request.tag = "s";
    request.url = url;
    auto notes = std::make_shared<Notes>();
    const auto stream = client_.open({{peer_.host(), "localhost" + port}, {}}, std::move(request), notes);
    EXPECT_EQ(notes->await_end(), "address_not_allowed") << url;
  }
  EXPECT_EQ(client_.figures().opened, 0);
}

TEST_F(StreamClientTest, NoMoreThanAHundredPartsComeTogether) {
  const auto stream = open();
  peer_.accept();
  std::string lines;
  for (int line = 0; line < 1'000; ++line) lines += "line " + std::to_string(line) + "\n";
  peer_.send(lines);
  const auto parts = notes_->await_parts(1'000);
  EXPECT_EQ(parts.back(), "line 999\n");
  for (const std::size_t together : notes_->together()) EXPECT_LE(together, kPartsTogether);
}

TEST_F(StreamClientTest, PeerIsNotReadWhileNobodyTakesWhatCame) {
  const auto stream = open();
  peer_.accept();
  notes_->set_room(false);
  peer_.send("first\n");
  notes_->await_refusal();
  const std::string piece = std::string(64 * kKibibyte - 1, 'x') + "\n";
  constexpr std::size_t kMost = 256 * kMebibyte;
  EXPECT_LT(peer_.send_until_it_stands(piece, kMost), kMost) << "everything was taken from the peer and kept in memory";
  EXPECT_THAT(notes_->parts(), IsEmpty());
  notes_->set_room(true);
  EXPECT_EQ(notes_->await_parts(2).front(), "first\n");
}

TEST_F(StreamClientTest, EndOfThePeerIsToldAfterAllThatItSaid) {
  const auto stream = open();
  peer_.accept();
  peer_.send("last\n");
  peer_.close();
  EXPECT_EQ(notes_->await_end(), "ended");
  EXPECT_THAT(notes_->parts(), ElementsAre("last\n"));
}

TEST_F(StreamClientTest, EndInTheMiddleOfAPartIsACut) {
  const auto stream = open();
  peer_.accept();
  peer_.send("whole\nhal");
  peer_.close();
  EXPECT_EQ(notes_->await_end(), "cut");
  EXPECT_THAT(notes_->parts(), ElementsAre("whole\n"));
}

TEST_F(StreamClientTest, SilenceEndsTheStream) {
  const auto stream = open("tcp://" + peer_.host(), "\n", 50ms);
  peer_.accept();
  EXPECT_EQ(notes_->await_end(), "silent");
  EXPECT_TRUE(peer_.is_ended());
}

TEST_F(StreamClientTest, PartBeyondTheLimitEndsTheStreamByName) {
  const auto stream = open();
  peer_.accept();
  peer_.send("fine\n");
  notes_->await_parts(1);
  peer_.send_until_it_stands(std::string(64 * kKibibyte, 'x'), 2 * kMebibyte);
  EXPECT_EQ(notes_->await_end(), "part_too_large");
  EXPECT_THAT(notes_->parts(), ElementsAre("fine\n"));
}

TEST_F(StreamClientTest, WhatIsNotTakenByThePeerIsNotKeptWithoutEnd) {
  const auto stream = open();
  for (int piece = 0; piece < 300; ++piece) stream->send(std::string(kMebibyte / 10, 'x'));  // more than the system's own buffers hold
  peer_.accept();
  EXPECT_EQ(notes_->await_end(), "backlog");
}

TEST_F(StreamClientTest, GivenUpFromThisSideNothingIsToldAnyMore) {
  auto stream = open();
  peer_.accept();
  notes_->await_open();
  stream.reset();
  EXPECT_TRUE(peer_.is_ended());
  EXPECT_FALSE(notes_->has_ended());
}

TEST_F(StreamClientTest, NobodyThereIsUnreachable) {
  const auto stream = open("tcp://127.0.0.1:1");
  EXPECT_EQ(notes_->await_end(), "unreachable");
}

TEST_F(StreamClientTest, OnlyHostsThatAreAllowedAreReachedAndNothingThatDeceives) {
  for (const auto& [url, error] : std::map<std::string, std::string>{{"tcp://127.0.0.2:5038", "host_not_allowed"},
                                                                     {"tls://127.0.0.1:5039", "host_not_allowed"},
                                                                     {"https://another.example/stream", "host_not_allowed"},
                                                                     {"tcp://127.0.0.1", "bad_url"},
                                                                     {"http://127.0.0.1/", "bad_url"},
                                                                     {"tcp://user@127.0.0.1:1", "bad_url"},
                                                                     {"tcp://127.0.0.1:1/path", "bad_url"},
                                                                     {"tcp://127.0.0.1:1?query", "bad_url"},
                                                                     {"file:///etc/passwd", "bad_url"},
                                                                     {"gopher://127.0.0.1:1/", "bad_url"},
                                                                     {"nonsense", "bad_url"}}) {
    notes_ = std::make_shared<Notes>();
    EXPECT_EQ(open(url), nullptr) << url;
    EXPECT_EQ(notes_->await_end(), error) << url;
  }
}

TEST_F(StreamClientTest, PeerWithoutTlsIsRefused) {
  const auto stream = open("tls://" + peer_.host());
  peer_.accept();
  peer_.send("Asterisk Call Manager/2.10.6\r\n");
  EXPECT_EQ(notes_->await_end(), "tls");
  EXPECT_THAT(notes_->parts(), IsEmpty());
}

TEST_F(StreamClientTest, PeerWhoseCertificateNobodyVouchesForIsRefused) {
  TlsPeer peer;
  OpenStream request;
  request.url = "tls://" + peer.host();
  const auto stream = client_.open({{}, {peer.host()}}, std::move(request), notes_);
  EXPECT_FALSE(peer.accept());
  EXPECT_EQ(notes_->await_end(), "tls");
}

TEST_F(StreamClientTest, PeerWithAGoodCertificateIsTalkedToInTls) {
  TlsPeer peer;
  const PrivateFolder folder({});
  const std::string authorities = (folder.path() / "authorities.pem").string();
  std::ofstream(authorities) << peer.authorities();
  StreamClient client(authorities);
  OpenStream request;
  request.url = "tls://" + peer.host();
  request.delimiter = "\n";
  const auto stream = client.open({{}, {peer.host()}}, std::move(request), notes_);
  ASSERT_TRUE(peer.accept());
  stream->send("secret");
  EXPECT_EQ(peer.read(6), "secret");
  peer.send("answer\n");
  EXPECT_THAT(notes_->await_parts(1), ElementsAre("answer\n"));
}

TEST_F(StreamClientTest, LinesOfAnHttpsAnswerComeAsTheyAreWritten) {
  TlsPeer peer;
  const PrivateFolder folder({});
  const std::string authorities = (folder.path() / "authorities.pem").string();
  std::ofstream(authorities) << peer.authorities();
  StreamClient client(authorities);
  OpenStream request;
  request.url = "https://" + peer.host() + "/stream";
  request.headers = {{"authorization", "Bearer token"}};
  request.delimiter = "\r\n";
  const auto stream = client.open({{}, {peer.host()}}, std::move(request), notes_);
  ASSERT_TRUE(peer.accept());
  const std::string head = peer.read(4'096);
  EXPECT_THAT(head, HasSubstr("GET /stream HTTP/1.1"));
  EXPECT_THAT(head, HasSubstr("authorization: Bearer token"));
  peer.send("HTTP/1.1 200 OK\r\nX-Rate: 7\r\nTransfer-Encoding: chunked\r\n\r\n");
  EXPECT_EQ(notes_->await_open(), 200);
  EXPECT_THAT(notes_->headers_, ::testing::Contains(std::pair<std::string, std::string>("x-rate", "7")));
  peer.send("5\r\none\r\n\r\n");
  EXPECT_THAT(notes_->await_parts(1), ElementsAre("one\r\n"));
  peer.send("8\r\ntwo\r\nthr\r\n4\r\nee\r\n\r\n0\r\n\r\n");
  EXPECT_EQ(notes_->await_end(), "ended");
  EXPECT_THAT(notes_->parts(), ElementsAre("one\r\n", "two\r\n", "three\r\n"));
}

TEST_F(StreamClientTest, HttpsThatRefusesSaysItsStatusAndEnds) {
  TlsPeer peer;
  const PrivateFolder folder({});
  const std::string authorities = (folder.path() / "authorities.pem").string();
  std::ofstream(authorities) << peer.authorities();
  StreamClient client(authorities);
  OpenStream request;
  request.url = "https://" + peer.host() + "/stream";
  const auto stream = client.open({{}, {peer.host()}}, std::move(request), notes_);
  ASSERT_TRUE(peer.accept());
  static_cast<void>(peer.read(4'096));
  peer.send("HTTP/1.1 429 Too Many\r\nContent-Length: 5\r\n\r\nwait\n");
  EXPECT_EQ(notes_->await_open(), 429);
  EXPECT_EQ(notes_->await_end(), "status");
  EXPECT_THAT(notes_->parts(), IsEmpty());
}

}  // namespace
}  // namespace seva::hosting
