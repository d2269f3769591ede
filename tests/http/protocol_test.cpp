#include <Poco/Net/StreamSocket.h>

#include <atomic>
#include <chrono>
#include <fstream>
#include <thread>

#include "http/served_world.hpp"

namespace seva::http {
namespace {

using Poco::Net::SocketAddress;
using Poco::Net::StreamSocket;
using namespace std::chrono_literals;

class Protocol : public ServedWorld {
 protected:
  int status(const std::string& bytes) const {
    StreamSocket socket = connect();
    send(socket, bytes);
    return answer_of(socket);
  }
  StreamSocket connect() const {
    StreamSocket socket(SocketAddress("127.0.0.1", port()));
    socket.setReceiveTimeout(Poco::Timespan(5, 0));
    return socket;
  }
  static void send(StreamSocket& socket, const std::string& bytes) { socket.sendBytes(bytes.data(), static_cast<int>(bytes.size())); }
  /// The next answer's status; reads its header and the length that it gives.
  static int answer_of(StreamSocket& socket) {
    std::string seen;
    char byte = 0;
    while (seen.find("\r\n\r\n") == std::string::npos && socket.receiveBytes(&byte, 1) == 1) seen += byte;
    if (!seen.starts_with("HTTP/1.1 ")) return 0;
    if (const auto place = seen.find("Content-Length: "); place != std::string::npos)
      for (int left = std::stoi(seen.substr(place + 16)); left > 0; --left)
        if (socket.receiveBytes(&byte, 1) != 1) return 0;
    return std::stoi(seen.substr(9, 3));
  }
  std::chrono::milliseconds time_of_live() const {
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_EQ(visitor().get("/livez").status, 200);
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin);
  }
  static std::size_t resident_kib() {
    std::ifstream file("/proc/self/status");
    for (std::string line; std::getline(file, line);)
      if (line.starts_with("VmRSS:")) return std::stoul(line.substr(6));
    return 0;
  }
};

TEST_F(Protocol, ARequestWithTwoLengthsIsRefusedAndTheConnectionEnds) {
  const std::string head = "POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
  for (const char* lengths :
       {"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
        "Content-Length: 5\r\nContent-Length: 6\r\n", "Content-Length: 5\r\nContent-Length: 5\r\n", "Content-Length: 5, 5\r\n",
        "Content-Length: +5\r\n", "Content-Length: -1\r\n", "Content-Length: 0x5\r\n", "Content-Length: \r\n", "Transfer-Encoding: gzip, chunked\r\n",
        "Transfer-Encoding: xchunked\r\n", "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n", "Content-Length : 5\r\n",
        "Content-Length: 99999999999999999999\r\n"}) {
    const std::string answer = Client(port()).raw(head + lengths + "\r\n0\r\n\r\nGET /livez HTTP/1.1\r\nHost: x\r\n\r\n", 3);
    EXPECT_TRUE(answer.starts_with("HTTP/1.1 400")) << lengths << answer.substr(0, 60);
    EXPECT_EQ(answer.find("live\n"), std::string::npos) << "a smuggled request was served: " << lengths;
  }
}

TEST_F(Protocol, WhatFollowsARequestOnItsConnectionIsNeverTakenForPartOfIt) {
  const std::string answer =
      visitor().raw("GET /livez HTTP/1.1\r\nHost: x\r\nContent-Length: 34\r\n\r\nGET /readyz HTTP/1.1\r\nHost: x\r\n\r\nxx", 3);
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 200"));
  EXPECT_EQ(answer.find("ready\n"), std::string::npos);
}

TEST_F(Protocol, TraceAndConnectAreNoMethods) {
  for (const char* path : {"/", "/api/v1/session", "/channels/x/hook", "/no/such/address"}) {
    EXPECT_EQ(status(std::string("TRACE ") + path + " HTTP/1.1\r\nHost: x\r\n\r\n"), 405) << path;
    EXPECT_EQ(status(std::string("CONNECT ") + path + " HTTP/1.1\r\nHost: x\r\n\r\n"), 405) << path;
  }
  EXPECT_EQ(status("PROPFIND / HTTP/1.1\r\nHost: x\r\n\r\n"), 405);
}

TEST_F(Protocol, GarbageIsRefused) {
  for (const char* bytes : {"hello\r\n\r\n",
                            "GET\r\n\r\n",
                            "GET /\r\n\r\n",
                            "GET / HTTP/2.0\r\nHost: x\r\n\r\n",
                            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                            "GET  / HTTP/1.1\r\nHost: x\r\n\r\n",
                            "get / HTTP/1.1\r\nHost: x\r\n\r\n",
                            "GET / HTTP/1.1\r\n\r\n",
                            "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                            "GET / HTTP/1.1\r\nHost: x\r\nno colon\r\n\r\n",
                            "GET / HTTP/1.1\r\nHost: x\r\nA B: c\r\n\r\n",
                            "GET / HTTP/1.1\r\nHost: x\r\nA: b\x01\r\n\r\n",
                            "GET /%zz?%zz HTTP/1.1\r\nHost: x\r\n\r\n",
                            "GET /?a=%ff HTTP/1.1\r\nHost: x\r\n\r\n",
                            "GET /?a=%00 HTTP/1.1\r\nHost: x\r\n\r\n",
                            "GET /#a HTTP/1.1\r\nHost: x\r\n\r\n",
                            "GET * HTTP/1.1\r\nHost: x\r\n\r\n",
                            "GET x HTTP/1.1\r\nHost: x\r\n\r\n",
                            "\x16\x03\x01\x02\r\n\r\n",
                            "G\x1b[31mT / HTTP/1.1\r\nHost: x\r\n\r\n"})
    EXPECT_EQ(status(bytes), 400) << bytes;
  EXPECT_EQ(visitor().get("/livez").status, 200);
}

TEST_F(Protocol, PathsThatClimbLeadNowhere) {
  for (const char* path :
       {"/../../etc/passwd", "/assets/..%2f..%2fetc%2fpasswd", "/assets/%2e%2e/%2e%2e/etc/passwd", "//etc/passwd", "/assets/seva.css%00.png",
        "/api/v1/tickets/..", "/api//v1/me", "/API/V1/ME", "/api/v1/me/", "/assets/", "/.git/config", "/api/v1/tickets/%2e%2e/session"})
    EXPECT_EQ(status(std::string("GET ") + path + " HTTP/1.1\r\nHost: x\r\n\r\n"), 404) << path;
}

TEST_F(Protocol, HugeHeadersAreRefusedAtOnce) {
  EXPECT_EQ(status("GET / HTTP/1.1\r\nHost: x\r\nA: " + std::string(40'000, 'a') + "\r\n\r\n"), 431);
  EXPECT_EQ(status("GET /" + std::string(9'000, 'a') + " HTTP/1.1\r\nHost: x\r\n\r\n"), 400);
  std::string many = "GET / HTTP/1.1\r\nHost: x\r\n";
  for (int count = 0; count < 500; ++count) many += "A" + std::to_string(count) + ": b\r\n";
  EXPECT_EQ(status(many + "\r\n"), 400);
  EXPECT_EQ(status("GET / HTTP/1.1\r\nHost: x\r\nCookie: " + std::string(9'000, 'a') + "\r\n\r\n"), 400);
}

TEST_F(Protocol, BodiesThatAreNoJsonObjectAreRefused) {
  Client client = as("ravi.verma");
  const std::string path = "/api/v1/tickets/" + a_ticket() + "/notes";
  const std::string deep = std::string(10'000, '[') + std::string(10'000, ']');
  for (const std::string& body :
       {std::string("{"), std::string("[]"), std::string("null"), std::string("\"text\""), std::string("{\"text\":\"a\",\"text\":\"b\"}"),
        std::string("{\"text\":\"a\",\"te\\u0078t\":\"b\"}"), std::string("{\"text\":\"\xff\"}"), std::string("{\"text\":\"\xed\xa0\x80\"}"),
        std::string("{\"text\":\"\\ud800\"}"), std::string("{\"text\":\"a\"} x"), std::string("{'text':'a'}"), std::string("{\"text\":\"a\",}"),
        std::string("\xef\xbb\xbf{}"), deep, "{\"text\":" + deep + "}", std::string("{\"a\":{\"b\":1,\"b\":2}}"), std::string("{\"text\":1e99999}x"),
        std::string("\0{}", 3)}) {
    const auto answer = client.post(path, body);
    EXPECT_EQ(answer.status, 400) << body.substr(0, 60);
  }
  EXPECT_EQ(client.post(path, "").status, 400);
  EXPECT_EQ(client.post(path, "{\"text\":\"a\"}", {{"Content-Type", "text/plain"}}).status, 415);
  EXPECT_EQ(client.post(path, "{\"text\":\"a\"}", {{"Content-Type", "application/x-www-form-urlencoded"}}).status, 415);
  EXPECT_EQ(client.post(path, "{\"text\":\"a\"}", {{"Content-Type", "application/json; charset=utf-8"}}).status, 200);
}

TEST_F(Protocol, ABodyOfTenMebibytesIsRefusedAndMemoryStaysFlat) {
  const std::string body = "{\"text\":\"" + std::string(std::size_t{10} << 20, 'a') + "\"}";
  EXPECT_EQ(visitor().post("/api/v1/session", body).status, 413);
  [[maybe_unused]] const std::size_t before = resident_kib();
  for (int round = 0; round < 5; ++round) EXPECT_EQ(visitor().post("/api/v1/session", body).status, 413);
#ifndef __SANITIZE_ADDRESS__  // It keeps what was freed for a while, to see who uses it.
  EXPECT_LT(resident_kib(), before + 8 * 1024);
#endif
  std::string chunks = "POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (int round = 0; round < 40; ++round) chunks += "10000\r\n" + std::string(65'536, 'a') + "\r\n";
  EXPECT_EQ(status(chunks + "0\r\n\r\n"), 413);
}

TEST_F(Protocol, AChunkedBodyIsReadAsAWhole) {
  const std::string body = R"({"login":"meera.singh","password":"a long and private sentence"})";
  std::string chunks;
  for (const char byte : body) chunks += std::string("1\r\n") + byte + "\r\n";
  EXPECT_EQ(
      status("POST /api/v1/session HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n" +
             chunks + "0\r\n\r\n"),
      201);
}

TEST_F(Protocol, ABodyThatIsShorterThanAnnouncedIsRefused) {
  StreamSocket socket = connect();
  send(socket, "POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{\"login\":");
  socket.shutdownSend();
  EXPECT_EQ(answer_of(socket), 400);
}

TEST_F(Protocol, AConnectionServesManyRequests) {
  StreamSocket socket = connect();
  for (int round = 0; round < 20; ++round) {
    send(socket, "GET /livez HTTP/1.1\r\nHost: x\r\n\r\n");
    ASSERT_EQ(answer_of(socket), 200) << round;
  }
}

TEST_F(Protocol, IdleConnectionsDoNotStarveOthers) {
  ServerSettings settings;
  settings.most_threads = 8;
  serve(settings);
  std::vector<StreamSocket> idle;
  for (int count = 0; count < 64; ++count) {
    idle.push_back(connect());
    send(idle.back(), "GET /livez HTTP/1.1\r\nHost: x\r\n\r\n");
    ASSERT_EQ(answer_of(idle.back()), 200) << count;
  }
  EXPECT_LT(time_of_live(), 4'000ms);
  send(idle.front(), "GET /livez HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(answer_of(idle.front()), 200) << "an idle one may still ask";
}

TEST_F(Protocol, SilentAndSlowClientsHoldNoThreadAndAreSentAway) {
  ServerSettings settings;
  settings.most_threads = 8;
  settings.header_time = 3s;
  serve(settings);
  std::vector<StreamSocket> slow;
  for (const char* bytes : {"", "G", "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\nHost: x\r\n", "\r\n\r\n\r\n", "  \r\n\r\n  "})
    for (int count = 0; count < 16; ++count) {
      slow.push_back(connect());
      if (*bytes != '\0') send(slow.back(), bytes);
    }
  EXPECT_LT(time_of_live(), 2'500ms);
  for (StreamSocket& socket : {std::ref(slow[0]), std::ref(slow[20]), std::ref(slow[40])}) EXPECT_EQ(answer_of(socket), 408);
}

TEST_F(Protocol, ACrowdOfSilentConnectionsKeepsNobodyOut) {
  ServerSettings settings;
  settings.most_connections = 16;
  serve(settings);
  std::vector<StreamSocket> silent;
  for (int count = 0; count < 200; ++count) {
    silent.push_back(connect());
    if (count % 20 == 0) {
      EXPECT_LT(time_of_live(), 4'000ms) << count;
    }
  }
  EXPECT_LT(time_of_live(), 4'000ms);
}

TEST_F(Protocol, ABrokenRequestLineHoldsNoThread) {
  ServerSettings settings;
  settings.most_threads = 8;
  serve(settings);
  std::vector<StreamSocket> slow;
  for (int count = 0; count < 32; ++count) {
    slow.push_back(connect());
    send(slow.back(), count % 2 == 0 ? "GET\n\n" : "GET / HTTP/1.1\r\nHost: x\r\nA: " + std::string(40'000, 'a'));
  }
  EXPECT_LT(time_of_live(), 5'000ms);
}

TEST_F(Protocol, SlowBodiesLeaveThreadsForOthersAndEnd) {
  ServerSettings settings;
  settings.most_threads = 8;
  settings.body_time = 4s;
  serve(settings);
  std::vector<StreamSocket> slow;
  const std::string head = "POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
  for (int count = 0; count < 32; ++count) {
    slow.push_back(connect());
    send(slow.back(), head + (count % 2 == 0 ? "Content-Length: 500\r\n\r\n{" : "Transfer-Encoding: chunked\r\n\r\n1;a="));
  }
  EXPECT_LT(time_of_live(), 3'000ms);
  std::atomic<bool> is_over = false;
  std::thread dripping([&] {
    while (!is_over) {
      for (StreamSocket& socket : slow) try {
          send(socket, " ");
        } catch (const Poco::Exception&) {
        }
      std::this_thread::yield();
    }
  });
  std::size_t ended = 0;
  for (StreamSocket& socket : slow) try {
      const int answer = answer_of(socket);
      ended += answer == 400 || answer == 408 || answer == 503 || answer == 0 ? 1 : 0;
    } catch (const Poco::Exception&) {
      ++ended;  // reset, since we were still dripping
    }
  is_over = true;
  dripping.join();
  EXPECT_EQ(ended, slow.size());
  EXPECT_EQ(visitor().post("/api/v1/session", "{}").status, 422) << "bodies are read again";
}

TEST_F(Protocol, AClientThatDoesNotReadHoldsNoThreadForLong) {
  ServerSettings settings;
  settings.most_threads = 8;
  settings.send_time = 1s;
  serve(settings);
  const std::string docket = a_ticket();
  Client ravi = as("ravi.verma");
  const std::string note = boost::json::serialize(boost::json::object{{"text", std::string(19'000, 'x')}});
  for (int count = 0; count < 400; ++count) ASSERT_EQ(ravi.post("/api/v1/tickets/" + docket + "/notes", note).status, 200);
  std::vector<StreamSocket> deaf;
  for (int count = 0; count < 12; ++count) {
    deaf.push_back(connect());
    send(deaf.back(), "GET /api/v1/tickets/" + docket + "/timeline HTTP/1.1\r\nHost: x\r\nCookie: " + ravi.cookie + "\r\n\r\n");
  }
  const auto time = time_of_live();
  EXPECT_GT(time, 300ms) << "the answers fitted into the sockets, so this shows nothing";
  EXPECT_LT(time, 20'000ms);
}

TEST_F(Protocol, AMethodInAParameterIsNoMethod) {
  const std::string docket = a_ticket();
  Client ravi = as("ravi.verma");
  const std::size_t before = world.events_of(docket);
  EXPECT_EQ(ravi.post("/api/v1/tickets/" + docket + "?_method=PATCH", R"({"priority":"low"})").status, 405);
  EXPECT_EQ(ravi.post("/api/v1/tickets/" + docket, R"({"priority":"low"})", {{"X-HTTP-Method-Override", "PATCH"}}).status, 405);
  EXPECT_EQ(ravi.get("/api/v1/tickets/" + docket + "/notes?text=x").status, 405) << "GET never changes anything";
  EXPECT_EQ(ravi.get("/api/v1/me/password").status, 405);
  EXPECT_EQ(world.events_of(docket), before);
}

TEST_F(Protocol, ManyAtOnceAreAllServed) {
  std::atomic<int> served = 0;
  std::vector<std::thread> people;
  for (int count = 0; count < 32; ++count)
    people.emplace_back([&] {
      for (int round = 0; round < 20; ++round) served += Client(port()).get("/livez").status == 200 ? 1 : 0;
    });
  for (std::thread& person : people) person.join();
  EXPECT_EQ(served, 32 * 20);
}

}  // namespace
}  // namespace seva::http
